import { describe, expect, test } from 'vitest';
import { stockAccount } from '../../../domain/catalogue/ledger/t03-stock-account.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';
import { due, line } from '../samples/ledger.ts';

const balance = (opening: number, closing: number, account = '1330'): TestRow => ({
  account,
  period_from: '2026-01-01',
  period_to: '2026-12-31',
  opening_debit_minor: opening,
  closing_debit_minor: closing,
});
/** 1,000.00 dollars at 500 and 50,000.00 of duty are 550,000.00 tenge. */
const cost = 55_000_000;
const goods = (minor: number, more: TestRow = {}): TestRow =>
  line('1', '1330', minor, { contra_account: '3310', source_doc_ref: 'I-R1', ...more });
const judge = (rows: readonly TestRow[], also: Readonly<Record<string, readonly TestRow[]>>, params = {}) =>
  judgedWith(stockAccount, { rows, also: { declarations: [due('R1')], ...also }, params });

describe('T03 roll-forward of the goods accounts', () => {
  test('opening, declared imports, other receipts and issues come to the closing balance', () => {
    const ledger = [
      goods(cost),
      line('2', '1330', 700, { contra_account: '3310', source_doc_ref: 'local' }),
      line('3', '1330', -1000, { contra_account: '7010' }),
      line('4', '1330', -50, { contra_account: '7210' }),
    ];
    const found = judge([balance(300, 300 + cost + 700 - 1050)], { ledger });
    expect(found.hits).toEqual([]);
    expect(found.stats).toMatchObject({
      imports: '550000.00',
      imports_booked: '550000.00',
      other_in: '7.00',
      cost_of_sales: '10.00',
      other_out: '0.50',
      unexplained: '0.00',
    });
  });

  test('one per cent of the imports is within the tolerance, a minor unit more is not', () => {
    const at = (off: number) => judge([balance(0, cost + off)], { ledger: [goods(cost + off)] }).hits.map((h) => h.measures['difference']);
    expect(at(550_000)).toEqual([]);
    expect(at(550_001)).toEqual(['5500.01']);
    expect(at(-550_001)).toEqual(['-5500.01']);
  });

  test('movements between accounts of goods and outside the period do not count', () => {
    const ledger = [
      goods(cost),
      line('2', '1330', 5_000_000, { contra_account: '1310' }),
      line('2', '1310', -5_000_000, { contra_account: '1330' }),
    ];
    expect(judge([balance(0, cost), balance(0, 0, '1310')], { ledger }).hits).toEqual([]);
    const early = line('3', '1330', 9_000_000, { posting_date: '2025-12-31', contra_account: '3310', source_doc_ref: 'I-R1' });
    expect(judge([balance(0, cost)], { ledger: [goods(cost), early] }).hits).toEqual([]);
  });

  test('a rate for a hundred units and a currency without minor digits are read exactly', () => {
    const declarations = [
      due('R1', { currency: 'KRW', item_price_minor: 1_000_000, fx_rate_e8: 34_000_000_000, fx_unit: 1000, duty_amount_minor: 0 }),
      due('R2', { currency: 'KZT', item_price_minor: 777, fx_rate_e8: null, duty_amount_minor: null }),
    ];
    const found = judge([balance(0, 0)], { ledger: [goods(1)], declarations });
    // 1,000,000 won at 340 for 1,000 are 340,000.00 tenge, and 7.77
    expect(found.stats['imports']).toBe('340007.77');
  });

  test('the closing balances of the stock book, the last of each article, are held against the accounts', () => {
    const closing = (day: string, minor: number, article = 'A'): TestRow => ({
      movement_type: 'closing',
      movement_date: day,
      article,
      value_minor: minor,
    });
    const stock = (last: number) => [closing('2026-06-30', 9e6), closing('2026-12-31', last), closing('2026-12-31', 5_000_000, 'B')];
    const of = (last: number) => judge([balance(0, cost)], { ledger: [goods(cost)], stock: stock(last) }).hits.map((h) => h.key);
    expect(of(50_000_000)).toEqual([]);
    expect(of(50_550_000)).toEqual([]);
    expect(of(50_550_001)).toEqual(['stock']);
  });

  test('books that name no declaration, other accounts and missing prices are said', () => {
    const found = judge([balance(0, 5), balance(0, 1, '1030')], {
      ledger: [goods(5, { source_doc_ref: 'ПТ-1' })],
      declarations: [due('R1', { item_price_minor: null })],
    });
    expect([found.hits, excludedBy(found)]).toEqual([[], { otherAccount: 1, noPriceInNational: 1 }]);
    expect(found.verdict?.key).toBe('test.verdict.with');
    expect(judge([], {}).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const ledger = [goods(cost), goods(7_000_000), line('2', '1330', -5, { contra_account: '7010' })];
    const rows = [balance(0, cost), balance(3, 4, '1310'), balance(1, 1, '1320')];
    expect(judge(shuffled(rows), { ledger: shuffled(ledger) }).resultHash).toBe(judge(shuffled(shuffled(rows)), { ledger }).resultHash);
  });
});
