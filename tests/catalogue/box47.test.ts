import { describe, expect, test } from 'vitest';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import { declaredLine } from '../../domain/assessment/declared-line.ts';
import { box47 } from '../../domain/catalogue/patterns/d16-box47.ts';
import { suggestCorrections } from '../../domain/catalogue/suggest.ts';
import { excludedBy, judged, shuffled } from '../helpers/judging.ts';
import { generic, kz, lawWithoutRates } from '../helpers/lines.ts';
import { nameOfRow } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

/** The declared line of vector E1 in hundredths. */
const right: TestRow = {
  reg_no: 'R1',
  item_no: 1,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  origin_country: 'CN',
  currency: 'USD',
  fx_rate_e8: 49_530_000_000,
  fx_unit: 1,
  customs_value_minor: 495_300_000,
  duty_rate: '10%',
  duty_base_minor: 495_300_000,
  duty_amount_minor: 49_530_000,
  vat_rate: '16%',
  vat_base_minor: 546_830_000,
  vat_amount_minor: 87_492_800,
  fee_amount_minor: 2_000_000,
};

const boxes = (row: TestRow, given: Readonly<Record<string, string>> = {}): readonly string[] =>
  judged(box47, [row], given).hits.map((h) => h.measures['boxes'] ?? '');

describe('D16 arithmetic of box 47', () => {
  test('a line that follows from its value and rates is right', () => {
    const found = judged(box47, [right]);
    expect(found.hits).toEqual([]);
    expect(found.verdict).toEqual({ key: 'test.D16.verdict.right', args: { n: 4 } });
  });

  test('the box that is wrong is named, not those that follow from it', () => {
    expect(boxes({ ...right, duty_amount_minor: 49_380_000 })).toEqual(['duty_amount, vat_base']);
    expect(boxes({ ...right, duty_amount_minor: 49_380_000, vat_base_minor: 546_680_000, vat_amount_minor: 87_468_800 })).toEqual([
      'duty_amount',
    ]);
    expect(boxes({ ...right, vat_base_minor: 497_300_000, vat_amount_minor: 79_568_000 })).toEqual(['vat_base']);
    expect(boxes({ ...right, vat_amount_minor: 87_000_000 })).toEqual(['vat_amount']);
    expect(
      boxes({
        ...right,
        duty_base_minor: 400_000_000,
        duty_amount_minor: 40_000_000,
        vat_base_minor: 537_300_000,
        vat_amount_minor: 85_968_000,
      }),
    ).toEqual(['duty_base']);
  });

  test('expected, declared and what the line lacks are said exactly', () => {
    const [hit] = judged(box47, [
      { ...right, duty_amount_minor: 49_380_000, vat_base_minor: 546_680_000, vat_amount_minor: 87_468_800 },
    ]).hits;
    expect(hit?.measures).toMatchObject({
      duty_amount_expected: '495300.00',
      duty_amount_declared: '493800.00',
      duty_amount_difference: '1500.00',
      shortfall: '1740.00',
    });
  });

  test('a difference at the tolerance is none, one hundredth more is one', () => {
    const off = (by: number): TestRow => ({ ...right, vat_amount_minor: 87_492_800 + by });
    expect(boxes(off(100))).toEqual([]);
    expect(boxes(off(101))).toEqual(['vat_amount']);
    expect(boxes(off(-101))).toEqual(['vat_amount']);
    expect(boxes(off(1), { tolerance: '0' })).toEqual(['vat_amount']);
  });

  test('whether the fee enters the base of VAT is a switch of the pack', () => {
    const withoutFee = { ...right, vat_base_minor: 544_830_000, vat_amount_minor: 87_172_800 };
    expect(boxes(withoutFee)).toEqual(['vat_base']);
    expect(judged(box47, [withoutFee], {}, generic).hits).toEqual([]);
  });

  test('excise and specific rates are checked, euro by the rate that another declaration states', () => {
    const excise = { excise_rate: '100 KZT/l', supp_unit: '112', supp_qty_e6: 10_000_000, excise_amount_minor: 100_000 };
    expect(boxes({ ...right, ...excise, vat_base_minor: 546_930_000, vat_amount_minor: 87_508_800 })).toEqual([]);
    const specific = {
      ...right,
      duty_rate: '0.5 EUR/kg',
      net_g: 1000,
      duty_base_minor: null,
      duty_amount_minor: 27_008,
      vat_rate: null,
      vat_base_minor: null,
      vat_amount_minor: null,
    };
    expect(excludedBy(judged(box47, [specific]))).toEqual({ noExchange: 1 });
    const inEuro = { ...right, reg_no: 'R2', currency: 'EUR', fx_rate_e8: 54_015_000_000 };
    expect(judged(box47, [specific, inEuro]).hits).toEqual([]);
    expect(judged(box47, [{ ...specific, duty_amount_minor: 28_008 }, inEuro]).hits).toHaveLength(1);
  });

  test('claimed relief, missing rates and missing values are counted, not called wrong', () => {
    const relief = {
      ...right,
      preference_code: 'ОООО-МД',
      duty_amount_minor: 0,
      vat_base_minor: 497_300_000,
      vat_amount_minor: 79_568_000,
    };
    expect(excludedBy(judged(box47, [relief]))).toEqual({ relief: 1 });
    expect(boxes({ ...relief, preference_code: 'ОООО-ОО' })).toEqual(['duty_amount']);
    expect(excludedBy(judged(box47, [{ ...right, duty_rate: 'see note', vat_base_minor: null }]))).toEqual({ noRate: 1 });
    const empty = Object.fromEntries(Object.entries(right).filter(([name]) => !/rate$|base|amount/.test(name)));
    expect(excludedBy(judged(box47, [empty]))).toEqual({ nothingToCheck: 1 });
    expect(excludedBy(judged(box47, [{ ...right, customs_value_minor: null, duty_base_minor: null, vat_base_minor: null }]))).toEqual({
      noValue: 1,
    });
  });

  test('an empty population is right', () => {
    expect(judged(box47, []).hits).toEqual([]);
  });

  test('the order of the rows does not change the result', () => {
    const rows = [1, 2, 3, 4, 5].map((n) => ({ ...right, item_no: n, vat_amount_minor: 87_492_800 + n * 60 }));
    expect(judged(box47, shuffled(rows)).resultHash).toBe(judged(box47, rows).resultHash);
  });

  test('the suggested correction assesses exactly what the hit calls the shortfall', () => {
    for (const row of [
      { ...right, duty_amount_minor: 49_380_000 },
      { ...right, vat_base_minor: 497_300_000, vat_amount_minor: 79_568_000 },
      { ...right, vat_amount_minor: 87_000_000 },
    ]) {
      const [hit] = judged(box47, [row]).hits;
      if (hit === undefined) throw new Error('no hit');
      const corrections = suggestCorrections('D16', hit, kz).map((c) => ({ ...c, finding: 'f' }));
      const name = nameOfRow('declarations', 1);
      const found = assessCase(new Map([[name, declaredLine(name, row)]]), corrections, lawWithoutRates);
      expect(found.effects.get('f')?.total).toBe(hit.measures['shortfall']);
    }
  });
});
