import { describe, expect, test } from 'vitest';
import { turnover } from '../../../domain/catalogue/ledger/t01-turnover.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const judge = (rows: readonly TestRow[], declarations: readonly TestRow[] = [], params = {}) =>
  judgedWith(turnover, { rows, also: { declarations }, params });
const keys = (...given: Parameters<typeof judge>) => judge(...given).hits.map((h) => h.key);

describe('T01 turnover against imports', () => {
  test('revenue as high as cost is right, a minor unit less is not', () => {
    expect(keys([line('1', '6010', -100), line('2', '7010', 100)])).toEqual([]);
    const [hit] = judge([line('1', '6010', -99), line('2', '7010', 100)]).hits;
    expect(hit?.keys).toEqual([nameOfRow('ledger', 2), nameOfRow('ledger', 1)]);
    expect(hit?.measures).toMatchObject({ period: '2026-Q1', revenue: '0.99', cost_of_sales: '1.00', margin_percent: '-1' });
  });

  test('a least margin is exact', () => {
    const rows = [line('1', '6010', -110), line('2', '7010', 100)];
    expect(keys(rows, [], { minMargin: '10' })).toEqual([]);
    expect(keys(rows, [], { minMargin: '10.01' })).toEqual(['turnover:2026-Q1']);
  });

  test('periods are kept apart as the parameter says', () => {
    const rows = [line('1', '6010', -500, { posting_date: '2026-01-31' }), line('2', '7010', 100, { posting_date: '2026-03-01' })];
    expect(keys(rows)).toEqual([]);
    expect(keys(rows, [], { period: 'month' })).toEqual(['turnover:2026-03']);
    expect(keys([...rows, line('3', '7010', 1, { posting_date: '2027-01-01' })], [], { period: 'year' })).toEqual(['turnover:2027']);
  });

  test('closing a year and taking goods back are no revenue and no cost', () => {
    const rows = [line('1', '6010', -100), line('2', '7010', 90), line('3', '6010', 100, { contra_account: '5610' })];
    expect([keys(rows), excludedBy(judge(rows))]).toEqual([[], { closingEntry: 1 }]);
    expect(keys([line('1', '6010', -100), line('2', '6020', 50), line('3', '7010', 90), line('4', '7010', -45)])).toEqual([]);
  });

  test('imports above the purchases by more than one per cent are named with the largest declarations', () => {
    const bought = [line('1', '1330', 1000, { contra_account: '3310' }), line('2', '1330', 5000, { contra_account: '6280' })];
    const declared = (minor: number) => [
      { reg_no: 'R1', customs_value_minor: 10 },
      { reg_no: 'R2', customs_value_minor: minor - 10 },
    ];
    expect(keys(bought, declared(1010))).toEqual([]);
    const [hit] = judge(bought, declared(1011)).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 2), nameOfRow('declarations', 1)]);
    expect(hit?.measures).toMatchObject({ imports: '10.11', purchases: '10.00', difference: '0.11' });
  });

  test('sums beyond the safe integers are exact', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const rows = [...[1, 2, 3].map((n) => line(`${n}`, '6010', -most)), ...[4, 5, 6].map((n) => line(`${n}`, '7010', most))];
    expect(keys(rows)).toEqual([]);
    expect(keys([...rows, line('7', '7010', 1)])).toEqual(['turnover:2026-Q1']);
  });

  test('accounts that nobody names, no rows, and the order of the rows', () => {
    expect(judge([], [], { revenueAccounts: '' }).verdict?.key).toBe('test.verdict.with');
    expect(keys([], [{ reg_no: 'R1', customs_value_minor: null }])).toEqual([]);
    const rows = [1, 2, 3, 4].flatMap((n) => [line(`${n}`, '6010', -n), line(`${n}`, '7010', 2 * n)]);
    expect(judge(shuffled(rows)).resultHash).toBe(judge(shuffled(shuffled(rows))).resultHash);
  });
});
