import fs from 'node:fs';
import path from 'node:path';
import type { BackendChild } from '../backend-child.ts';
import type { Bench, Row } from '../bench.ts';
import { median } from '../figures.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { newCase } from '../prepared-case.ts';
import type { PreparedCase } from '../prepared-case.ts';
import { cpuMs, forgetPeak, peakMiB } from '../processes.ts';
import { hasSqlite, importWithSqlite, sqliteImport, sqliteMissing } from './sqlite-reference.ts';

type Imported = Sample & {
  readonly rss: number | null;
  /** ms by stage */
  readonly stages: Readonly<Record<string, number>>;
};

/** One import through the real backend process, from the call to its answer. */
async function importOne(backend: BackendChild, caseId: string, file: string, expected: number): Promise<Imported> {
  forgetPeak(backend.pid);
  const cpuBefore = cpuMs(backend.pid);
  const started = performance.now();
  const ends = new Map<string, number>();
  const onProgress = ({ stage }: { stage: string }): void => void ends.set(stage, performance.now());
  const { rows, rejectedCount } = await backend.call('import.commit', { caseId, path: file, table: 'ledger' }, { onProgress });
  const ended = performance.now();
  const cpuAfter = cpuMs(backend.pid);
  if (rows !== expected) throw new Error(`${rows} rows instead of ${expected}, ${rejectedCount} rejected`);
  const cpu = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
  return { value: ended - started, cpu, rss: peakMiB(backend.pid), stages: stagesOf([...ends, ['commit', ended]], started) };
}

function stagesOf(ends: readonly (readonly [string, number])[], started: number): Record<string, number> {
  let before = started;
  return Object.fromEntries(
    ends.map(([stage, end]) => {
      const took = end - before;
      before = end;
      return [stage, Math.round(took)];
    }),
  );
}

type Round = { readonly first: Imported; readonly second: Imported; readonly made: PreparedCase };

async function importTwice(bench: Bench, run: number): Promise<Round> {
  const { backend, made } = await newCase(path.join(bench.dir, `full-${run}`), path.join(bench.dir, 'config'));
  try {
    const first = await importOne(backend, made.caseId, bench.ledger(1), bench.sizes.rows);
    const second = await importOne(backend, made.caseId, bench.ledger(2), bench.sizes.rows);
    return { first, second, made };
  } finally {
    await backend.end();
    fs.rmSync(made.vaultDir, { recursive: true, force: true });
  }
}

const stageNotes = (imports: readonly Imported[]): string =>
  Object.keys(imports[0]?.stages ?? {})
    .map((stage) => `${stage} ${(median(imports.map((i) => i.stages[stage] ?? 0)) / 1000).toFixed(1)} s`)
    .join(', ');

const peaks = (imports: readonly Imported[]): Sample[] => imports.flatMap(({ rss }) => (rss === null ? [] : [{ value: rss }]));

function linesOf(bench: Bench, rounds: readonly Round[], reference: readonly Sample[]): readonly Line[] {
  const [first, second] = [rounds.map((r) => r.first), rounds.map((r) => r.second)];
  const memory = (name: string, what: string, of: readonly Imported[]): Line[] => {
    const samples = peaks(of);
    return samples.length === 0 ? [] : [lineOf({ name, what, unit: 'MiB', samples, budget: { most: 500 } })];
  };
  return [
    lineOf({
      name: 'import.full',
      what: `${bench.sizes.rows} rows through the backend: evidence, checks, provenance, digest, words, indexes`,
      samples: first,
      reference: { what: sqliteImport, samples: reference },
      budget: { ratio: 6 },
      notes: reference.length === 0 ? `${stageNotes(first)}; ${sqliteMissing}` : stageNotes(first),
    }),
    ...memory('import.full.memory', 'peak resident memory of the backend process during it', first),
    lineOf({
      name: 'import.second',
      what: 'a second, different file of the same size into the same case',
      samples: second,
      reference: { what: 'the first file', samples: first },
      budget: { ratio: 1.5 },
      notes: stageNotes(second),
    }),
    ...memory('import.second.memory', 'peak resident memory of the backend process during it', second),
  ];
}

export const importFull: Row = {
  name: 'import.full',
  measure: async (bench) => {
    const compared = hasSqlite();
    const file = bench.ledger(1);
    bench.ledger(2);
    const [reference, rounds]: [Sample[], Round[]] = [[], []];
    for (let run = 0; run < bench.sizes.runs; run += 1) {
      bench.say(`import.full ${run + 1}/${bench.sizes.runs}`);
      if (compared) reference.push(await importWithSqlite(bench, file));
      rounds.push(await importTwice(bench, run));
    }
    return linesOf(bench, rounds, reference);
  },
};
