import fs from 'node:fs';
import path from 'node:path';
import { simulateJobs } from '../../../backend/simulate/simulate-jobs.ts';
import type { MatchKind } from '../../../contract/rpc/matching.ts';
import { matchKinds } from '../../../domain/matching/kind-names.ts';
import { tableNames } from '../../../domain/model/books.ts';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { newCase, openPrepared } from '../prepared-case.ts';
import type { PreparedCase } from '../prepared-case.ts';
import { cpuMs } from '../processes.ts';

const leastLines = 1_000;
const kinds = ['invoice-ledger', 'payment-ledger', 'declaration-invoice'] as const satisfies readonly MatchKind[];

/** A vault whose case holds every book of a simulated trader. */
async function traderCase(bench: Bench, lines: number): Promise<PreparedCase> {
  const books = path.join(bench.dir, 'trader');
  fs.mkdirSync(books);
  bench.say(`simulating a trader of ${lines} lines`);
  await simulateJobs().simulate({ seed: 1, lines, dir: books }, { progress: () => undefined, signal: new AbortController().signal });
  const { backend, made } = await newCase(path.join(bench.dir, 'trader-vault'), path.join(bench.dir, 'config'));
  for (const table of tableNames) {
    const file = path.join(books, `${table}.csv`);
    if (!fs.existsSync(file)) continue;
    bench.say(`importing ${table}.csv`);
    await backend.call('import.commit', { caseId: made.caseId, path: file, table });
  }
  await backend.end();
  fs.rmSync(books, { recursive: true });
  return made;
}

type Matched = Sample & { readonly total: number };

/** The proposals of a kind by processes that were just started: nothing is in their memory. */
async function matchCold(made: PreparedCase, kind: MatchKind): Promise<Matched> {
  const backend = await openPrepared(made);
  try {
    const [before, started] = [cpuMs(backend.pid), performance.now()];
    const { total } = await backend.call('match.suggest', { caseId: made.caseId, kind });
    const [value, after] = [performance.now() - started, cpuMs(backend.pid)];
    return { value, cpu: before === null || after === null ? null : after - before, total };
  } finally {
    await backend.end();
  }
}

type Counted = { readonly first: number; readonly all: number };

/** The overview as the window asks for it, kind after kind, by processes that were just started. */
async function countCold(made: PreparedCase): Promise<Counted> {
  const backend = await openPrepared(made);
  try {
    const started = performance.now();
    let first = 0;
    for (const kind of matchKinds) {
      await backend.call('match.summary', { caseId: made.caseId, kinds: [kind] });
      if (first === 0) first = performance.now() - started;
    }
    return { first, all: performance.now() - started };
  } finally {
    await backend.end();
  }
}

/** What is counted is kept with the case: it is counted once, and told again after each start. */
async function overview(made: PreparedCase, lines: number, runs: number): Promise<readonly Line[]> {
  const once = await countCold(made);
  const again: Counted[] = [];
  for (let run = 0; run < runs; run += 1) again.push(await countCold(made));
  return [
    lineOf({
      name: 'matching.overview.first',
      what: `the first kind of the overview in books of ${lines} ledger lines that nobody has counted yet`,
      samples: [{ value: once.first }],
      budget: { most: 5_000 },
      notes: `all kinds, one after another: ${(once.all / 1000).toFixed(1)} s`,
    }),
    lineOf({
      name: 'matching.overview.again',
      what: 'the whole overview after a later start',
      samples: again.map(({ all }) => ({ value: all })),
      budget: { most: 1_000 },
    }),
  ];
}

/** Records held against each other over the books of a simulated trader. */
export const matching: Row = {
  name: 'matching',
  measure: async (bench) => {
    const lines = Math.max(leastLines, bench.sizes.rows);
    const made = await traderCase(bench, lines);
    bench.say('matching overview');
    const counted = await overview(made, lines, bench.sizes.runs);
    const found = new Map<MatchKind, Matched[]>(kinds.map((kind) => [kind, []]));
    for (let run = 0; run < bench.sizes.runs; run += 1) {
      bench.say(`matching ${run + 1}/${bench.sizes.runs}`);
      for (const [kind, samples] of found) samples.push(await matchCold(made, kind));
    }
    fs.rmSync(made.vaultDir, { recursive: true, force: true });
    const proposed = [...found].map(([kind, samples]) =>
      lineOf({
        name: `matching.${kind}`,
        what: `proposals of a kind in books of ${lines} ledger lines, the first time after the start`,
        samples,
        budget: { most: 5_000 },
        notes: `${samples[0]?.total ?? 0} proposals`,
      }),
    );
    return [...counted, ...proposed];
  },
};
