import { describe, expect, test } from 'vitest';
import { invoicePrice } from '../../../domain/catalogue/valuation/v02-invoice-price.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { bill, priced } from '../samples/valuation.ts';

const judge = (rows: readonly TestRow[], invoices: readonly TestRow[] = [bill()]) => judgedWith(invoicePrice, { rows, also: { invoices } });

describe('V02 declared price and invoice', () => {
  test('less declared than invoiced, with both rows', () => {
    const [hit] = judge([priced()], [bill({ total_minor: 113_000 })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('invoices', 1)]);
    expect(hit?.explanation.key).toBe('test.V02.hit.under');
    expect(hit?.measures).toMatchObject({
      linked_by: 'number',
      currency: 'USD',
      declared: '1000.00',
      invoice_total: '1130.00',
      difference: '130.00',
    });
  });

  test('one unit of currency is allowed, one cent more is not', () => {
    expect(judge([priced()], [bill({ total_minor: 100_100 })]).hits).toEqual([]);
    expect(judge([priced()], [bill({ total_minor: 100_101 })]).hits).toHaveLength(1);
    expect(judge([priced()], [bill({ total_minor: 99_899 })]).hits[0]?.explanation.key).toBe('test.V02.hit.over');
  });

  test('a thousandth of a large invoice is allowed, no more', () => {
    const large = (declared: number): number =>
      judge([priced({ item_price_minor: declared })], [bill({ total_minor: 100_000_000 })]).hits.length;
    expect([large(99_900_000), large(99_899_999)]).toEqual([0, 1]);
  });

  test('one invoice in two declarations and two invoices in one are held together', () => {
    const halves = [priced({ item_price_minor: 40_000 }), priced({ reg_no: 'R2', item_price_minor: 60_000 })];
    expect(judge(halves).hits).toEqual([]);
    const both = priced({ invoice_no: 'AT-26-5781; AT-26-5790', item_price_minor: 300_000 });
    expect(judge([both], [bill(), bill({ invoice_no: 'AT-26-5790', total_minor: 200_000 })]).hits).toEqual([]);
    expect(excludedBy(judge([both]))).toEqual({ invoiceUnknown: 1 });
  });

  test('goods without the carriage or tax that is billed beside them are declared rightly', () => {
    expect(judge([priced()], [bill({ total_minor: 105_000, freight_minor: 5000 })]).hits).toEqual([]);
    expect(judge([priced({ item_price_minor: 105_000 })], [bill({ freight_minor: 5000 })]).hits).toEqual([]);
  });

  test('a part of the invoice at its price is no difference, a cheaper part is', () => {
    expect(excludedBy(judge([priced({ qty_e6: 5_000_000, item_price_minor: 50_000 })]))).toEqual({ partDelivered: 1 });
    expect(judge([priced({ qty_e6: 5_000_000, item_price_minor: 40_000 })]).hits).toHaveLength(1);
  });

  test('notes, sales, cancelled invoices and those of another seller are not the invoice', () => {
    for (const more of [
      { doc_type: 'credit note' },
      { doc_type: 'debit_note' },
      { direction: 'sale' },
      { status: 'cancelled' },
      { seller: 'Kestrel Pumps AB' },
    ])
      expect(excludedBy(judge([priced()], [bill({ total_minor: 5, ...more })]))).toEqual({ invoiceUnknown: 1 });
  });

  test('sums of lines stand in for a total; two totals decide nothing', () => {
    const line = (minor: number): TestRow => bill({ total_minor: null, amount_minor: minor });
    expect(judge([priced()], [line(60_000), line(40_000)]).hits).toEqual([]);
    expect(excludedBy(judge([priced()], [bill(), bill({ total_minor: 1 })]))).toEqual({ severalTotals: 1 });
  });

  test('a confirmed link goes before the number', () => {
    const links = { 'declaration-invoice': [{ left: 1, right: 1, amount: null, currency: '' }] };
    const found = judgedWith(invoicePrice, {
      rows: [priced({ invoice_no: 'Z-1' })],
      also: { invoices: [bill({ total_minor: 5 })] },
      links,
    });
    expect(found.hits[0]?.measures['linked_by']).toBe('confirmed');
  });

  test('nothing declared, any order', () => {
    expect(judge([]).hits).toEqual([]);
    const rows = [priced(), priced({ item_no: 2 }), priced({ reg_no: 'R2', invoice_no: 'Q' })];
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});
