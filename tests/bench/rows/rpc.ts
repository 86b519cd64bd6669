import { fork } from 'node:child_process';
import path from 'node:path';
import { openPrepared } from '../prepared-case.ts';
import type { BackendChild } from '../backend-child.ts';
import type { Bench, Row } from '../bench.ts';
import { median, percentile } from '../figures.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';

const echoFile = path.join(import.meta.dirname, '..', 'children', 'echo.ts');
const calls = 300;

async function times(work: (i: number) => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < calls; i += 1) {
    const started = performance.now();
    await work(i);
    found.push(performance.now() - started);
  }
  return found;
}

/** The same answers over a bare message channel that does nothing else. */
async function bareTimes(answers: readonly unknown[]): Promise<number[][]> {
  const child = fork(echoFile, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ask = (message: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.send(message as object, (error) => (error === null ? undefined : reject(error)));
    });
  try {
    const found: number[][] = [];
    for (const answer of answers) {
      await ask({ answer });
      found.push(await times((i) => ask(i)));
    }
    return found;
  } finally {
    child.disconnect();
  }
}

type Round = { readonly own: readonly number[][]; readonly bare: readonly number[][] };

async function round(backend: BackendChild, caseId: string): Promise<Round> {
  const { viewId, total } = await backend.call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' });
  const place = (i: number): number => (i * 7919) % Math.max(1, total - 200);
  const page = (i: number) => backend.call('rows.window', { viewId, at: place(i), limit: 200 });
  const [status, rows] = [await backend.call('vault.status', {}), await page(0)];
  const bare = await bareTimes([status, rows]);
  return { own: [await times(() => backend.call('vault.status', {})), await times(page)], bare };
}

const at = (rounds: readonly Round[], i: number, side: keyof Round, of: (values: readonly number[]) => number): Sample[] =>
  rounds.map((one) => ({ value: of(one[side][i] ?? []) }));

function linesOf(rounds: readonly Round[]): readonly Line[] {
  const p95 = (values: readonly number[]): number => percentile(values, 0.95);
  return (['a call that answers at once', '200 rows in natural order'] as const).flatMap((what, i) => {
    const name = i === 0 ? 'rpc.small' : 'rpc.window';
    const reference = { what: 'the same answer over a bare message channel', samples: at(rounds, i, 'bare', median) };
    const reference95 = { what: reference.what, samples: at(rounds, i, 'bare', p95) };
    return [
      lineOf({ name, what: `round trip to the backend process, median: ${what}`, samples: at(rounds, i, 'own', median), reference }),
      lineOf({
        name: `${name}.p95`,
        what: `the same, p95`,
        samples: at(rounds, i, 'own', p95),
        reference: reference95,
        budget: { most: 16 },
      }),
    ];
  });
}

export const rpc: Row = {
  name: 'rpc',
  measure: async (bench: Bench) => {
    const prepared = await bench.prepared();
    const backend = await openPrepared(prepared);
    try {
      const rounds: Round[] = [];
      for (let run = 0; run < bench.sizes.runs; run += 1) {
        bench.say(`rpc ${run + 1}/${bench.sizes.runs}`);
        rounds.push(await round(backend, prepared.caseId));
      }
      return linesOf(rounds);
    } finally {
      await backend.end();
    }
  },
};
