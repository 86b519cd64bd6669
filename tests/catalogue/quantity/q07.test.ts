import { describe, expect, test } from 'vitest';
import { marks } from '../../../domain/catalogue/quantity/q07-marks.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const mark = (type: string, pieces: number, more: TestRow = {}): TestRow => ({
  movement_type: type,
  article: 'V',
  qty_e6: pieces * 1_000_000,
  ...more,
});
const item = (pieces: number, more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  article: 'V',
  qty_e6: pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});
const order = (no: string, made: number, used: number, more: TestRow = {}): TestRow => ({
  order_no: no,
  product_code: 'DRINK',
  material_code: 'SPIRIT',
  made_qty_e6: made * 1_000_000,
  norm_e6: 400_000,
  used_qty_e6: used * 1_000_000,
  ...more,
});
const products = [{ product_code: 'SPIRIT', hs_code: '2207100000' }];
const judge = (rows: readonly TestRow[], also: Readonly<Record<string, readonly TestRow[]>> = {}, params = {}) =>
  judgedWith(marks, { rows, also: { declarations: [item(100)], ...also }, params });
const kinds = (...given: Parameters<typeof judge>) => judge(...given).hits.map((h) => h.explanation.key.replace('test.Q07.hit.', ''));

describe('Q07 marks against goods', () => {
  test('as many marks as goods are right, one more or fewer is not', () => {
    expect(kinds([mark('used', 100)])).toEqual([]);
    expect(kinds([mark('used', 101)])).toEqual(['more']);
    expect(kinds([mark('used', 99)])).toEqual(['fewer']);
    expect(kinds([mark('used', 99)], {}, { tolPercent: '1' })).toEqual([]);
  });

  test('marks that were received or destroyed are no use; corrections of a use are taken off', () => {
    expect(kinds([mark('received', 500), mark('destroyed', 7), mark('Нанесены', 100)])).toEqual([]);
    expect(kinds([mark('used', 110), mark('used', -10)])).toEqual([]);
  });

  test('own production needs marks as imports do, and two marks a piece where the parameter says so', () => {
    const production = [order('1', 20, 8, { product_code: 'V' }), order('1', 20, 8, { product_code: 'V', material_code: 'SUGAR' })];
    expect(kinds([mark('used', 120)], { production })).toEqual([]);
    expect(kinds([mark('used', 200)], {}, { marksPerPiece: '2' })).toEqual([]);
  });

  test('a mark that names the declared item belongs to it, whatever its article is called', () => {
    const [hit] = judge([mark('used', 101, { article: 'OTHER NAME', reg_no: 'R1', item_no: 1 })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('marks', 1), nameOfRow('declarations', 1)]);
    expect(hit?.measures).toMatchObject({ article: 'V', difference_qty: '1' });
  });

  test('marks of an article that was neither declared nor made', () => {
    expect(kinds([mark('used', 1, { article: 'X' })])).toEqual(['more']);
  });

  test('excisable material beyond output × norm, scrap and waste taken off: two per cent is the limit', () => {
    // 100 made × 0.4 = 40; 40.81632 is two per cent of itself above it
    expect(kinds([], { products, production: [order('1', 100, 40.8)] })).toEqual([]);
    const [hit] = judge([], { products, production: [order('1', 100, 41)] }).hits;
    expect(hit?.measures).toMatchObject({ used_qty: '41', allowed_qty: '40', excess_qty: '1' });
    expect(kinds([], { products, production: [order('1', 100, 45, { scrap_qty_e6: 3_000_000, waste_qty_e6: 2_000_000 })] })).toEqual([]);
    expect(kinds([], { products: [{ product_code: 'SPIRIT', hs_code: '1701' }], production: [order('1', 100, 99)] })).toEqual([]);
  });

  test('orders of one product and material are added up exactly', () => {
    const production = Array.from({ length: 30 }, (_, i) => order(`${i}`, 1, 0.4 + (i % 2 === 0 ? 0.001 : -0.001)));
    expect(kinds([], { products, production })).toEqual([]);
  });

  test('what cannot be judged is counted, and what the parameters do not say is said', () => {
    const rows = [mark('received', 1), mark('used', 1, { article: null }), mark('used', 1, { article: 'L' })];
    const also = {
      declarations: [item(1, { article: 'L', qty_unit: '112' })],
      products,
      production: [order('1', 1, 1, { norm_e6: null })],
    };
    expect(excludedBy(judge(rows, also))).toEqual({ markNotUsed: 1, markOfNothing: 1, notInPieces: 1, noNorm: 1 });
    expect(judge([], {}, { usedWords: '', exciseCodes: '' }).verdict?.key).toBe('test.verdict.with');
  });

  test('the order of the rows changes nothing', () => {
    const rows = ['V', 'W', 'X'].flatMap((article) => [mark('used', 7, { article }), mark('used', 9, { article })]);
    expect(judge(shuffled(rows)).resultHash).toBe(judge(shuffled(shuffled(rows))).resultHash);
  });
});
