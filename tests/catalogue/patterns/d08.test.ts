import { describe, expect, test } from 'vitest';
import { splitShipments } from '../../../domain/catalogue/patterns/d08-split-shipments.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const line = (reg: string, day: string, value: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  reg_date: day,
  consignor: 'Shenzhen AeroTone Audio Co., Ltd',
  consignee: 'ТОО «Жібек Сауда»',
  customs_value_minor: value,
  ...more,
});
const judge = (rows: readonly TestRow[], params = {}) => judged(splitShipments, rows, { threshold: '1000', windowDays: '3', ...params });

describe('D08 split shipments', () => {
  test('two below the threshold, one tiyn above it together', () => {
    const found = judge([line('A', '2026-01-05', 50_000), line('B', '2026-01-08', 50_001)]);
    expect(found.hits[0]?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('declarations', 2)]);
    expect(found.hits[0]?.measures).toMatchObject({ declarations: '2', amount: '1000.01', most: '500.01', threshold: '1000' });
  });

  test('exactly the threshold together, or a day more between them, is no hit', () => {
    expect(judge([line('A', '2026-01-05', 50_000), line('B', '2026-01-08', 50_000)]).hits).toEqual([]);
    expect(judge([line('A', '2026-01-05', 50_000), line('B', '2026-01-09', 50_001)]).hits).toEqual([]);
  });

  test('a declaration at the threshold is not below it; its items count together', () => {
    const found = judge([line('A', '2026-01-05', 50_000), line('A', '2026-01-05', 50_000), line('B', '2026-01-05', 99_999)]);
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ notBelow: 2 });
  });

  test('another sender or receiver begins another group; another spelling does not', () => {
    const rows = (more: TestRow) => [line('A', '2026-01-05', 60_000), line('B', '2026-01-05', 60_000, more)];
    expect(judge(rows({ consignor: 'Yiwu Homeline' })).hits).toEqual([]);
    expect(judge(rows({ consignee: 'ТОО «Другое»' })).hits).toEqual([]);
    expect(judge(rows({ consignor: 'SHENZHEN AEROTONE AUDIO CO LTD' })).hits).toHaveLength(1);
  });

  test('without a threshold nothing is judged, and that is said', () => {
    const found = judge([line('A', '2026-01-05', 1)], { threshold: '0' });
    expect(found.verdict?.key).toBe('test.verdict.with');
    expect(found.hits).toEqual([]);
  });

  test('a value or sender that is missing is counted, and its declaration is below nothing', () => {
    const rows = [
      line('A', '2026-01-05', null),
      line('A', '2026-01-05', 60_000),
      line('B', '2026-01-05', 60_000),
      line('C', '2026-01-05', 1, { consignor: null }),
    ];
    expect(judge(rows).hits).toEqual([]);
    expect(excludedBy(judge(rows))).toEqual({ noValue: 1, noSender: 1 });
    expect(judge([]).hits).toEqual([]);
  });

  test('as many declarations are named as a comparison of all windows finds, in any order', () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      line(`R${i}`, `2026-01-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`, 20_000 + ((i * 7919) % 60_000)),
    );
    const dayOf = (row: TestRow): number => Number(String(row['reg_date']).slice(-2));
    const inWindow = new Set<string>();
    for (let from = 1; from <= 28; from += 1) {
      const inside = rows.filter((row) => dayOf(row) >= from && dayOf(row) <= from + 3);
      const sum = inside.reduce((all, row) => all + Number(row['customs_value_minor']), 0);
      if (inside.length > 1 && sum > 100_000) for (const row of inside) inWindow.add(nameOfRow('declarations', rows.indexOf(row) + 1));
    }
    const found = judge(rows);
    expect(new Set(found.hits.flatMap((hit) => hit.keys))).toEqual(inWindow);
    expect(judge(shuffled(rows)).resultHash).toBe(found.resultHash);
  });
});
