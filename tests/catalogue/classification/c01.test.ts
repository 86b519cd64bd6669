import { describe, expect, test } from 'vitest';
import { manyCodes } from '../../../domain/catalogue/classification/c01-many-codes.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const line = (code: string | null, more: TestRow = {}): TestRow => ({
  hs_code: code,
  article: 'AT-1',
  brand: 'Aurora',
  description: 'wireless headphones',
  duty_rate: '10%',
  ...more,
});
const many = (n: number): readonly TestRow[] => Array.from({ length: n }, () => line('8518309500'));

describe('C01 one article, many codes', () => {
  test('the line under the rarer code stands first, and more where the rates differ', () => {
    const found = judged(manyCodes, [...many(60), line('8518909800', { duty_rate: '6%' })]);
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.keys[0]).toContain(':61');
    expect(found.hits[0]?.keys).toHaveLength(50);
    expect(found.hits[0]?.measures).toMatchObject({ codes: '8518309500 (60); 8518909800 (1)', rare_lines: '1', duty_rates: '10%; 6%' });
    const same = judged(manyCodes, [...many(60), line('8518909800')]);
    expect(found.hits[0]?.score).toBeGreaterThan(same.hits[0]?.score ?? 100);
  });

  test('spaces in a code or an article are no difference, another brand is', () => {
    expect(judged(manyCodes, [line('8518 30 950 0'), line('8518309500', { article: 'at 1' })]).hits).toEqual([]);
    expect(judged(manyCodes, [line('8518309500'), line('8518909800', { brand: 'Borealis' })]).hits).toEqual([]);
  });

  test('a description of twenty letters and digits stands for the article, one of nineteen does not', () => {
    const rows = (text: string): readonly TestRow[] =>
      ['8518309500', '8518909800'].map((code) => line(code, { article: null, description: text }));
    expect(judged(manyCodes, rows('a'.repeat(20))).hits).toHaveLength(1);
    expect(excludedBy(judged(manyCodes, rows('a'.repeat(19))))).toEqual({ noArticle: 2 });
  });

  test('no rows, one row, rows without a code and their order', () => {
    expect(judged(manyCodes, []).hits).toEqual([]);
    expect(judged(manyCodes, many(1)).hits).toEqual([]);
    expect(excludedBy(judged(manyCodes, [line(null)]))).toEqual({ noCode: 1 });
    const rows = [...many(5), line('8518909800'), line('8518909700')];
    expect(judged(manyCodes, shuffled(rows)).resultHash).toBe(judged(manyCodes, rows).resultHash);
  });
});
