import { describe, expect, test } from 'vitest';
import { benfordFigures, conformity, digitsOfKind, expectedShares, leadingDigits } from '../../domain/catalogue/benford.ts';
import { benford } from '../../domain/catalogue/patterns/d04-benford.ts';
import { excludedBy, judged, shuffled } from '../helpers/judging.ts';
import type { TestRow } from '../helpers/population.ts';
import { vectors } from '../helpers/vectors.ts';

const powers = Array.from({ length: 1000 }, (_, k) => 2n ** BigInt(k));
const rows = (amounts: readonly (number | null)[]): readonly TestRow[] => amounts.map((debit_minor) => ({ debit_minor, account: '1330' }));
/** Amounts whose first digits fall as the law says: 1.01^i over four powers of ten, in hundredths. */
const lawful = Array.from({ length: 926 }, (_, i) => Math.round(1000 * 1.01 ** i));

describe('Benford figures', () => {
  test('leading digits are exact up to the largest amount', () => {
    expect([1, 9, 10, 99, 100, 9_007_199_254_740_991].map((x) => leadingDigits(x, 'first'))).toEqual([1, 9, 1, 9, 1, 9]);
    expect([10, 99, 100, 9_999_999_999, 1_000_000_000_000_000].map((x) => leadingDigits(x, 'firstTwo'))).toEqual([10, 99, 10, 99, 10]);
    expect([10, 109, 9_007_199_254_740_991].map((x) => leadingDigits(x, 'second'))).toEqual([0, 0, 0]);
  });

  test('expected shares add up to one', () => {
    for (const kind of ['first', 'second', 'firstTwo'] as const) {
      expect(expectedShares(kind).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });

  describe.skipIf(vectors === null)('vectors (needs ../shared/vectors)', () => {
    const v = vectors?.benford;
    if (v === undefined) return;

    test('powers of two: counts, deviation and chi-square of the first digit', () => {
      const counts = digitsOfKind('first').map((d) => powers.filter((x) => x.toString().startsWith(String(d))).length);
      expect(counts).toEqual(v.pow2_0_999_first);
      const figures = benfordFigures(counts, 'first');
      expect(figures.mad).toBeCloseTo(v.mad1, 6);
      expect(figures.chiSquare).toBeCloseTo(v.chi2, 4);
      expect(conformity(figures.mad, 'first')).toBe('close');
    });

    test('powers of two from 16: first two digits', () => {
      const counts = digitsOfKind('firstTwo').map((d) => powers.slice(4).filter((x) => x.toString().startsWith(String(d))).length);
      const figures = benfordFigures(counts, 'firstTwo');
      expect(figures.n).toBe(v.f2d_n);
      expect(figures.mad).toBeCloseTo(v.f2d_mad, 6);
      expect(figures.chiSquare).toBeCloseTo(v.f2d_chi2, 4);
    });

    test('equal shares do not conform', () => {
      const figures = benfordFigures(
        digitsOfKind('first').map(() => 100),
        'first',
      );
      expect(figures.mad).toBeCloseTo(v.uniform_mad1, 6);
      expect(conformity(figures.mad, 'first')).toBe('nonconformity');
    });

    test('Z of one digit', () => {
      for (const [digit, count, n, z] of v.z) {
        const counts = digitsOfKind('first').map((d) => (d === digit ? count : 0));
        counts[digit === 1 ? 8 : 0] = n - count;
        expect(benfordFigures(counts, 'first').digits.find((d) => d.digits === digit)?.z).toBeCloseTo(z, 4);
      }
    });
  });
});

describe('D04 Benford', () => {
  test('lawful amounts conform and no digit stands out', () => {
    const found = judged(benford, rows(lawful));
    expect(found.verdict?.key).toBe('test.D04.verdict.close');
    expect(found.hits).toEqual([]);
    expect(found.stats['n']).toBe('926');
  });

  test('a limit that payments keep under is found, with source rows', () => {
    const found = judged(benford, rows([...lawful, ...Array.from({ length: 150 }, (_, i) => 48_000_000 + i)]));
    const four = found.hits.find((h) => h.key === 'first:4');
    expect(four?.measures['rows']).toBe(String(150 + lawful.filter((x) => String(x).startsWith('4')).length));
    expect(four?.keys).toHaveLength(20);
    expect(four?.explanation.key).toBe('test.D04.hit.first.more');
  });

  test('too few amounts are named, not judged; the limit itself is enough', () => {
    const few = judged(benford, rows(lawful.slice(0, 299)));
    expect(few.verdict).toEqual({ key: 'test.D04.verdict.insufficient', args: { n: 299, required: 300 } });
    expect(few.hits).toEqual([]);
    expect(judged(benford, rows(lawful.slice(0, 300))).verdict?.key).not.toBe('test.D04.verdict.insufficient');
    expect(judged(benford, rows(lawful), { digits: 'firstTwo' }).verdict).toEqual({
      key: 'test.D04.verdict.insufficient',
      args: { n: 926, required: 1000 },
    });
    expect(judged(benford, []).verdict?.key).toBe('test.D04.verdict.insufficient');
  });

  test('empty, zero and negative amounts: the first two are counted, signs do not matter', () => {
    const found = judged(benford, rows([null, 0, ...lawful.map((x) => -x)]));
    expect(excludedBy(found)).toEqual({ noAmount: 1, zero: 1 });
    expect(found.stats).toEqual({ ...judged(benford, rows(lawful)).stats });
  });

  test('two digits are looked at from ten whole units on', () => {
    const found = judged(benford, rows([999, 1000, ...lawful.slice(0, 400)]), { digits: 'second' });
    expect(excludedBy(found)).toEqual({ belowTen: 1 });
  });

  test('equal amounts are judged and the reader is warned', () => {
    const found = judged(benford, rows(Array.from({ length: 400 }, () => 50_000)));
    const text = JSON.stringify(found.verdict);
    expect(text).toContain('test.D04.verdict.nonconformity');
    expect(text).toContain('test.D04.warn.repeated');
    expect(text).toContain('test.D04.warn.narrow');
    expect(text).not.toContain('NaN');
  });

  test('the order of the rows changes neither the result nor the sampled rows', () => {
    const all = rows([...lawful, ...Array.from({ length: 150 }, (_, i) => 48_000_000 + i)]);
    expect(judged(benford, shuffled(all)).resultHash).toBe(judged(benford, all).resultHash);
  });
});
