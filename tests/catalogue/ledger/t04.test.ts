import { describe, expect, test } from 'vitest';
import { resaleReference } from '../../../domain/catalogue/ledger/t04-resale-reference.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const reg = '55301/100226/0000001';
const item = (pieces: number, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-02-10',
  qty_e6: pieces * 1_000_000,
  qty_unit: 'шт',
  ...more,
});
const sale = (pieces: number, more: TestRow = {}): TestRow => ({
  direction: 'sale',
  doc_type: 'invoice',
  invoice_no: 'S1',
  reg_no: reg,
  item_no: 1,
  qty_e6: pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});
const judge = (rows: readonly TestRow[], declarations: readonly TestRow[] = [item(10)], params = {}) =>
  judgedWith(resaleReference, { rows, also: { declarations }, params });
const problems = (...given: Parameters<typeof judge>) => judge(...given).hits.map((h) => h.measures['reference_problem']);

describe('T04 references of sale invoices to declarations', () => {
  test('as much as was declared may be sold under an item, a millionth more may not', () => {
    expect(problems([sale(6), sale(4)])).toEqual([]);
    const [hit] = judge([sale(6), sale(4.000001)]).hits;
    expect(hit?.keys).toEqual([nameOfRow('invoices', 1), nameOfRow('invoices', 2), nameOfRow('declarations', 1)]);
    expect(hit?.measures).toMatchObject({ sold_qty: '10.000001', declared_qty: '10', excess_qty: '0.000001' });
  });

  test('credit notes give back, with or without a minus; cancelled invoices do not count', () => {
    expect(problems([sale(12), sale(-2, { doc_type: 'credit_note' })])).toEqual([]);
    expect(problems([sale(12), sale(2, { doc_type: 'возврат' })])).toEqual([]);
    expect(problems([sale(10), sale(2, { status: 'Отозван' })])).toEqual([]);
  });

  test('a declaration that is not there, and an item that it does not have', () => {
    expect(problems([sale(1, { reg_no: '55301/100226/9999999' })])).toEqual(['noDeclaration']);
    expect(problems([sale(1, { item_no: 2 })])).toEqual(['noItem']);
  });

  test('a declaration of days that the books do not cover weighs less; the first and last day are covered', () => {
    const of = (number: string) => problems([sale(1, { reg_no: number })], [item(10), item(5, { reg_no: 'X', reg_date: '2026-03-01' })]);
    expect([of('55301/090226/0000009'), of('55301/020326/0000009')]).toEqual([['otherPeriod'], ['otherPeriod']]);
    expect([of('55301/100226/0000009'), of('55301/010326/0000009')]).toEqual([['noDeclaration'], ['noDeclaration']]);
  });

  test('goods bought from another importer carry his declaration', () => {
    const other = '55301/100226/7777777';
    const found = judge([sale(1, { reg_no: other }), sale(1, { direction: 'purchase', reg_no: other })]);
    expect([found.hits, excludedBy(found)]).toEqual([[], { boughtWithReference: 1 }]);
  });

  test('goods sold as imported name a declaration; other goods need not; the list of signs may be empty', () => {
    const bare = sale(1, { reg_no: null, item_no: null, origin_sign: '2' });
    expect(problems([bare, bare])).toEqual(['noReference']);
    expect(excludedBy(judge([{ ...bare, origin_sign: '4' }]))).toEqual({ notSoldAsImported: 1 });
    expect(judge([bare], [], { importedSigns: '' }).verdict?.key).toBe('test.verdict.with');
  });

  test('units: the supplementary one serves as well, others are not compared', () => {
    const pairs = item(10, { supp_unit: '715', supp_qty_e6: 5_000_000 });
    expect(problems([sale(6, { qty_unit: 'пар' })], [pairs])).toEqual(['excess']);
    expect(excludedBy(judge([sale(1, { qty_unit: '166' })]))).toEqual({ otherUnit: 1 });
    expect(excludedBy(judge([sale(1), sale(1, { qty_unit: '715' })], [pairs]))).toEqual({ otherUnit: 2 });
    expect(problems([sale(11, { qty_unit: null })])).toEqual(['excess']);
    expect(excludedBy(judge([sale(1, { item_no: null })]))).toEqual({ noItemNumber: 1 });
  });

  test('no rows, and the order of the rows', () => {
    expect(judge([], []).hits).toEqual([]);
    const rows = [1, 2, 3, 4, 5].map((n) => sale(n * 4, { item_no: 1 + (n % 2), invoice_no: `S${n}` }));
    const declarations = [item(10), item(10, { item_no: 2 })];
    expect(judge(shuffled(rows), declarations).resultHash).toBe(judge(shuffled(shuffled(rows)), shuffled(declarations)).resultHash);
  });
});
