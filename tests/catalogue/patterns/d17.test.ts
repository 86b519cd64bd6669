import { describe, expect, test } from 'vitest';
import { amendments } from '../../../domain/catalogue/patterns/d17-amendments.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const amended = (amended_on: string | null, more: TestRow = {}): TestRow => ({
  reg_no: 'R-1',
  item_no: 1,
  amended_on,
  kind: 'amended',
  customs_value_before_minor: 100_000,
  customs_value_after_minor: 80_000,
  initiator: 'declarant',
  ...more,
});
const judge = (rows: readonly TestRow[], params = {}) => judgedWith(amendments, { rows, params: { noticeOn: '2026-03-10', ...params } });
const kinds = (rows: readonly TestRow[], params = {}) => judge(rows, params).hits.map((hit) => hit.measures['problem']);

describe('D17 amended declarations', () => {
  test('value taken off after the day of the notice, not on it', () => {
    expect(kinds([amended('2026-03-10')])).toEqual([]);
    const [hit] = judge([amended('2026-03-11')]).hits;
    expect(hit?.measures).toMatchObject({ problem: 'lowered', difference: '-200.00', deviation_percent: '-20', currency: 'KZT' });
    expect(hit?.keys).toEqual([nameOfRow('amendments', 1)]);
    expect(kinds([amended('2026-03-11', { customs_value_after_minor: 99_999 })])).toEqual(['lowered']);
    expect(kinds([amended('2026-03-11', { customs_value_after_minor: 100_000 })])).toEqual([]);
  });

  test('a row for each field repeats the value: it counts once; what goes over to another item or is set right again is not lost', () => {
    expect(judge([amended('2026-03-11'), amended('2026-03-11')]).hits[0]?.measures['difference']).toBe('-200.00');
    const chain = [amended('2026-03-12', { customs_value_before_minor: 80_000, customs_value_after_minor: 70_000 }), amended('2026-03-11')];
    expect(judge(chain).hits[0]?.measures).toMatchObject({ difference: '-300.00', deviation_percent: '-30' });
    const back = { customs_value_before_minor: 80_000, customs_value_after_minor: 100_000 };
    expect(kinds([amended('2026-03-11'), amended('2026-03-20', back)])).toEqual([]);
    expect(kinds([amended('2026-03-11'), amended('2026-03-11', { ...back, item_no: 2 })])).toEqual([]);
  });

  test('cancelled after the notice, in any of the three languages', () => {
    for (const kind of ['cancelled', 'Аннулирована', 'Күшін жою']) {
      expect(kinds([amended('2026-03-11', { kind, customs_value_after_minor: null })])).toEqual(['cancelled']);
      expect(kinds([amended('2026-03-10', { kind })])).toEqual([]);
    }
  });

  test('more days of amendment than are usual: three are not, four are; fields of one day are one', () => {
    const days = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-07', '2026-01-08'].map((day) => amended(day));
    expect(kinds(days.slice(0, 4))).toEqual([]);
    expect(judge(days).hits[0]?.measures).toMatchObject({ problem: 'many', amendments: '4', rows: '5', to_day: '2026-01-08' });
    expect(kinds(days.map((row, i) => ({ ...row, reg_no: `R-${i}` })))).toEqual([]);
  });

  test('what the authority amended and rows without a day are left out; without a day of notice the verdict says so', () => {
    const rows = [amended('2026-03-11', { initiator: 'Таможенный орган' }), amended(null)];
    expect(judge(rows).hits).toEqual([]);
    expect(excludedBy(judge(rows))).toEqual({ noAmendmentDay: 1, byAuthority: 1 });
    const silent = judge([amended('2026-03-11')], { noticeOn: '' });
    expect(silent.hits).toEqual([]);
    expect(silent.verdict?.key).toBe('test.verdict.with');
    expect(judge([]).hits).toEqual([]);
  });

  test('values that the rows do not say lower nothing', () => {
    expect(kinds([amended('2026-03-11', { customs_value_before_minor: null })])).toEqual([]);
    expect(kinds([amended('2026-03-11', { customs_value_after_minor: null })])).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = Array.from({ length: 24 }, (_, i) =>
      amended(`2026-03-${10 + (i % 7)}`, {
        reg_no: `R-${i % 4}`,
        customs_value_after_minor: 90_000 - i,
        kind: i % 9 === 0 ? 'cancel' : 'x',
      }),
    );
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});
