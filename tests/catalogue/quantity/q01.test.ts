import { describe, expect, test } from 'vitest';
import { grossNet } from '../../../domain/catalogue/quantity/q01-gross-net.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const line = (gross: number | null, net: number | null, more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  hs_code: '8518309500',
  gross_g: gross,
  net_g: net,
  ...more,
});
const many = (n: number): readonly TestRow[] => Array.from({ length: n }, (_, i) => line(1000 + i, 900));
const problems = (rows: readonly TestRow[], params = {}): unknown =>
  judged(grossNet, rows, params).hits.map((h) => h.measures['weight_problem']);

describe('Q01 gross and net weight', () => {
  test('gross below net by a gram is impossible, equal is unusual, a gram above is right', () => {
    expect(problems([line(1000, 1001)])).toEqual(['below']);
    expect(problems([line(1000, 1000)])).toEqual(['equal']);
    expect(problems([line(1001, 1000)])).toEqual([]);
  });

  test('goods without packing weigh the same both ways and are no hit, yet gross below net is', () => {
    const coal = { hs_code: '2701120000' };
    const found = judged(grossNet, [line(1000, 1000, coal), line(999, 1000, coal)]);
    expect(found.hits.map((h) => h.measures['weight_problem'])).toEqual(['below']);
    expect(excludedBy(found)).toEqual({ bulk: 1 });
  });

  test('a share far from the others of its code is shown, with the median that it is held against', () => {
    const [hit] = judged(grossNet, [...many(9), line(1000, 300)]).hits;
    expect(hit?.measures).toMatchObject({ weight_problem: 'share', net_share_percent: '30', peers: '10' });
    expect(hit?.explanation.args).toMatchObject({ peers: 10 });
  });

  test('shares that differ by less than the least distance are no hit, however alike the others are', () => {
    const same = Array.from({ length: 20 }, () => line(1000, 900));
    expect(problems([...same, line(1000, 851)])).toEqual([]);
    expect(problems([...same, line(1000, 849)])).toEqual(['share']);
  });

  test('codes with fewer lines are not compared, and the verdict says so', () => {
    expect(problems([...many(6), line(1000, 300)])).toEqual([]);
    const found = judged(grossNet, [...many(6), line(1000, 300)]);
    expect(found.stats['without_peers']).toBe('7');
    expect(found.verdict?.key).toBe('test.verdict.with');
    expect(problems([...many(7), line(1000, 300)])).toEqual(['share']);
  });

  test('weights that are missing or nought are counted, all-equal shares divide by nothing', () => {
    expect(excludedBy(judged(grossNet, [line(null, 1), line(1, null), line(0, 0)]))).toEqual({ noWeight: 3 });
    expect(problems(Array.from({ length: 12 }, () => line(1000, 900)))).toEqual([]);
    expect(judged(grossNet, []).verdict).toEqual({ key: 'test.Q01.verdict.right', args: { n: 0 } });
  });

  test('the order of the rows changes nothing', () => {
    const rows = [...many(9), line(1000, 300), line(5, 6), line(7, 7)];
    expect(judged(grossNet, shuffled(rows)).resultHash).toBe(judged(grossNet, shuffled(shuffled(rows))).resultHash);
  });
});
