import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BackendChild } from '../backend-child.ts';
import type { Bench, Row } from '../bench.ts';
import { median, percentile } from '../figures.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { newCase } from '../prepared-case.ts';
import type { PreparedCase } from '../prepared-case.ts';
import { cpuMs, family, peakMiB } from '../processes.ts';
import { hasSqlite, importWithSqlite, sqliteImport, sqliteMissing } from './sqlite-reference.ts';

export type Imported = Sample & {
  /** round trips of another call while the import ran, ms */
  readonly calls: readonly number[];
  /** MiB of the process that imports: while the file is read, and in the whole import */
  readonly peaks: { readonly load: number | null; readonly whole: number | null };
  /** ms by stage */
  readonly stages: Readonly<Record<string, number>>;
};

/** The largest of the backend's children: the one that imports. */
function importerPeak(backend: BackendChild): number | null {
  const peaks = family(backend.pid)
    .slice(1)
    .flatMap((pid) => peakMiB(pid) ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** Calls again and again until `until` settles, fifty times a second. */
async function callMeanwhile(backend: BackendChild, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let ended = false;
  const end = (): void => void (ended = true);
  until.then(end, end);
  while (!ended) {
    const started = performance.now();
    await backend.call('settings.get', {});
    times.push(performance.now() - started);
    await pause(20);
  }
  return times;
}

/** One import through the real backend process, from the call to its answer. */
export async function importOne(backend: BackendChild, caseId: string, file: string, expected: number): Promise<Imported> {
  const cpuBefore = cpuMs(backend.pid);
  const started = performance.now();
  const ends = new Map<string, number>();
  const peaks: { load: number | null; whole: number | null } = { load: null, whole: null };
  const onProgress = ({ stage }: { stage: string }): void => {
    if (stage === 'read') peaks.load = importerPeak(backend);
    peaks.whole = importerPeak(backend);
    ends.set(stage, performance.now());
  };
  const importing = backend.call('import.commit', { caseId, path: file, table: 'ledger' }, { onProgress });
  const calls = await callMeanwhile(backend, importing);
  const { rows, rejectedCount } = await importing;
  const ended = performance.now();
  peaks.whole = importerPeak(backend) ?? peaks.whole;
  const cpuAfter = cpuMs(backend.pid);
  if (rows !== expected) throw new Error(`${rows} rows instead of ${expected}, ${rejectedCount} rejected`);
  const cpu = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
  return { value: ended - started, cpu, calls, peaks, stages: stagesOf([...ends, ['commit', ended]], started) };
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
    // the importing process has ended by then: the second one's memory is its own
    await pause(4_000);
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

const peaks = (imports: readonly Imported[], of: keyof Imported['peaks']): Sample[] =>
  imports.flatMap((one) => (one.peaks[of] === null ? [] : [{ value: one.peaks[of] }]));

/** Nothing where the system does not tell the peak of a process. */
function memoryLines(first: readonly Imported[], second: readonly Imported[]): readonly Line[] {
  if (peaks(first, 'load').length === 0) return [];
  return [
    lineOf({
      name: 'import.full.memory',
      what: 'peak resident memory of the process that imports, in the whole import',
      unit: 'MiB',
      samples: peaks(first, 'whole'),
      budget: { most: 500 },
      notes: `${Math.round(median(peaks(first, 'load').map((s) => s.value)))} MiB while the file is read`,
    }),
    lineOf({
      name: 'import.second.memory',
      what: 'the same while the second file is read: it must not grow with the case',
      unit: 'MiB',
      samples: peaks(second, 'load'),
      reference: { what: 'while the first file is read', samples: peaks(first, 'load') },
      budget: { ratio: 1.1 },
      notes: `${Math.round(median(peaks(second, 'whole').map((s) => s.value)))} MiB in the whole import`,
    }),
  ];
}

function linesOf(bench: Bench, rounds: readonly Round[], reference: readonly Sample[]): readonly Line[] {
  const [first, second] = [rounds.map((r) => r.first), rounds.map((r) => r.second)];
  return [
    lineOf({
      name: 'import.full',
      what: `${bench.sizes.rows} rows through the backend: evidence, checks, provenance, digest, words, indexes`,
      samples: first,
      reference: { what: sqliteImport, samples: reference },
      budget: { ratio: 6 },
      notes: reference.length === 0 ? `${stageNotes(first)}; ${sqliteMissing}` : stageNotes(first),
    }),
    lineOf({
      name: 'import.second',
      what: 'a second, different file of the same size into the same case',
      samples: second,
      reference: { what: 'the first file', samples: first },
      budget: { ratio: 1.5 },
      notes: stageNotes(second),
    }),
    lineOf({
      name: 'import.calls.p95',
      what: 'round trip of another call to the backend while the first file is imported, p95',
      samples: first.map((one) => ({ value: percentile(one.calls, 0.95) })),
      budget: { most: 20 },
      notes: `longest ${Math.round(Math.max(...first.flatMap((one) => one.calls)))} ms of ${first.reduce((n, one) => n + one.calls.length, 0)} calls`,
    }),
    ...memoryLines(first, second),
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
