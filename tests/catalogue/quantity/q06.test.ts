import { describe, expect, test } from 'vitest';
import { movementOf } from '../../../domain/catalogue/goods-movement.ts';
import { neverImported } from '../../../domain/catalogue/quantity/q06-never-imported.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const moved = (type: string, pieces: number, more: TestRow = {}): TestRow => ({
  movement_type: type,
  article: 'A',
  product_name: 'Speaker',
  qty_e6: pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});
const item = (pieces: number, more: TestRow = {}): TestRow => ({ article: 'A', qty_e6: pieces * 1_000_000, qty_unit: 'шт', ...more });
const sale = (pieces: number, more: TestRow = {}): TestRow => ({
  direction: 'sale',
  article: 'A',
  qty_e6: pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});
const opening = moved('opening', 10);
const judge = (rows: readonly TestRow[], also: Readonly<Record<string, readonly TestRow[]>> = { declarations: [item(100)] }) =>
  judgedWith(neverImported, { rows, also });
const excess = (rows: readonly TestRow[], also?: Readonly<Record<string, readonly TestRow[]>>) =>
  judge(rows, also).hits.map((h) => h.measures['excess_qty']);

describe('Q06 articles that were never imported', () => {
  test('what left may be the opening stock and the imports and one per cent, no more', () => {
    expect(excess([opening, moved('issue', -110)])).toEqual([]);
    expect(excess([opening, moved('issue', -111)])).toEqual([]);
    expect(excess([opening, moved('issue', -112)])).toEqual(['2']);
  });

  test('an article that is sold as imported and never declared is named with its rows', () => {
    const rows = [opening, moved('surplus', 5, { article: 'NEW' }), moved('issue', -5, { article: 'NEW' })];
    const [hit] = judge(rows, { declarations: [item(1)], invoices: [sale(5, { article: 'new', origin_sign: '1' })] }).hits;
    expect(hit?.explanation.key).toBe('test.Q06.hit.never');
    expect(hit?.keys).toEqual([nameOfRow('stock', 2), nameOfRow('stock', 3), nameOfRow('invoices', 1)]);
  });

  test('goods of which nobody says that they were imported are not judged', () => {
    expect(excludedBy(judge([moved('issue', -5)], { declarations: [] }))).toEqual({ notImported: 1 });
    const local = { declarations: [], invoices: [sale(5, { origin_sign: '4', origin_country: 'KZ' })] };
    expect(excludedBy(judge([moved('issue', -5)], local))).toEqual({ notImported: 1 });
  });

  test('returns are taken off, closing balances and transfers do not count, production and purchases at home do', () => {
    expect(excess([opening, moved('issue', -120), moved('return', 10)])).toEqual([]);
    expect(excess([opening, moved('issue', -110), moved('closing', 5), moved('transfer', -50)])).toEqual([]);
    expect(excess([opening, moved('issue', -130), moved('production_receipt', 20)])).toEqual([]);
    const bought = { declarations: [item(100)], invoices: [{ ...sale(20), direction: 'purchase', seller_country: 'RU' }] };
    expect(excess([opening, moved('issue', -130)], bought)).toEqual([]);
    const abroad = { declarations: [item(100)], invoices: [{ ...sale(20), direction: 'purchase', seller_country: 'CN' }] };
    expect(excess([opening, moved('issue', -130)], abroad)).toEqual(['20']);
  });

  test('a receipt from a home supplier that also stands on an invoice is counted once', () => {
    const rows = [opening, moved('receipt', 20, { counterparty: 'Свой' }), moved('issue', -150)];
    const parties = [{ party_id: 'H', name: 'СВОЙ', country: 'KZ' }];
    expect(excess(rows, { declarations: [item(100)], parties })).toEqual(['20']);
    const invoices = [{ ...sale(20), direction: 'purchase', seller_country: 'KZ' }];
    expect(excess(rows, { declarations: [item(100)], parties, invoices })).toEqual(['20']);
  });

  test('credit notes lower what was sold, and sales without a warehouse count', () => {
    const of = (notes: readonly TestRow[]) => excess([opening], { declarations: [item(100)], invoices: [sale(150), ...notes] });
    expect(of([])).toEqual(['40']);
    expect(of([sale(-40, { doc_type: 'credit_note' })])).toEqual([]);
    expect(of([sale(40, { doc_type: 'credit_note' })])).toEqual([]);
  });

  test('without opening balances the verdict says so and the hit weighs less', () => {
    const found = judge([moved('issue', -500)]);
    expect(found.verdict?.key).toBe('test.verdict.with');
    expect(found.hits[0]?.score).toBeLessThan(judge([opening, moved('issue', -500)]).hits[0]?.score ?? 0);
  });

  test('several units, a declared unit that is another one, and cancelled rows are counted', () => {
    expect(excludedBy(judge([moved('issue', -5), moved('issue', -5, { qty_unit: '166' })]))).toEqual({ severalUnits: 2 });
    expect(excludedBy(judge([moved('issue', -5, { qty_unit: '112' })]))).toEqual({ otherUnit: 1 });
    expect(excludedBy(judge([moved('issue', -500, { status: 'cancelled' })]))).toEqual({ cancelled: 1 });
    expect(excess([opening, moved('issue', -200, { qty_unit: null })])).toEqual(['90']);
  });

  test('no rows, and the order of the rows', () => {
    expect(judge([], {}).hits).toEqual([]);
    const rows = ['A', 'B', 'C'].flatMap((article) => [moved('issue', -200, { article }), moved('opening', 1, { article })]);
    const also = { declarations: ['A', 'B', 'C'].map((article) => item(10, { article })) };
    expect(judge(shuffled(rows), also).resultHash).toBe(judge(shuffled(shuffled(rows)), also).resultHash);
  });
});

test('movements are told by their words in three languages, unknown ones by their sign', () => {
  const told = [
    'opening',
    'Начальный остаток',
    'Остаток',
    'Реализация товаров',
    'Возврат от покупателя',
    'Түсу',
    'production_issue',
    'выпуск',
  ];
  expect(told.map((type) => movementOf(type, 1))).toEqual(['opening', 'opening', 'closing', 'issue', 'return', 'receipt', 'used', 'made']);
  expect([movementOf('ZX', -1), movementOf('ZX', 1)]).toEqual(['issue', 'other']);
});
