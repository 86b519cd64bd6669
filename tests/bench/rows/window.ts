import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { median, percentile } from '../figures.ts';
import { lineOf } from '../line.ts';
import type { Line } from '../line.ts';
import { runChild } from '../processes.ts';

const child = path.join(import.meta.dirname, '..', 'children', 'window.ts');
const frame = { what: 'one frame at 60 Hz', value: 1000 / 60 };

type Viewed = { readonly list: number; readonly total: number; readonly waited: number; readonly windows: readonly number[] };
type Said = {
  readonly views: Readonly<Record<string, Viewed>>;
  readonly searches: Readonly<Record<string, { readonly ms: number; readonly total: number }>>;
};

const orders = [
  ['natural', 'natural order', 500],
  ['indexed', 'sorted by an indexed amount, descending', 500],
  ['text', 'sorted by a text without index', 4_000],
  ['filter', 'account and least amount, by day', 4_000],
  ['contains', 'part of a word in a text without index', 4_000],
] as const;

function windowLine(name: string, what: string, runs: readonly Viewed[]): Line {
  const samples = runs.map((run) => ({ value: percentile(run.windows, 0.95) }));
  return lineOf({
    name: `window.${name}`,
    what: `200 rows at random places, p95 over the channel: ${what}`,
    samples,
    reference: { what: frame.what, samples: runs.map(() => ({ value: frame.value })) },
    budget: { most: 12 },
    notes: `p50 ${median(runs.map((run) => median(run.windows))).toFixed(1)} ms, most ${Math.max(...runs.flatMap((run) => run.windows)).toFixed(0)} ms`,
  });
}

function linesOf(said: readonly Said[]): readonly Line[] {
  const views = orders.flatMap(([name, what, most]) => {
    const runs = said.flatMap((one) => one.views[name] ?? []);
    const list = lineOf({
      name: `list.${name}`,
      what: `list of all rows in order: ${what}`,
      samples: runs.map((run) => ({ value: run.list })),
      budget: { most },
      notes: `${runs[0]?.total ?? 0} rows; meanwhile another call waited ${Math.max(...runs.map((run) => run.waited)).toFixed(0)} ms at most`,
    });
    return [windowLine(name, what, runs), list];
  });
  const searches = Object.keys(said[0]?.searches ?? {}).map((name) => {
    const runs = said.flatMap((one) => one.searches[name] ?? []);
    return lineOf({
      name: `search.${name}`,
      what: 'first 50 rows of a search in all texts',
      samples: runs.map((run) => ({ value: run.ms })),
      budget: { most: 50 },
      notes: `${runs[0]?.total ?? 0} rows found`,
    });
  });
  return [...views, ...searches];
}

/** The grid's calls over the backend's message channel, each repetition with new processes whose caches are empty. */
export const windows: Row = {
  name: 'window',
  measure: async (bench: Bench) => {
    const { vaultDir, caseId, configDir } = await bench.prepared();
    const said: Said[] = [];
    for (let run = 0; run < bench.sizes.runs; run += 1) {
      bench.say(`window ${run + 1}/${bench.sizes.runs}`);
      said.push((await runChild<Said>(child, [vaultDir, caseId, String(run + 1), bench.dir, configDir])).said);
    }
    return linesOf(said);
  },
};
