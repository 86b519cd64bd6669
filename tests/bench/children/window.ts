import { createBackend } from '../../../backend/actions/index.ts';
import type { Input, Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls, Method } from '../../../contract/rpc/index.ts';
import type { Instant } from '../../../domain/model/scalars.ts';
import { chance } from '../../../backend/demo/chance.ts';
import { passphrase } from '../prepared-case.ts';

// `window.ts VAULT CASE SEED`: the grid's calls inside one backend process; every process begins with empty caches.
const [vaultDir = '', caseId = '', seed = '1'] = process.argv.slice(2);
const windowRows = 200;
const places = 150;

const backend = createBackend({
  vaultDir,
  now: () => new Date().toISOString() as Instant,
  emit: () => undefined,
  app: 'bench',
});
const context = { signal: new AbortController().signal, progress: () => undefined };
const call = async <M extends Method>(method: M, input: Input<AssayCalls[M]>): Promise<Output<AssayCalls[M]>> => {
  const handler = backend.handlers[method] as (session: void, input: unknown, context: unknown) => unknown;
  return (await handler(undefined, input, context)) as Output<AssayCalls[M]>;
};
const timedCall = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
};

type View = Pick<Input<AssayCalls['rows.open']>, 'sort' | 'filters' | 'search'>;
const plain: View = { sort: [], filters: [], search: '' };
const views: Readonly<Record<string, View>> = {
  natural: plain,
  indexed: { ...plain, sort: [{ column: 'debit_minor', descending: true }] },
  text: { ...plain, sort: [{ column: 'description', descending: false }] },
  filter: {
    ...plain,
    sort: [{ column: 'posting_date', descending: false }],
    filters: [
      { column: 'account', op: '=', value: '3310' },
      { column: 'debit_minor', op: '>=', value: '1000.00' },
    ],
  },
  contains: { ...plain, filters: [{ column: 'description', op: 'contains', value: 'насос' }] },
};
const searches: Readonly<Record<string, string>> = {
  rare: '1234-5',
  number: 'СФ-2024-000',
  two: 'роялти ойыншық',
  common: 'көлік',
};

await call('vault.unlock', { passphrase });
const random = chance(Number(seed));
const opened: Record<string, { list: number; total: number; windows: number[] }> = {};
for (const [name, view] of Object.entries(views)) {
  const list = await timedCall(() => call('rows.open', { caseId, table: 'ledger', ...view }));
  const { viewId, total } = list.value;
  const windows: number[] = [];
  for (let i = 0; i < places; i += 1) {
    const at = random.whole(0, Math.max(0, total - windowRows));
    windows.push((await timedCall(() => call('rows.window', { viewId, at, limit: windowRows }))).ms);
  }
  opened[name] = { list: list.ms, total, windows };
}
const found: Record<string, { ms: number; total: number }> = {};
for (const [name, search] of Object.entries(searches)) {
  const page = await timedCall(async () => {
    const { viewId, total } = await call('rows.open', { caseId, table: 'ledger', ...plain, search });
    await call('rows.window', { viewId, at: 0, limit: Math.min(windowRows, 50) });
    return total;
  });
  found[name] = { ms: page.ms, total: page.value };
}
await backend.close();
process.stdout.write(JSON.stringify({ views: opened, searches: found }));
