import path from 'node:path';
import type { Input } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { chance } from '../../../backend/demo/chance.ts';
import { useBuilt } from '../backend-child.ts';
import { openPrepared } from '../prepared-case.ts';

// `window.ts VAULT CASE SEED DIR CONFIG`: the grid's calls as the window makes them, to a backend process of its own over its message
// channel, which makes its lists in a process of its own; every run begins with empty caches.
const [vaultDir = '', caseId = '', seed = '1', dir = '', configDir = ''] = process.argv.slice(2);
const windowRows = 200;
const places = 150;

useBuilt(path.join(dir, `backend-${seed}`));
const backend = await openPrepared({ vaultDir, configDir, caseId });
const { call } = backend;
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

/** How long a small call waits at most while the work goes on: whether the backend still answers. */
async function answering<T>(work: () => Promise<T>): Promise<{ value: T; waited: number }> {
  let [waited, over] = [0, false];
  const asking = async (): Promise<void> => {
    while (!over) {
      waited = Math.max(waited, (await timedCall(() => call('vault.status', {}))).ms);
      await new Promise((next) => setTimeout(next, 5));
    }
  };
  const asked = asking();
  const value = await work();
  over = true;
  await asked;
  return { value, waited };
}

const random = chance(Number(seed));
// the first rows of a book are seen before it is sorted or searched
await call('rows.open', { caseId, table: 'ledger', ...plain });
await new Promise((next) => setTimeout(next, 1_000));
const opened: Record<string, { list: number; total: number; waited: number; windows: number[] }> = {};
for (const [name, view] of Object.entries(views)) {
  const { value: list, waited } = await answering(() => timedCall(() => call('rows.open', { caseId, table: 'ledger', ...view })));
  const { viewId, total } = list.value;
  const windows: number[] = [];
  for (let i = 0; i < places; i += 1) {
    const at = random.whole(0, Math.max(0, total - windowRows));
    windows.push((await timedCall(() => call('rows.window', { viewId, at, limit: windowRows }))).ms);
  }
  opened[name] = { list: list.ms, total, waited, windows };
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
await backend.end();
process.stdout.write(JSON.stringify({ views: opened, searches: found }));
