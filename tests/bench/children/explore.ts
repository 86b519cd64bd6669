import fs from 'node:fs';
import path from 'node:path';
import type { Input } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useBuilt } from '../backend-child.ts';
import { openPrepared } from '../prepared-case.ts';
import { family, peakMiB } from '../processes.ts';

// `explore.ts VAULT CASE SEED DIR CONFIG`: groups, figures, series, words in all tables and copies, to a backend process of its own;
// every run begins with empty caches, and asks each question twice: the first time its columns are read.
const [vaultDir = '', caseId = '', seed = '1', dir = '', configDir = ''] = process.argv.slice(2);

useBuilt(path.join(dir, `backend-${seed}`));
const backend = await openPrepared({ vaultDir, configDir, caseId });
const { call } = backend;
const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
};

type Group = Pick<Input<AssayCalls['rows.group']>, 'groups' | 'aggregates' | 'filters' | 'search'>;
const list = { caseId, table: 'ledger' as const, filters: [], search: '' };
const sum = [{ of: 'sum', column: 'debit_minor' } as const];
const order = { by: 0, descending: true } as const;
const groups: Readonly<Record<string, Group>> = {
  account: { filters: [], search: '', groups: [{ column: 'account', by: 'value' }], aggregates: sum },
  month: { filters: [], search: '', groups: [{ column: 'posting_date', by: 'month' }], aggregates: sum },
  counterparty: { filters: [], search: '', groups: [{ column: 'counterparty', by: 'value' }], aggregates: sum },
  three: {
    filters: [],
    search: '',
    groups: [
      { column: 'account', by: 'prefix', length: 2 },
      { column: 'posting_date', by: 'quarter' },
      { column: 'currency', by: 'value' },
    ],
    aggregates: [...sum, { of: 'max', column: 'debit_minor' }, { of: 'distinct', column: 'counterparty' }],
  },
  filtered: {
    filters: [{ column: 'posting_date', op: 'between', value: '', values: ['2024-01-01', '2024-06-30'] }],
    search: '',
    groups: [{ column: 'account', by: 'value' }],
    aggregates: sum,
  },
  description: { filters: [], search: '', groups: [{ column: 'description', by: 'value' }], aggregates: sum },
};

type Twice = { readonly first: number; readonly again: number; readonly total: number };
const twice = async (ask: () => Promise<number>): Promise<Twice> => {
  const first = await timed(ask);
  const again = await timed(ask);
  return { first: first.ms, again: again.ms, total: again.value };
};

await call('rows.open', { ...list, sort: [] });
await new Promise((next) => setTimeout(next, 1_000));
const asked: Record<string, Twice> = {};
for (const [name, group] of Object.entries(groups)) {
  asked[name] = await twice(async () => (await call('rows.group', { ...list, ...group, order, limit: 1_000 })).total);
}
asked['column'] = await twice(async () => (await call('rows.column', { ...list, column: 'debit_minor' })).distinct);
asked['series'] = await twice(async () => {
  const series = await call('rows.series', { ...list, day: 'posting_date', column: 'debit_minor', step: 'month' });
  return series.points.length;
});
asked['everywhere'] = await twice(async () => {
  const { tables } = await call('rows.everywhere', { caseId, search: 'роялти ойыншық', limit: 5 });
  return tables.reduce((n, table) => n + table.count, 0);
});
asked['everywhereCommon'] = await twice(async () => {
  const { tables } = await call('rows.everywhere', { caseId, search: 'көлік', limit: 5 });
  return tables.reduce((n, table) => n + table.count, 0);
});
const sorts = {
  sorted: [
    { column: 'account', descending: false },
    { column: 'debit_minor', descending: true },
    { column: 'posting_date', descending: false },
  ],
  unindexed: [
    { column: 'counterparty', descending: false },
    { column: 'currency', descending: true },
    { column: 'description', descending: false },
  ],
};
for (const [name, sort] of Object.entries(sorts)) asked[name] = await twice(async () => (await call('rows.open', { ...list, sort })).total);

/** The process that writes the copy is the last one that was started. */
const writerPeak = (): number => peakMiB(Math.max(...family(backend.pid))) ?? 0;

const copies: Record<string, { ms: number; bytes: number; peak: number }> = {};
for (const format of ['csv', 'xlsx'] as const) {
  const to = path.join(dir, `copy-${seed}.${format}`);
  let peak = 0;
  const onProgress = (): void => {
    peak = Math.max(peak, writerPeak());
  };
  const what: Input<AssayCalls['rows.export']> = { ...list, sort: [], columns: [], format, lang: 'en', to };
  const { ms, value } = await timed(() => call('rows.export', what, { onProgress }));
  copies[format] = { ms, bytes: value.bytes, peak };
  fs.rmSync(to);
}
await backend.end();
process.stdout.write(JSON.stringify({ asked, copies }));
