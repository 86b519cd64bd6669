import { describe, expect, test } from 'vitest';
import { fxDifference } from '../../../domain/catalogue/ledger/t08-fx-difference.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const rates = [
  { rate_date: '2026-02-10', currency: 'USD', fx_unit: 1, rate_e8: 500e8 },
  { rate_date: '2026-02-10', currency: 'KRW', fx_unit: 1000, rate_e8: 340e8 },
];
/** 1,000.00 dollars are 500,000.00 tenge at the official rate; they stand at 490,000.00. */
const settled = (txn: string, difference: number, more: TestRow = {}): readonly TestRow[] => [
  line(txn, '3310', 49_000_000, { currency: 'USD', currency_minor: 100_000, ...more }),
  line(txn, '1030/USD', -(49_000_000 + difference)),
  line(txn, difference > 0 ? '7430' : '6250', difference),
];
const judge = (rows: readonly TestRow[], more: object = {}, payments: readonly TestRow[] = []) =>
  judgedWith(fxDifference, { rows, also: { rates, payments }, ...more });
const off = (...given: Parameters<typeof judge>) => judge(...given).hits.map((h) => h.measures['difference']);

describe('T08 exchange differences of settlements', () => {
  test('what follows from the official rate is right; one per cent of the payment is the tolerance', () => {
    expect(off(settled('1', 1_000_000))).toEqual([]);
    expect([off(settled('1', 1_500_000)), off(settled('1', 500_000))]).toEqual([[], []]);
    expect([off(settled('1', 1_500_001)), off(settled('1', 499_999))]).toEqual([['5000.01'], ['-5000.01']]);
  });

  test('the entry is named with the payment of its number, or the one that a person tied to it', () => {
    const payments = [{ txn_id: '9' }, { txn_id: '1' }];
    const [hit] = judge(settled('1', 2_500_000), {}, payments).hits;
    expect(hit?.keys).toEqual([...[1, 2, 3].map((n) => nameOfRow('ledger', n)), nameOfRow('payments', 2)]);
    expect(hit?.measures).toMatchObject({ at_official: '500000.00', booked: '490000.00', fx_expected: '10000.00', fx_posted: '25000.00' });
    const links = { 'payment-ledger': [{ left: 1, right: 2, amount: null, currency: 'USD' }] };
    expect(judge(settled('1', 2_500_000), { links }, [{ txn_id: null }]).hits[0]?.keys).toContain(nameOfRow('payments', 1));
  });

  test('a gain where the rate fell is expected below nought', () => {
    const rows = settled('1', -500_000).map((row) => (row['account'] === '3310' ? { ...row, debit_minor: 50_500_000 } : row));
    expect(off(rows)).toEqual([]);
  });

  test('currencies without minor digits, quoted for a thousand', () => {
    // 1,000,000 won at 340 for 1,000 are 340,000.00 tenge
    const won = settled('1', 1, { currency: 'KRW', currency_minor: 1_000_000, debit_minor: 34_000_000 });
    expect(off(won)).toEqual([]);
    expect(off(settled('1', 400_000, { currency: 'KRW', currency_minor: 1_000_000, debit_minor: 34_000_000 }))).toEqual(['4000.00']);
  });

  test('several invoices in one payment are one settlement', () => {
    const two = [...settled('1', 2_000_000), line('1', '3310', 49_000_000, { currency: 'USD', currency_minor: 100_000 })];
    expect(off(two)).toEqual([]);
  });

  test('revaluations, set-offs and what the books do not tell are counted', () => {
    const rows = [
      line('A', '7430', 5),
      ...settled('B', 5, { currency: null }),
      ...settled('C', 5),
      line('C', '3310', 5, { currency: 'KRW', currency_minor: 5 }),
      ...settled('D', 5, { posting_date: '2026-02-11' }),
    ];
    expect(excludedBy(judge(rows))).toEqual({ noPayment: 1, noForeignDebt: 1, severalCurrencies: 1, noOfficialRate: 1 });
    expect(judge([], { params: { fxAccounts: '' } }).verdict?.key).toBe('test.verdict.with');
  });

  test('the order of the rows changes nothing', () => {
    const rows = ['1', '2', '3'].flatMap((txn, i) => settled(txn, 2_000_000 + i * 100_000));
    expect(judge(shuffled(rows)).resultHash).toBe(judge(shuffled(shuffled(rows))).resultHash);
  });
});
