import { describe, expect, test } from 'vitest';
import { stockReceipt } from '../../../domain/catalogue/quantity/q03-stock-receipt.ts';
import { suggestCorrections } from '../../../domain/catalogue/suggest.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { kz } from '../../helpers/lines.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const item = (reg: string, pieces: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-02-10',
  invoice_no: `I-${reg}`,
  article: 'A',
  qty_e6: pieces === null ? null : pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});
const receipt = (pieces: number, more: TestRow = {}): TestRow => ({
  movement_date: '2026-02-12',
  movement_type: 'receipt',
  article: 'A',
  qty_e6: pieces * 1_000_000,
  qty_unit: 'шт',
  ...more,
});
const judge = (rows: readonly TestRow[], stock: readonly TestRow[], more: object = {}) =>
  judgedWith(stockReceipt, { rows, also: { stock }, ...more });
const counts = (rows: readonly TestRow[], stock: readonly TestRow[], more: object = {}) =>
  judge(rows, stock, more).hits.map((h) => h.measures['difference_qty']);

describe('Q03 declared quantity against receipts', () => {
  test('one per cent more is within the tolerance, one piece more is not', () => {
    expect(counts([item('R1', 100)], [receipt(101, { reg_no: 'R1', item_no: 1 })])).toEqual([]);
    const [hit] = judge([item('R1', 100)], [receipt(102, { reg_no: 'R1', item_no: 1 })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('stock', 1)]);
    expect(hit?.measures).toMatchObject({ difference_qty: '2', received_qty: '102', linked_by: 'number' });
    expect(suggestCorrections('Q03', hit as NonNullable<typeof hit>, kz)).toEqual([
      { row: nameOfRow('declarations', 1), component: 'qty', audited: '102 PCE' },
    ]);
  });

  test('less than declared is shown only where it is asked for', () => {
    const short = [receipt(50, { reg_no: 'R1', item_no: 1 })];
    expect(counts([item('R1', 100)], short)).toEqual([]);
    expect(counts([item('R1', 100)], short, { params: { direction: 'shortage' } })).toEqual(['-50']);
  });

  test('several receipts of one item add up, corrections of a receipt are taken off', () => {
    const to = { reg_no: 'R1', item_no: 1 };
    expect(counts([item('R1', 100)], [receipt(60, to), receipt(40, to)])).toEqual([]);
    expect(counts([item('R1', 100)], [receipt(60, to), receipt(60, to), receipt(-20, to)])).toEqual([]);
    expect(counts([item('R1', 100)], [receipt(110, to), receipt(9, { ...to, movement_type: 'return' })])).toEqual(['10']);
  });

  test('without an item the article decides; the items of an article that share receipts are one', () => {
    const rows = [item('R1', 60), item('R1', 40, { item_no: 2 }), item('R1', 7, { item_no: 3, article: 'B' })];
    expect(counts(rows, [receipt(100, { reg_no: 'R1' }), receipt(9, { reg_no: 'R1', article: 'b' })])).toEqual(['2']);
  });

  test('an invoice in several declarations, and several receipts of it, are taken together', () => {
    const rows = [item('R1', 60, { invoice_no: 'I' }), item('R2', 40, { invoice_no: 'I' })];
    expect(counts(rows, [receipt(70, { invoice_no: 'I' }), receipt(30, { invoice_no: 'I' })])).toEqual([]);
    expect(counts(rows, [receipt(70, { invoice_no: 'I' }), receipt(40, { invoice_no: 'I' })])).toEqual(['10']);
  });

  test('a receipt without any number belongs to a declaration of the article from 5 days before to 30 after', () => {
    const on = (day: string) => counts([item('R1', 1)], [receipt(5, { movement_date: day })]);
    expect([on('2026-02-05'), on('2026-03-12')]).toEqual([['4'], ['4']]);
    expect([on('2026-02-04'), on('2026-03-13')]).toEqual([[], []]);
    const [hit] = judge([item('R1', 1)], [receipt(5)]).hits;
    expect(suggestCorrections('Q03', hit as NonNullable<typeof hit>, kz)).toEqual([]);
  });

  test('of several declarations it belongs to the last one before it', () => {
    const rows = [
      item('R1', 10, { reg_date: '2026-02-01' }),
      item('R2', 10, { reg_date: '2026-02-10' }),
      item('R3', 10, { reg_date: '2026-02-14' }),
    ];
    expect(judge(rows, [receipt(12)]).hits[0]?.keys[0]).toBe(nameOfRow('declarations', 2));
  });

  test('a receipt whose number leads elsewhere is not given to whom it fits', () => {
    const found = judge([item('R1', 1)], [receipt(5, { invoice_no: 'X' })]);
    expect([found.hits, excludedBy(found)]).toEqual([[], { noReceipt: 1, receiptElsewhere: 1 }]);
  });

  test('a confirmed link goes before the number', () => {
    const link = { left: 2, right: 1, amount: null, currency: 'KZT' };
    const links = { 'declaration-stock': [link] };
    const [hit] = judge([item('R1', 5), item('R2', 1)], [receipt(5, { reg_no: 'R1', item_no: 1 })], { links }).hits;
    expect(hit?.measures).toMatchObject({ linked_by: 'confirmed', declared_qty: '1' });
  });

  test('kilograms are held against the net weight; other units are not compared', () => {
    const weighed = item('R1', 5, { net_g: 10_000 });
    expect(counts([weighed], [receipt(12, { reg_no: 'R1', item_no: 1, qty_unit: 'кг' })])).toEqual(['2']);
    expect(excludedBy(judge([weighed], [receipt(12, { reg_no: 'R1', item_no: 1, qty_unit: 'л' })]))).toEqual({ otherUnit: 1 });
    const mixed = [receipt(1, { reg_no: 'R1', item_no: 1 }), receipt(1, { reg_no: 'R1', item_no: 1, qty_unit: 'кг' })];
    expect(excludedBy(judge([weighed], mixed))).toEqual({ otherUnit: 1 });
  });

  test('cancelled documents and nothing at all', () => {
    expect(excludedBy(judge([item('R1', 1)], [receipt(5, { reg_no: 'R1', status: 'Аннулирован' })]))).toEqual({
      noReceipt: 1,
      cancelled: 1,
    });
    expect(judge([], []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [1, 2, 3, 4, 5].map((n) => item(`R${n}`, 10, { invoice_no: 'I', article: n % 2 === 0 ? 'A' : 'B' }));
    const stock = [1, 2, 3, 4].map((n) => receipt(10 * n, { invoice_no: 'I', article: n % 2 === 0 ? 'A' : 'B' }));
    const one = judge(shuffled(rows), shuffled(stock));
    expect(one.hits.length).toBeGreaterThan(0);
    expect(one.resultHash).toBe(judge(shuffled(shuffled(rows)), shuffled(shuffled(stock))).resultHash);
  });
});
