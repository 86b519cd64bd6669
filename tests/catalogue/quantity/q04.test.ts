import { describe, expect, test } from 'vitest';
import { unitRatio } from '../../../domain/catalogue/quantity/q04-unit-ratio.ts';
import { robustSpread, robustZ } from '../../../domain/catalogue/robust.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const line = (pieces: number, grams: number | null, more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  hs_code: '8518309500',
  article: 'A',
  supp_unit: '796',
  supp_qty_e6: pieces * 1_000_000,
  net_g: grams,
  ...more,
});
const many = (n: number): readonly TestRow[] => Array.from({ length: n }, (_, i) => line(10 + i, (10 + i) * 100));

describe('Q04 supplementary units a kilogram', () => {
  test('six times the weight is found among equals, where the median absolute deviation is nought', () => {
    const [hit] = judged(unitRatio, [...many(9), line(10, 6000)]).hits;
    expect(hit?.measures).toMatchObject({ units_per_kg: '1.6667', usual_units_per_kg: '10', times: '6', peers: '10' });
    expect(hit?.explanation.key).toBe('test.Q04.hit.fewer');
    expect(judged(unitRatio, [...many(9), line(60, 1000)]).hits[0]?.explanation.key).toBe('test.Q04.hit.more');
  });

  test('a fifth more is no hit, a little above it is', () => {
    expect(judged(unitRatio, [...many(9), line(12, 1000)]).hits).toEqual([]);
    expect(judged(unitRatio, [...many(9), line(121, 10_000)]).hits).toHaveLength(1);
  });

  test('eight lines are compared, seven are not', () => {
    expect(judged(unitRatio, [...many(7), line(10, 6000)]).hits).toHaveLength(1);
    const few = judged(unitRatio, [...many(6), line(10, 6000)]);
    expect([few.hits, excludedBy(few)]).toEqual([[], { fewAlike: 7 }]);
  });

  test('units of weight say nothing, and what is missing is counted', () => {
    const rows = [line(1, null), line(0, 5), line(1, 5, { supp_unit: null }), line(1, 5, { supp_unit: 'кг' })];
    expect(excludedBy(judged(unitRatio, rows))).toEqual({ noWeight: 1, noQuantity: 2, unitOfWeight: 1 });
  });

  test('units written in other words are one unit, articles are kept apart, lines without one go by their code', () => {
    const mixed = many(9).map((row, i) => ({ ...row, supp_unit: i % 2 === 0 ? 'шт' : '796' }));
    expect(judged(unitRatio, [...mixed, line(10, 6000)]).hits).toHaveLength(1);
    expect(judged(unitRatio, [...many(9), line(10, 6000, { article: 'B' })]).hits).toEqual([]);
    const nameless = [...many(9), line(10, 6000)].map((row) => ({ ...row, article: null }));
    expect(judged(unitRatio, nameless).hits).toHaveLength(1);
  });

  test('no rows, equal rows and their order', () => {
    expect(judged(unitRatio, []).hits).toEqual([]);
    expect(judged(unitRatio, many(12)).hits).toEqual([]);
    const rows = [...many(9), line(10, 6000), line(60, 1000)];
    expect(judged(unitRatio, shuffled(rows)).resultHash).toBe(judged(unitRatio, shuffled(shuffled(rows))).resultHash);
  });
});

describe('robust spread', () => {
  test('is 0.6745 (x - median) / MAD, and 1.2533 times the mean absolute deviation where that is nought', () => {
    const spread = robustSpread([1, 2, 3, 4, 100]);
    expect(spread).toEqual({ median: 3, scale: 1 / 0.6745, by: 'mad' });
    expect(robustZ(100, spread as NonNullable<typeof spread>)).toBeCloseTo(0.6745 * 97, 9);
    expect(robustSpread([5, 5, 5, 10])).toEqual({ median: 5, scale: 1.2533 * 1.25, by: 'mean' });
  });

  test('there is none of equal figures, of one and of none', () => {
    expect([robustSpread([2, 2]), robustSpread([2]), robustSpread([])]).toEqual([null, null, null]);
  });
});
