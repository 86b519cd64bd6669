import { describe, expect, test } from 'vitest';
import { exchangeRate } from '../../domain/catalogue/patterns/d10-exchange-rate.ts';
import { suggestCorrections } from '../../domain/catalogue/suggest.ts';
import { excludedBy, judgedWith, shuffled } from '../helpers/judging.ts';
import { kz } from '../helpers/lines.ts';
import { nameOfRow } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

const line = (more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  reg_date: '2026-01-05',
  currency: 'USD',
  fx_rate_e8: 49_530_000_000,
  fx_unit: 1,
  customs_value_minor: 495_300_000,
  ...more,
});
const rate = (day: string, currency: string, e8: number, unit = 1): TestRow => ({ rate_date: day, currency, rate_e8: e8, fx_unit: unit });
const rates = [
  rate('2026-01-05', 'USD', 49_530_000_000),
  rate('2026-01-06', 'USD', 49_610_000_000),
  rate('2026-01-05', 'UZS', 405_000_000, 100),
];
const judge = (rows: readonly TestRow[], official: readonly TestRow[] = rates) =>
  judgedWith(exchangeRate, { rows, also: { rates: official } });

describe('D10 exchange rate', () => {
  test('the official rate of the registration day is right, however its unit is written', () => {
    const found = judge([line(), line({ fx_rate_e8: 4_953_000_000_000, fx_unit: 100 })]);
    expect(found.hits).toEqual([]);
    expect(found.verdict).toEqual({ key: 'test.D10.verdict.right', args: { n: 2 } });
  });

  test('one hundred-millionth of a tenge is a difference', () => {
    const [hit] = judge([line({ fx_rate_e8: 49_530_000_001 })]).hits;
    expect(hit?.measures).toMatchObject({ cause: 'other', declared: '495.30000001', official: '495.3' });
  });

  test('the rate of the next day is named, with both source rows and the value at the official rate', () => {
    const [hit] = judge([line({ fx_rate_e8: 49_610_000_000, customs_value_minor: 496_100_000 })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('rates', 1)]);
    expect(hit?.measures).toMatchObject({
      cause: 'day',
      rate_of: '2026-01-06',
      customs_value_difference: '-8000.00',
      customs_value_at_official: '4953000.00',
      deviation_percent: '0.16',
    });
    expect(suggestCorrections('D10', hit as NonNullable<typeof hit>, kz)).toEqual([
      { row: nameOfRow('declarations', 1), component: 'customs_value', audited: '4953000.00' },
    ]);
    expect(
      judgedWith(exchangeRate, { rows: [line({ fx_rate_e8: 49_610_000_000 })], also: { rates }, params: { nearDays: '0' } }).hits[0]
        ?.measures,
    ).toMatchObject({
      cause: 'other',
    });
  });

  test('a rate for a hundred units taken for one is named by its factor', () => {
    const [hit] = judge([line({ currency: 'UZS', fx_rate_e8: 405_000_000, fx_unit: 1 })]).hits;
    expect(hit?.measures).toMatchObject({ cause: 'unit', factor: '×100' });
    expect(hit?.score).toBe(100);
    expect(judge([line({ currency: 'UZS', fx_rate_e8: 405_000_000, fx_unit: 1000 })]).hits[0]?.measures).toMatchObject({
      cause: 'unit',
      factor: '÷10',
    });
  });

  test('what cannot be compared is counted with its reason, never guessed', () => {
    const found = judge(
      [
        line({ currency: 'KZT' }),
        line({ currency: null }),
        line({ fx_rate_e8: null }),
        line({ reg_date: '2026-01-07' }),
        line({ reg_date: '2026-01-08' }),
        line({ customs_value_minor: null, fx_rate_e8: 50_000_000_000 }),
      ],
      [...rates, rate('2026-01-08', 'USD', 1), rate('2026-01-08', 'USD', 2)],
    );
    expect(excludedBy(found)).toEqual({ nationalCurrency: 2, noDeclaredRate: 1, noOfficialRate: 1, disputedRate: 1 });
    expect(found.hits[0]?.measures).not.toHaveProperty('customs_value_difference');
    expect(suggestCorrections('D10', found.hits[0] as NonNullable<(typeof found.hits)[0]>, kz)).toEqual([]);
  });

  test('no rows, and no rates at all', () => {
    expect(judge([]).verdict).toEqual({ key: 'test.D10.verdict.right', args: { n: 0 } });
    expect(excludedBy(judge([line()], []))).toEqual({ noOfficialRate: 1 });
  });

  test('the order of the rows changes nothing', () => {
    const rows = [1, 2, 3, 4, 5].map((n) => line({ reg_no: `R${n}`, fx_rate_e8: 49_530_000_000 + n * 1_000_000_000 }));
    expect(judge(shuffled(rows)).resultHash).toBe(judge(shuffled(shuffled(rows))).resultHash);
  });
});
