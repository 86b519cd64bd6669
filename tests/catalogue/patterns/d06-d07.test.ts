import { describe, expect, test } from 'vitest';
import { fences } from '../../../domain/catalogue/patterns/d06-fences.ts';
import { robustOutliers } from '../../../domain/catalogue/patterns/d07-robust-z.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const priced = (value: number, more: TestRow = {}): TestRow => ({
  reg_no: 'R',
  item_no: 1,
  hs_code: '8518309500',
  origin_country: 'CN',
  supp_unit: '796',
  supp_qty_e6: 1_000_000,
  customs_value_minor: value,
  ...more,
});
/** The figures of reference/domain.md §3.2, in hundredths. */
const vector = [1000, 1020, 980, 1010, 990, 1030, 400, 1000, 2500].map((value) => priced(value));

describe('D06 outliers by quartiles', () => {
  test('the vector: quartiles 9.9 and 10.2, fences 9.45 and 10.65', () => {
    const found = judged(fences, vector);
    expect(found.hits.map((hit) => hit.measures['figure']).toSorted()).toEqual(['25', '4']);
    expect(found.hits[0]?.measures).toMatchObject({ q1: '9.9', q3: '10.2', fence_low: '9.45', fence_high: '10.65', outlier: 'extreme' });
  });

  test('a figure exactly on a fence lies within, one tiyn beyond does not', () => {
    // eight equal steps: Q1 and Q3 do not move when the last figure does
    const rows = (last: number) => [100, 200, 300, 400, 500, 600, 700, 800, last].map((value) => priced(value));
    const open = { leastPercent: '0' };
    expect(judged(fences, rows(1300), open).hits).toEqual([]);
    expect(judged(fences, rows(1301), open).hits).toHaveLength(1);
  });

  test('seven figures, or figures of which half are one, say nothing', () => {
    expect(excludedBy(judged(fences, vector.slice(0, 7)))).toEqual({ fewInGroup: 7 });
    expect(
      excludedBy(
        judged(
          fences,
          [5, 5, 5, 5, 5, 5, 5, 900].map((value) => priced(value)),
        ),
      ),
    ).toEqual({ equalGroup: 8 });
  });

  test('a figure a hair away is no outlier for people', () => {
    const rows = [10_000, 10_001, 10_002, 10_003, 10_004, 10_005, 10_006, 10_007, 10_100].map((value) => priced(value));
    expect(judged(fences, rows).hits).toEqual([]);
    expect(judged(fences, rows, { leastPercent: '0' }).hits).toHaveLength(1);
  });

  test('other units, origins and articles are other groups; no value or quantity is counted', () => {
    expect(
      judged(
        fences,
        vector.map((row, i) => ({ ...row, origin_country: i % 2 === 0 ? 'CN' : 'DE' })),
      ).hits,
    ).toEqual([]);
    const found = judged(fences, [priced(0), priced(5, { supp_qty_e6: 0, supp_unit: null })]);
    expect(excludedBy(found)).toEqual({ noValue: 1, noQuantity: 1 });
    expect(judged(fences, []).hits).toEqual([]);
  });

  test('debit amounts by account', () => {
    const rows = [1000, 1020, 980, 1010, 990, 1030, 400, 1000, 2500].map((debit_minor) => ({ account: '7210', debit_minor }));
    expect(judged(fences, rows, { figure: 'expense' }).hits).toHaveLength(2);
  });

  test('the order of the rows changes nothing', () => {
    expect(judged(fences, shuffled(vector)).resultHash).toBe(judged(fences, vector).resultHash);
  });
});

describe('D07 robust outliers', () => {
  test('the vector: median 10, MAD 0.2, z −20.235 and 50.588; 10.3 has 1.012', () => {
    const found = judged(robustOutliers, vector, { scale: 'values' });
    const z = Object.fromEntries(found.hits.map((hit) => [hit.measures['figure'] ?? '', Number(hit.measures['z'])]));
    expect(Object.keys(z).toSorted()).toEqual(['25', '4']);
    expect(z['4']).toBeCloseTo(-20.235, 9);
    expect(z['25']).toBeCloseTo(50.5875, 9);
    const all = judged(robustOutliers, vector, { scale: 'values', limit: '1', leastPercent: '0' });
    expect(all.hits.map((hit) => Number(hit.measures['z']).toFixed(3))).toContain('1.012');
  });

  test('by logarithms half and double are equally far', () => {
    const rows = [90, 95, 100, 105, 110, 100, 100, 100, 20, 500].map((value) => priced(value * 100));
    const z = judged(robustOutliers, rows).hits.map((hit) => Number(hit.measures['z']));
    expect(z).toHaveLength(2);
    expect((z[0] ?? 0) + (z[1] ?? 0)).toBeCloseTo(0, 9);
  });

  test('where more than half are equal, the mean deviation judges; all equal say nothing', () => {
    const rows = [100, 100, 100, 100, 100, 100, 100, 900].map((value) => priced(value * 100));
    expect(judged(robustOutliers, rows, { scale: 'values' }).hits[0]?.measures).toMatchObject({ spread_by: 'mean' });
    expect(
      excludedBy(
        judged(
          robustOutliers,
          Array.from({ length: 8 }, () => priced(5)),
        ),
      ),
    ).toEqual({ equalGroup: 8 });
  });

  test('only one side, when asked; near ones are passed over', () => {
    expect(judged(robustOutliers, vector, { direction: 'low' }).hits.map((hit) => hit.measures['figure'])).toEqual(['4']);
    expect(judged(robustOutliers, vector, { leastPercent: '70' }).hits.map((hit) => hit.measures['figure'])).toEqual(['25']);
  });

  test('empty, one row, and rows in another order', () => {
    expect(judged(robustOutliers, []).hits).toEqual([]);
    expect(excludedBy(judged(robustOutliers, [priced(1)]))).toEqual({ fewInGroup: 1 });
    expect(judged(robustOutliers, shuffled(vector)).resultHash).toBe(judged(robustOutliers, vector).resultHash);
  });
});
