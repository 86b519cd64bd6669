import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';
import type { Line } from '../line.ts';
import { runChild } from '../processes.ts';

const child = path.join(import.meta.dirname, '..', 'children', 'explore.ts');

type Twice = { readonly first: number; readonly again: number; readonly total: number };
type Copied = { readonly ms: number; readonly bytes: number; readonly peak: number };
type Said = { readonly asked: Readonly<Record<string, Twice>>; readonly copies: Readonly<Record<string, Copied>> };

/** Name, what it is, milliseconds allowed when its columns have been read, null: none. A list is made once: it is measured the first time. */
const questions = [
  ['account', 'groups by account, one sum', 1_000],
  ['month', 'groups by month, one sum', 1_000],
  ['counterparty', 'groups by counterparty, one sum', 1_000],
  ['three', 'groups by three columns, sum, largest, different', null],
  ['filtered', 'groups by account of half a year, one sum', 1_000],
  ['description', 'groups by a text that few rows share, one sum', null],
  ['column', 'figures and classes of an amount', 1_000],
  ['series', 'sums by month', 1_000],
  ['everywhere', 'two words in every table, first rows', 100],
  ['everywhereCommon', 'a common word in every table, first rows', 100],
  ['sorted', 'list in the order of three columns, two ways', 4_000],
  ['unindexed', 'list in the order of three columns without index, two of them texts', 4_000],
] as const;

const isList = (name: string): boolean => name === 'sorted' || name === 'unindexed';

function linesOf(said: readonly Said[]): readonly Line[] {
  const asked = questions.map(([name, what, most]) => {
    const runs = said.flatMap((one) => one.asked[name] ?? []);
    return lineOf({
      name: `explore.${name}`,
      what: isList(name) ? `${what}, the first time` : `${what}, asked again`,
      samples: runs.map((run) => ({ value: isList(name) ? run.first : run.again })),
      ...(most === null ? {} : { budget: { most } }),
      notes: `${isList(name) ? '' : `the first time ${runs.map((run) => run.first.toFixed(0)).join(', ')} ms; `}${runs[0]?.total ?? 0} in all`,
    });
  });
  const copies = (['csv', 'xlsx'] as const).flatMap((format) => {
    const runs = said.flatMap((one) => one.copies[format] ?? []);
    return [
      lineOf({
        name: `copy.${format}`,
        what: `all rows and columns as ${format}`,
        samples: runs.map((run) => ({ value: run.ms })),
        notes: `${((runs[0]?.bytes ?? 0) / 2 ** 20).toFixed(0)} MiB`,
      }),
      lineOf({
        name: `copy.${format}.memory`,
        what: `peak memory of the process that writes it`,
        unit: 'MiB',
        samples: runs.map((run) => ({ value: run.peak })),
        budget: { most: 300 },
      }),
    ];
  });
  return [...asked, ...copies];
}

/** What the data explorer asks of the ledger, each repetition with new processes whose caches are empty. */
export const explore: Row = {
  name: 'explore',
  measure: async (bench: Bench) => {
    const { vaultDir, caseId, configDir } = await bench.prepared();
    const said: Said[] = [];
    for (let run = 0; run < bench.sizes.runs; run += 1) {
      bench.say(`explore ${run + 1}/${bench.sizes.runs}`);
      said.push((await runChild<Said>(child, [vaultDir, caseId, String(run + 1), bench.dir, configDir])).said);
    }
    return linesOf(said);
  },
};
