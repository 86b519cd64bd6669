import { describe, expect, test } from 'vitest';
import { roundAmounts } from '../../../domain/catalogue/patterns/d05-round-amounts.ts';
import { belowThreshold } from '../../../domain/catalogue/patterns/d11-below-threshold.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const posted = (debit_minor: number, counterparty = 'ТОО «Сервис»'): TestRow => ({ debit_minor, counterparty, account: '7210' });
const many = (n: number, amount: (i: number) => number, who?: string): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => posted(amount(i), who));

describe('D05 round amounts', () => {
  const crooked = many(200, (i) => 123_457_89 + i * 7919, 'АО «Прочие»');

  test('a payee of round amounts among others who have none', () => {
    const found = judged(roundAmounts, [...many(6, (i) => 100_000_000 + i * 1_000_000), ...crooked]);
    expect(found.hits[0]?.measures).toMatchObject({ round: '6', rows: '6', payee: 'ТОО «Сервис»', different: '6' });
    expect(found.hits[0]?.keys).toHaveLength(6);
  });

  test('four are too few; one tiyn more is not round', () => {
    expect(judged(roundAmounts, [...many(4, () => 100_000_000), ...crooked]).hits).toEqual([]);
    expect(judged(roundAmounts, [...many(6, () => 100_000_001), ...crooked]).hits).toEqual([]);
  });

  test('where everybody is round nobody stands out', () => {
    const rows = ['А', 'Б', 'В'].flatMap((who) => many(20, (i) => 100_000_000 + i * 1_000_000, who));
    expect(judged(roundAmounts, rows).hits).toEqual([]);
  });

  test('one amount again and again is a rent and scores low', () => {
    expect(judged(roundAmounts, [...many(12, () => 70_000_000), ...crooked]).hits[0]?.score).toBe(20);
  });

  test('shares by step, nothing, and below the step', () => {
    const found = judged(roundAmounts, [posted(100_000), posted(10_000_000), posted(0), posted(1_000_000)]);
    expect(found.stats).toMatchObject({ amounts: '2', divisible: ['2', '2', '1'] });
    expect(excludedBy(found)).toEqual({ noAmount: 1, belowStep: 1 });
    expect(judged(roundAmounts, []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [...many(6, (i) => 100_000_000 + i * 1_000_000), ...crooked];
    expect(judged(roundAmounts, shuffled(rows)).resultHash).toBe(judged(roundAmounts, rows).resultHash);
  });
});

describe('D11 clusters below a threshold', () => {
  const judge = (rows: readonly TestRow[], params = {}) => judged(belowThreshold, rows, { threshold: '1000', ...params });

  test('five below and none above: chance 0.00366 of one expected', () => {
    const [hit] = judge(many(5, (i) => 95_000 + i)).hits;
    expect(hit?.measures).toMatchObject({ below: '5', above: '0', threshold: '1000' });
    // P(X >= 5), X ~ Poisson(1) = 1 - e^-1 (1 + 1 + 1/2 + 1/6 + 1/24)
    expect(Number(hit?.measures['p'])).toBeCloseTo(1 - Math.exp(-1) * (1 + 1 + 1 / 2 + 1 / 6 + 1 / 24), 12);
    expect(judge(many(4, (i) => 95_000 + i)).hits).toEqual([]);
  });

  test('the limits: 0.9 T belongs to it, T does not, 1.1 T counts no more', () => {
    const keysOf = (amounts: readonly number[]) => judge(amounts.map((one) => posted(one))).hits.find((hit) => hit.key === 'all')?.measures;
    expect(keysOf([90_000, 99_999, 90_000, 99_999, 90_000, 110_000, 89_999])).toMatchObject({ below: '5', above: '0' });
    expect(keysOf([90_000, 99_999, 90_000, 99_999, 90_000, 100_000])).toMatchObject({ below: '5', above: '1' });
  });

  test('three times as many is not more than three times', () => {
    const rows = (below: number) => [...many(below, () => 95_000), ...many(10, () => 105_000)];
    expect(judge(rows(30)).hits).toEqual([]);
    expect(judge(rows(31)).hits.map((hit) => hit.key)).toEqual(['all', 'payee:ТОО «Сервис»']);
  });

  test('a payee shows although all rows together do not', () => {
    const rows = [...many(8, () => 95_000), ...many(40, (i) => (i % 2 === 0 ? 95_000 : 105_000), 'АО «Прочие»')];
    expect(judge(rows).hits.map((hit) => hit.key)).toEqual(['payee:ТОО «Сервис»']);
  });

  test('a payee shows on one account although his rents at the threshold hide it over all; what shows over all is said once', () => {
    const on = (account: string, rows: readonly TestRow[]) => rows.map((row) => ({ ...row, account }));
    const others = many(40, (i) => (i % 2 === 0 ? 95_000 : 105_000), 'АО «Прочие»');
    const fees = on(
      '7210',
      many(14, () => 95_000),
    );
    const rents = (n: number) =>
      on(
        '7110',
        many(n, () => 100_000),
      );
    const keys = (n: number) => judge([...fees, ...rents(n), ...others]).hits.map((hit) => hit.key);
    expect(keys(5)).toEqual(['payee:ТОО «Сервис» · 7210']);
    expect(keys(4)).toEqual(['payee:ТОО «Сервис»']);
    expect(judge([...fees, ...rents(5), ...others]).hits[0]?.keys).toHaveLength(14);
  });

  test('without a threshold nothing is judged; nought is no amount', () => {
    expect(
      judge(
        many(9, () => 95_000),
        { threshold: '0' },
      ).hits,
    ).toEqual([]);
    expect(excludedBy(judge([posted(0)]))).toEqual({ noAmount: 1 });
    expect(judge([]).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = many(30, (i) => 94_000 + i);
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});
