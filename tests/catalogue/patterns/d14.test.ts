import { describe, expect, test } from 'vitest';
import { addDays } from '../../../domain/calendar/day.ts';
import { brokers } from '../../../domain/catalogue/patterns/d14-brokers.ts';
import type { Day } from '../../../domain/model/scalars.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { declared } from '../samples/sample.ts';

/** Consignments one a day: broker (or none) and value each. */
const series = (list: readonly (readonly [declarant: string | null, value: number])[], more: TestRow = {}): readonly TestRow[] =>
  list.map(([declarant, customs_value_minor], i) =>
    declared(`R-${i}`, { reg_date: addDays('2026-01-05' as Day, i), declarant, customs_value_minor, ...more }),
  );
const times = (n: number, broker: string | null, value: number) => Array.from({ length: n }, () => [broker, value] as const);
const judge = (rows: readonly TestRow[], params = {}) => judgedWith(brokers, { rows, params });
const kinds = (rows: readonly TestRow[], params = {}) => judge(rows, params).hits.map((hit) => hit.measures['problem']);

describe('D14 brokers and offices', () => {
  test('after a change of the broker the same goods are declared lower: by a fifth is none, by one tiyn more is', () => {
    expect(kinds(series([...times(3, 'A', 400_000), ...times(3, 'B', 320_000)]))).toEqual([]);
    const [hit, ...rest] = judge(series([...times(3, 'A', 400_000), ...times(3, 'B', 319_999)])).hits;
    expect(rest).toEqual([]);
    expect(hit?.measures).toMatchObject({
      problem: 'brokerChange',
      place: 'B',
      place_before: 'A',
      day: '2026-01-08',
      median_before: '400',
    });
    expect(hit?.keys).toHaveLength(6);
    expect(kinds(series([...times(3, 'A', 300_000), ...times(3, 'B', 400_000)]))).toEqual([]);
  });

  test('three consignments on either side are asked for, none further away than the days', () => {
    expect(kinds(series([...times(2, 'A', 400_000), ...times(4, 'B', 100_000)]))).toEqual([]);
    const rows = series([...times(3, 'A', 400_000), ...times(3, 'B', 100_000)]);
    expect(kinds(rows, { days: '3' })).toEqual(['brokerChange']);
    expect(kinds(rows, { days: '2' })).toEqual([]);
  });

  test('the office counts as the broker does; one who goes to and fro between two has changed neither', () => {
    const rows = series([...times(3, null, 400_000), ...times(3, null, 100_000)]);
    expect(kinds(rows.map((row, i) => ({ ...row, office_code: i < 3 ? '55301' : '55302' })))).toEqual(['officeChange']);
    const both = series(Array.from({ length: 8 }, (_, i) => [i % 2 === 0 ? 'A' : 'B', i < 4 ? 400_000 : 300_000]));
    expect(kinds(both)).toEqual([]);
    expect(kinds(series([...times(3, 'A', 400_000), ...times(3, 'А', 100_000)]))).toEqual([]);
  });

  test('low values that gather with one broker', () => {
    const mixed = (low: number) =>
      Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? (['B', i / 3 < low ? 100_000 : 400_000] as const) : (['A', 400_000] as const)));
    const [hit] = judge(series(mixed(5))).hits;
    expect(hit?.measures).toMatchObject({ problem: 'brokerLow', place: 'B', declarations: '20', below: '5', expected_rows: '1.0' });
    expect(hit?.keys[0]).toBe(nameOfRow('declarations', 1));
    // four against one expected come by chance once in fifty times
    expect(kinds(series(mixed(4)))).toEqual([]);
    expect(kinds(series(times(30, 'B', 400_000).map(([who, value], i) => [who, i < 5 ? 100_000 : value])))).toEqual([]);
  });

  test('items of one declaration are one consignment; other goods, origins and units are apart', () => {
    const rows = series([...times(2, 'A', 400_000), ...times(2, 'B', 100_000)]);
    expect(kinds([...rows, ...rows.map((row) => ({ ...row, item_no: 2 }))])).toEqual([]);
    const other = series([...times(3, 'A', 400_000), ...times(3, 'B', 100_000)]);
    expect(kinds(other.map((row, i) => (i < 3 ? row : { ...row, origin_country: 'IT' })))).toEqual([]);
  });

  test('missing figures are left out with the reason; no rows and equal values say nothing', () => {
    const odd = [{ customs_value_minor: 0 }, { reg_date: null }, { supp_qty_e6: null, net_g: null }, {}].map((more) => declared('A', more));
    expect(excludedBy(judge(odd))).toEqual({ noValue: 1, noDay: 1, noQuantity: 1, fewInGroup: 1 });
    expect(judge([]).hits).toEqual([]);
    expect(kinds(series([...times(6, 'A', 400_000), ...times(6, 'B', 400_000)]))).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = series([...times(9, 'A', 400_000), ...times(9, 'B', 100_000), ...times(9, 'C', 90_000)]);
    const twice = [...rows, ...rows.map((row, i) => ({ ...row, item_no: 2, declarant: i % 2 === 0 ? null : 'D' }))];
    expect(judge(shuffled(twice)).resultHash).toBe(judge(twice).resultHash);
    expect(judge(rows).hits.length).toBeGreaterThan(0);
  });
});
