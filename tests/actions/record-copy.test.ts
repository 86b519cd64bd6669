import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  const made = { kind: 'desk', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2025-01-01', to: '2025-12-31', pack: 'kz' } as const;
  caseId = (await call('case.create', made)).caseId;
});
afterAll(() => at.leave());

const copied = (table: 'ledger' | 'payments', columns: string[]) =>
  call('rows.copied', {
    caseId,
    table,
    filters: [{ column: columns[0] ?? '', op: 'filled', value: '' }],
    search: 'роялти',
    columns,
    rows: 12,
  });

const last = async () => (await call('case.history', { caseId, limit: 1 })).entries[0];

let logs = 0;
/** The last operation as the log keeps it. */
const lastLine = async (): Promise<string> => {
  logs += 1;
  const to = path.join(at.dir, `log-${logs}.ndjson`);
  await call('case.exportLog', { caseId, to });
  const lines = fs.readFileSync(to, 'utf8').trim().split('\n');
  return lines.findLast((line) => line.includes('"ent":"export"')) ?? '';
};

test('rows that go to the clipboard are an operation: how many, of which columns, under which conditions', async () => {
  await copied('ledger', ['txn_id', 'debit_minor']);
  expect((await last())?.ent).toBe('export');
  const line = await lastLine();
  for (const part of ['"kind":"copy"', '"rows":12', 'txn_id', 'debit_minor', 'роялти', '"filled"']) expect(line).toContain(part);
  expect(line).not.toContain('bank-secret');
});

test('a copy of payments is of the class of payments', async () => {
  await copied('payments', ['bank_ref']);
  expect(await lastLine()).toContain('bank-secret');
});

test('a column that the book does not have is refused, and nothing is recorded', async () => {
  const before = await last();
  await expect(copied('payments', ['debit_minor'])).rejects.toMatchObject({ code: 'column_unknown' });
  expect(await last()).toEqual(before);
});
