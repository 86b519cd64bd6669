import { describe, expect, test } from 'vitest';
import { yieldNorm } from '../../../domain/catalogue/classification/r03-yield.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

/** A hundred made by a norm of a hundred: 10,000 may be used. @param used millionths */
const order = (used: number | null, more: TestRow = {}): TestRow => ({
  order_no: 'P1',
  product_code: 'KIT',
  material_code: 'FILM',
  made_qty_e6: 100_000_000,
  norm_e6: 100_000_000,
  used_qty_e6: used,
  ...more,
});

describe('R03 yield against the norm', () => {
  test('two per cent to either side is no hit, a millionth beyond is', () => {
    expect(judged(yieldNorm, [order(10_200_000_000), order(9_800_000_000)]).hits).toEqual([]);
    expect(judged(yieldNorm, [order(10_200_000_001)]).hits[0]?.explanation.key).toBe('test.R03.hit.more');
    expect(judged(yieldNorm, [order(9_799_999_999)]).hits[0]?.explanation.key).toBe('test.R03.hit.less');
  });

  test('scrap and waste are no use', () => {
    const row = order(11_200_000_000, { scrap_qty_e6: 700_000_000, waste_qty_e6: 500_000_000 });
    expect(judged(yieldNorm, [row]).hits).toEqual([]);
    const [hit] = judged(yieldNorm, [order(11_200_000_000)]).hits;
    expect(hit?.measures).toMatchObject({ used_qty: '11200', allowed_qty: '10000' });
    expect(Number(hit?.measures['deviation_percent'])).toBe(12);
  });

  test('what is missing is counted; no rows and their order', () => {
    expect(excludedBy(judged(yieldNorm, [order(null), order(1, { norm_e6: 0 }), order(1, { made_qty_e6: null })]))).toEqual({ noNorm: 3 });
    expect(judged(yieldNorm, []).hits).toEqual([]);
    const rows = [order(11_200_000_000), order(9_000_000_000), order(12_000_000_000)];
    expect(judged(yieldNorm, shuffled(rows)).resultHash).toBe(judged(yieldNorm, rows).resultHash);
  });
});
