import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '../actions/backend.ts';
import type { Desk } from '../actions/backend.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';

beforeEach(async () => {
  ({ at, caseId } = await caseDesk());
});
afterEach(() => at.leave());

const invoices = async (rows: readonly string[]): Promise<readonly string[]> => {
  const file = at.file('i.csv', `invoice_no,invoice_date,line_no,currency,amount_minor,vat_minor\n${rows.join('\n')}\n`);
  await at.call('import.commit', { caseId, path: file, table: 'invoices' });
  const { viewId } = await at.call('rows.open', { caseId, table: 'invoices', sort: [], filters: [], search: '' });
  return (await at.call('rows.window', { viewId, at: 0, limit: 100 })).names;
};

const put = (row: string, column: string, value: string) => at.call('row.override', { caseId, row, column, value, reason: 'по договору' });
const cellsOf = async (row: string) => (await at.call('rows.get', { caseId, name: row })).cells;

describe('an amount and the currency of its row', () => {
  test('an amount does not come back into a row whose currency now has other decimals', async () => {
    const [row = ''] = await invoices(['A-1,2024-03-01,1,JPY,1000,']);
    const { overrideId } = await put(row, 'amount_minor', '');
    await expect(put(row, 'currency', 'USD')).rejects.toMatchObject({ code: 'value_invalid', args: { problem: 'currency_digits' } });
    await at.call('row.restore', { caseId, overrideId });
    expect(await cellsOf(row)).toMatchObject({ currency: 'JPY', amount_minor: 1000n });
  });

  test('a currency does not come back under an amount that was set in another with other decimals', async () => {
    const [row = ''] = await invoices(['A-1,2024-03-01,1,JPY,,']);
    const { overrideId } = await put(row, 'currency', 'USD');
    await put(row, 'amount_minor', '12.34');
    await expect(at.call('row.restore', { caseId, overrideId })).rejects.toMatchObject({
      code: 'value_invalid',
      args: { problem: 'currency_digits' },
    });
    expect(await cellsOf(row)).toMatchObject({ currency: 'USD', amount_minor: 1234n });
    await at.restart();
    await at.call('vault.unlock', { passphrase });
    expect(await cellsOf(row)).toMatchObject({ currency: 'USD', amount_minor: 1234n });
  });
});

describe('a newer export whose rows were corrected already takes the place of an older one', () => {
  const lines = [
    { reg: '55301/050124/0000001', item: 1 },
    { reg: '55301/050124/0000001', item: 2 },
  ];
  const importOf = async (name: string, more: typeof lines): Promise<{ readonly importId: string; readonly rows: readonly string[] }> => {
    const path = at.file(name, declarations([...lines, ...more]));
    const { importId, evidence } = await at.call('import.commit', { caseId, path, table: 'declarations' });
    const { viewId } = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
    const { names } = await at.call('rows.window', { viewId, at: 0, limit: 100 });
    return { importId, rows: names.filter((row) => row.startsWith(evidence.sha256)) };
  };

  test('each cell keeps one value and each row one mark; taking the value back leaves the imported one', async () => {
    const older = await importOf('a.csv', []);
    const newer = await importOf('b.csv', [{ reg: '55301/050124/0000002', item: 1 }]);
    const [before = '', after = ''] = [older.rows[0], newer.rows[0]];
    for (const [row, value, label] of [[before, '5000', 'A'] as const, [after, '6000', 'B'] as const]) {
      await put(row, 'customs_value_minor', value);
      await at.call('mark.set', { caseId, rows: [row], label });
    }
    const { moved, left } = await at.call('import.replace', { caseId, older: older.importId, newer: newer.importId });
    expect({ moved, left }).toEqual({
      moved: 0,
      left: [
        { row: before, why: 'override.taken' },
        { row: before, why: 'mark.taken' },
      ],
    });
    expect((await cellsOf(after))['customs_value_minor']).toBe(600000n);
    const { overrides } = await at.call('row.overrides', { caseId, row: after });
    expect(overrides).toMatchObject([{ was: 100050n, is: 600000n }]);
    for (const { overrideId } of overrides) await at.call('row.restore', { caseId, overrideId });
    expect((await cellsOf(after))['customs_value_minor']).toBe(100050n);
  });
});
