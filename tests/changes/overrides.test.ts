import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { passphrase } from '../actions/backend.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';
let names: readonly string[] = [];

const open = (given: Partial<Parameters<typeof at.call<'rows.open'>>[1]> = {}) =>
  at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '', ...given });

async function listed(given: Partial<Parameters<typeof at.call<'rows.open'>>[1]> = {}): Promise<readonly string[]> {
  const view = await open(given);
  if (view.total === 0) return [];
  return (await at.call('rows.window', { viewId: view.viewId, at: 0, limit: 100 })).names;
}

const cellOf = async (row: string, column: string) => (await at.call('rows.get', { caseId, name: row })).cells[column];

const put = (row: string, column: string, value: string, reason = 'по счёту-фактуре') =>
  at.call('row.override', { caseId, row, column, value, reason });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  const file = at.file(
    'd.csv',
    declarations([
      { reg: '55301/050124/0000001', item: 1, text: 'стул деревянный', value: '1000.00' },
      { reg: '55301/050124/0000001', item: 2, text: 'стол', value: '2000.00' },
      { reg: '55301/060124/0000002', item: 1, text: 'шкаф', value: '3000.00' },
    ]),
  );
  await at.call('import.commit', { caseId, path: file, table: 'declarations' });
  names = await listed();
});

afterAll(() => at.leave());

describe('a value that an auditor puts over an imported one', () => {
  let overrideId = '';
  test('is what every reader of the row sees', async () => {
    const [first = ''] = names;
    ({ overrideId } = await put(first, 'customs_value_minor', '9000.5'));
    expect(await cellOf(first, 'customs_value_minor')).toBe(900050n);
    const sorted = await listed({ sort: [{ column: 'customs_value_minor', descending: true }] });
    expect(sorted[0]).toBe(first);
    expect(await listed({ filters: [{ column: 'customs_value_minor', op: '>', value: '3000' }] })).toEqual([first]);
    const { viewId } = await open();
    expect(await at.call('rows.sum', { viewId, column: 'customs_value_minor' })).toEqual({ sum: '14000.50', count: 3 });
  });

  test('is told with what stood there, who, when and why', async () => {
    const { overrides } = await at.call('row.overrides', { caseId, row: null });
    expect(overrides).toHaveLength(1);
    expect(overrides[0]).toMatchObject({
      overrideId,
      row: names[0],
      column: 'customs_value_minor',
      was: 100000n,
      is: 900050n,
      reason: 'по счёту-фактуре',
      by: 'Проба',
    });
  });

  test('of a text is found by its own words and no more by the imported ones', async () => {
    const [first = ''] = names;
    expect(await listed({ search: 'деревянный' })).toEqual([first]);
    await put(first, 'description', 'табурет металлический');
    expect(await listed({ search: 'деревянный' })).toEqual([]);
    expect(await listed({ search: 'металлический' })).toEqual([first]);
  });

  test('replaces an earlier one in the same history', async () => {
    const [first = ''] = names;
    expect((await put(first, 'customs_value_minor', '9100')).overrideId).toBe(overrideId);
    const { overrides } = await at.call('row.overrides', { caseId, row: first });
    expect(overrides.filter((one) => one.column === 'customs_value_minor')).toMatchObject([{ was: 100000n, is: 910000n }]);
  });

  test('is there after a restart, and the imported one after it is taken back', async () => {
    const [first = ''] = names;
    await at.restart();
    await at.call('vault.unlock', { passphrase });
    expect(await cellOf(first, 'customs_value_minor')).toBe(910000n);
    for (const one of (await at.call('row.overrides', { caseId, row: null })).overrides)
      await at.call('row.restore', { caseId, overrideId: one.overrideId });
    expect(await cellOf(first, 'customs_value_minor')).toBe(100000n);
    expect(await listed({ search: 'деревянный' })).toEqual([first]);
    expect(await listed({ search: 'металлический' })).toEqual([]);
    expect((await at.call('row.overrides', { caseId, row: null })).overrides).toEqual([]);
  });

  test('empties a cell and fills an empty one', async () => {
    const [, second = ''] = names;
    await put(second, 'description', '');
    expect(await cellOf(second, 'description')).toBeNull();
    await put(second, 'article', 'АРТ-1');
    expect(await listed({ search: 'АРТ' })).toEqual([second]);
  });
});

describe('a value that does not fit', () => {
  test.each([
    ['customs_value_minor', '12.345', 'number_decimals'],
    ['customs_value_minor', '-1', 'number_too_small'],
    ['customs_value_minor', 'тысяча', 'number_unreadable'],
    ['reg_date', '2024-02-31', 'day_impossible'],
    ['reg_date', '', 'required_empty'],
    ['hs_code', '94013', 'hs_lost_zeros'],
    ['hs_code', '9401310000', 'unchanged'],
    ['currency', 'JPY', 'currency_digits'],
    ['currency', 'XXQ', 'currency_unknown'],
  ])('is refused by name: %s = %s', async (column, value, problem) => {
    const [, , third = ''] = names;
    await expect(put(third, column, value)).rejects.toMatchObject({ code: 'value_invalid', at: column, args: { problem } });
  });

  test('leaves nothing in the log', async () => {
    const [, , third = ''] = names;
    expect((await at.call('row.overrides', { caseId, row: third })).overrides).toEqual([]);
  });
});

describe('a run', () => {
  test('is of other data after an override in its table, and of the same when it is taken back', async () => {
    const run = async () => (await at.call('tests.run', { caseId, test: 'D16', params: {} })).run.datasetHash;
    const [, , third = ''] = names;
    const before = await run();
    const { overrideId } = await put(third, 'customs_value_minor', '1.00');
    const during = await run();
    expect(during).not.toBe(before);
    await at.call('row.restore', { caseId, overrideId });
    expect(await run()).toBe(before);
  });

  test('says that the books have changed since, and no more when they are as they were', async () => {
    const states = async () => (await at.call('runs.list', { caseId })).runs.map((one) => one.booksChanged);
    expect(await states()).toEqual([false, true, false]);
    const [, , third = ''] = names;
    const { overrideId } = await put(third, 'description', 'комод');
    expect(await states()).toEqual([true, true, true]);
    await at.call('row.restore', { caseId, overrideId });
    expect(await states()).toEqual([false, true, false]);
  });
});
