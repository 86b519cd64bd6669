import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVault } from '../../backend/vault/index.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Desk } from '../actions/backend.ts';
import { passphrase } from '../actions/backend.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  const lines = Array.from({ length: 70 }, (_, i) => ({ reg: `55301/050124/${String(i).padStart(7, '0')}`, item: 1 }));
  await at.call('import.commit', { caseId, path: at.file('a.csv', declarations(lines)), table: 'declarations' });
  const bank = at.file(
    'b.dat',
    ':20:S1\n:25:KZ1\n:28C:1/1\n:60F:C240101KZT100,00\n:61:2401020102C50,00NTRF//R1\n:62F:C240102KZT150,00\n-\n',
  );
  await at.call('import.commit', { caseId, path: bank, table: null, format: 'mt940' }).catch(() => undefined);
});

afterAll(() => at.leave());

test('the check of a case proves the imported rows, whatever was put over them', async () => {
  const view = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
  const { names } = await at.call('rows.window', { viewId: view.viewId, at: 33, limit: 2 });
  for (const row of names) await at.call('row.override', { caseId, row, column: 'description', value: 'другое', reason: 'по счёту' });
  expect((await at.call('case.verify', { caseId })).ok).toBe(true);
});

test('a row that was changed behind the log is found', async () => {
  await at.restart();
  const vault = await openVault({ dir: at.vaultDir, passphrase });
  vault.books(caseId as CaseId).write((db) => {
    db.prepareWrite('UPDATE declarations SET customs_value_minor = 1 WHERE id = 3').run();
  });
  vault.close();
  await at.call('vault.unlock', { passphrase });
  await expect(at.call('case.verify', { caseId })).rejects.toMatchObject({ code: 'books_differ', at: 'a.csv' });
});
