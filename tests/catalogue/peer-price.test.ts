import { describe, expect, test } from 'vitest';
import { peerPrice } from '../../domain/catalogue/valuation/v14-peer-price.ts';
import { suggestCorrections } from '../../domain/catalogue/suggest.ts';
import { excludedBy, judged, shuffled } from '../helpers/judging.ts';
import { kz } from '../helpers/lines.ts';
import { nameOfRow } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

/** A line of ten pieces at a unit value in hundredths. */
const priced = (no: number, hundredths: number, more: TestRow = {}): TestRow => ({
  reg_no: `R${no}`,
  item_no: 1,
  hs_code: '8518309500',
  origin_country: 'CN',
  supp_unit: '796',
  supp_qty_e6: 10_000_000,
  net_g: 620,
  customs_value_minor: hundredths * 10,
  ...more,
});

/** Peers of reference/domain.md §3.2: median 4.45, lowest decile 4.22. */
const peers = [410, 425, 430, 440, 445, 450, 460, 475, 510].map((p, i) => priced(i + 1, p));

describe('V14 peer price', () => {
  test('the vector of the reference is a hit: 2.95 against a median of 4.45', () => {
    const found = judged(peerPrice, [...peers, priced(10, 295)]);
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.key).toBe(nameOfRow('declarations', 10));
    expect(found.hits[0]?.measures).toMatchObject({
      reason: 'median',
      direction: 'low',
      unit_value: '2.95',
      median: '4.45',
      decile: '4.22',
      deviation_percent: '-33.71',
      peers: '9',
      value_at_median: '44.50',
      difference: '15.00',
    });
    expect(found.hits[0]?.score).toBe(67);
    expect(found.stats).toMatchObject({ hits_median: '1', hits_decile: '0' });
  });

  test('an ordinary price is none', () => {
    expect(judged(peerPrice, [...peers, priced(10, 440)]).hits).toEqual([]);
  });

  test('exactly 25 % below the median is no hit by the median, one step more is', () => {
    const flat = [400, 400, 400, 400, 400, 400, 400, 400].map((p, i) => priced(i + 1, p));
    const at = judged(peerPrice, [...flat, priced(9, 300)], { p10DevPercent: '25' });
    expect(at.hits).toEqual([]);
    const below = judged(peerPrice, [...flat, priced(9, 300, { customs_value_minor: 2999 })], { p10DevPercent: '25' });
    expect(below.hits.map((h) => h.measures['reason'])).toEqual(['median']);
  });

  test('below the lowest decile counts only when it is more than 10 % below the median, and is counted apart', () => {
    const near = judged(peerPrice, [...peers, priced(10, 405)]);
    expect(near.hits).toEqual([]);
    const far = judged(peerPrice, [...peers, priced(10, 395)]);
    expect(far.hits.map((h) => h.measures['reason'])).toEqual(['decile']);
    expect(far.stats).toMatchObject({ hits_median: '0', hits_decile: '1' });
  });

  test('lines of the same shipment are no peers of each other', () => {
    const own = Array.from({ length: 9 }, (_, i) => priced(99, 295, { item_no: i + 1 }));
    const alone = judged(peerPrice, own);
    expect(alone.hits).toEqual([]);
    expect(excludedBy(alone)).toEqual({ fewPeers: 9 });
    const among = judged(peerPrice, [...own, ...peers]);
    expect(among.hits).toHaveLength(9);
    expect(new Set(among.hits.map((h) => h.measures['peers']))).toEqual(new Set(['9']));
  });

  test('another origin, code or unit is another group', () => {
    for (const more of [{ origin_country: 'KR' }, { hs_code: '8518309501' }, { supp_unit: '715' }]) {
      const found = judged(peerPrice, [...peers, priced(10, 295, more)]);
      expect(found.hits).toEqual([]);
      expect(excludedBy(found)).toEqual({ fewPeers: 1 });
    }
  });

  test('units written differently are one unit', () => {
    expect(judged(peerPrice, [...peers, priced(10, 295, { supp_unit: 'шт' })]).hits).toHaveLength(1);
  });

  test('without a supplementary unit the weight is compared, unless the parameter wants the unit', () => {
    const byWeight = [...peers, priced(10, 295)].map((row) => ({ ...row, supp_unit: null, supp_qty_e6: null }));
    const found = judged(peerPrice, byWeight);
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.measures['unit']).toBe('kg');
    expect(excludedBy(judged(peerPrice, byWeight, { quantity: 'supplementary' }))).toEqual({ noQuantity: 10 });
  });

  test('overvaluation is found when it is asked for', () => {
    const rows = [...peers, priced(10, 700)];
    expect(judged(peerPrice, rows).hits).toEqual([]);
    expect(judged(peerPrice, rows, { direction: 'high' }).hits.map((h) => h.measures['direction'])).toEqual(['high']);
    const both = judged(peerPrice, [...rows, priced(11, 200)], { direction: 'both' }).hits;
    expect(both.find((h) => h.key === nameOfRow('declarations', 10))?.measures['direction']).toBe('high');
    expect(both.find((h) => h.key === nameOfRow('declarations', 11))?.measures['direction']).toBe('low');
  });

  test('rows that cannot be compared are counted by reason', () => {
    const rows = [
      priced(1, 0),
      priced(2, -5),
      priced(3, 100, { customs_value_minor: null }),
      priced(4, 100, { origin_country: null }),
      priced(5, 100, { supp_qty_e6: 0, net_g: null }),
      priced(6, 100),
    ];
    const found = judged(peerPrice, rows);
    expect(found.populationN).toBe(6);
    expect(excludedBy(found)).toEqual({ noValue: 3, noOrigin: 1, noQuantity: 1, fewPeers: 1 });
  });

  test('an empty population and equal prices give no hit and no error', () => {
    expect(judged(peerPrice, []).hits).toEqual([]);
    expect(
      judged(
        peerPrice,
        Array.from({ length: 30 }, (_, i) => priced(i, 400)),
      ).hits,
    ).toEqual([]);
  });

  test('the order of the rows does not change the result', () => {
    const rows = [...peers, priced(10, 295), priced(11, 100), priced(12, 395)];
    expect(judged(peerPrice, shuffled(rows)).resultHash).toBe(judged(peerPrice, rows).resultHash);
  });

  test('amounts near the limit of safe integers are compared exactly', () => {
    const big = 9_007_199_254_740_991;
    const rows = Array.from({ length: 8 }, (_, i) => priced(i, 1, { customs_value_minor: big, supp_qty_e6: big }));
    const edge = judged(peerPrice, [...rows, priced(9, 1, { customs_value_minor: 6_755_399_441_055_743, supp_qty_e6: big })], {
      p10DevPercent: '25',
    });
    expect(edge.hits).toHaveLength(1);
  });

  test('the suggested correction is the value at the median', () => {
    const [hit] = judged(peerPrice, [...peers, priced(10, 295)]).hits;
    if (hit === undefined) throw new Error('no hit');
    expect(suggestCorrections('V14', hit, kz)).toEqual([
      { row: nameOfRow('declarations', 10), component: 'customs_value', audited: '44.50' },
    ]);
  });
});
