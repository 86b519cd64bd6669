import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import {
  attributeSize,
  attributeSizeFinite,
  attributeSizePoisson,
  mostBad,
  rateInterval,
  upperRate,
} from '../../domain/sampling/attribute.ts';
import { neyman } from '../../domain/sampling/allocation.ts';
import { confidenceFactor, drawMus, intervalOf, planMus, poissonFactor } from '../../domain/sampling/mus.ts';
import { drawingOrder } from '../../domain/sampling/random.ts';
import { rounded, stringerBound, stringerShare } from '../../domain/sampling/stringer.ts';
import { differenceEstimate, ratioEstimate } from '../../domain/sampling/variables.ts';
import { samplingVectors as vectors } from '../helpers/vectors.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(vectors === null)('numbers that must come out of sampling', () => {
  const of = vectors as NonNullable<typeof vectors>;

  it.each(Object.entries(of.attr_binom))('attribute sizes at %s', (key, sizes) => {
    const [cl = '', expected = ''] = key.split('|');
    for (const [tolerable, [n, k]] of Object.entries(sizes))
      expect({ tolerable, ...attributeSize({ cl, tolerable, expected }) }).toEqual({ tolerable, n, k });
  });

  it.each(Object.entries(of.attr_pois_95))('attribute sizes by Poisson, %s expected', (expected, sizes) => {
    for (const [tolerable, [n, k]] of Object.entries(sizes))
      expect(attributeSizePoisson({ cl: '0.95', tolerable, expected })).toEqual({ n, k });
  });

  it.each(Object.entries(of.attr_hyper))('attribute sizes of a finite population, %s', (key, [n, k]) => {
    const { N = '', cl = '', tdr = '', edr = '' } = Object.fromEntries(key.split(',').map((part) => part.split('=') as [string, string]));
    expect(attributeSizeFinite({ cl, tolerable: tdr, expected: edr }, Number(N))).toEqual({ n, k });
  });

  it.each(Object.entries(of.attr_upper))('upper limit of the rate, %s', (key, limit) => {
    const { n, k, cl = '' } = Object.fromEntries(key.split(',').map((part) => part.split('=') as [string, string]));
    expect(upperRate({ n: Number(n), k: Number(k) }, cl)).toBeCloseTo(limit, 6);
  });

  it.each(Object.entries(of.attr_twosided_95))('two-sided interval, %s', (key, [lower, upper]) => {
    const { n, k } = Object.fromEntries(key.split(',').map((part) => part.split('=') as [string, string]));
    const interval = rateInterval({ n: Number(n), k: Number(k) }, '0.95');
    expect(interval.lower).toBeCloseTo(lower, 6);
    expect(interval.upper).toBeCloseTo(upper, 6);
  });

  it.each(Object.entries(of.hyper_upper))('most deviating items, %s', (key, bad) => {
    const { N, n, k, cl = '' } = Object.fromEntries(key.split(',').map((part) => part.split('=') as [string, string]));
    expect(mostBad({ n: Number(n), k: Number(k) }, Number(N), cl.startsWith('.') ? `0${cl}` : cl)).toBe(bad);
  });

  it.each(Object.entries(of.poisson_factors))('Poisson factors at %s', (cl, factors) => {
    factors.forEach((factor, k) => expect(poissonFactor(k, Number(cl))).toBeCloseTo(factor, 3.9));
  });

  it.each(Object.entries(of.mus_cf))('confidence factors at %s', (cl, factors) => {
    for (const [share, factor] of Object.entries(factors))
      expect(Math.abs(confidenceFactor(Number(share), Number(cl)) - factor)).toBeLessThan(0.000_051);
  });

  it.each(of.mus_plan)('monetary-unit plan %o', ({ bv, tm, em, cl, cf, n, J }) => {
    const size = planMus({ book: String(bv), tolerable: String(tm), expected: String(em), cl: String(cl) });
    expect({ ...size, factor: size.factor.toFixed(4) }).toEqual({ factor: cf.toFixed(4), n, interval: BigInt(J) });
  });

  it.each(of.mus_eval)("Stringer's bound %o", ({ J, cl, taints, top, ml, inc, upper, bp }) => {
    const bound = stringerBound({ interval: J, cl: String(cl), taints, top });
    expect(rounded(bound.upper, 2)).toBe(upper.toFixed(2));
    expect(rounded(bound.projected, 2)).toBe(ml.toFixed(2));
    expect(rounded(bound.incremental, 2)).toBe(inc.toFixed(2));
    if (bp !== undefined) expect(rounded(bound.basic, 2)).toBe(bp.toFixed(2));
  });

  it('the same seed draws the same items, and the same monetary units', () => {
    const { seed, hashRank, mus } = of.sampling_seed;
    const keys = mus.values.map((_, i) => `D${String(i + 1).padStart(2, '0')}`);
    expect(drawingOrder(keys, { seed, sha256 }).slice(0, 8)).toEqual(hashRank.first8);
    const frame = keys.map((key, i) => ({ key, size: BigInt(mus.values[i] ?? 0) }));
    expect(intervalOf(frame, mus.n)).toBe(BigInt(mus.J));
    const drawn = drawMus(frame, BigInt(mus.J), { seed, sha256 });
    expect(drawn.start).toBe(BigInt(mus.start));
    expect(drawn.top).toEqual(mus.top);
    expect(drawn.hits.map(({ key }) => key)).toEqual(mus.hits);
    expect(drawn.hits.map(({ at }) => Number(at))).toEqual([2215287, 8379787, 14544287, 20708787, 26873287]);
  });
});

describe('numbers of the specification that no vector file holds', () => {
  it('sizes by whole numbers, not by floating point', () => {
    expect(attributeSize({ cl: '0.90', tolerable: '0.05', expected: '0.035' })).toEqual({ n: 400, k: 14 });
    expect(attributeSizeFinite({ cl: '0.95', tolerable: '0.07', expected: '0' }, 100)).toEqual({ n: 34, k: 0 });
  });

  it('sizes of a finite population with one per cent expected', () => {
    const sizes = [50, 100, 200, 500, 1000, 5000].map((N) => attributeSizeFinite({ cl: '0.95', tolerable: '0.05', expected: '0.01' }, N).n);
    expect(sizes).toEqual([43, 65, 78, 87, 90, 93]);
  });

  it("Stringer's bound at 90 %, and by the binomial distribution", () => {
    const bound = stringerBound({ interval: 50_000, cl: '0.90', taints: [0.5, 0.25, 0.1], top: 0 });
    expect([bound.basic, bound.projected, bound.incremental, bound.upper].map((value) => rounded(value, 2))).toEqual([
      '115129.25',
      '42500.00',
      '21878.19',
      '179507.45',
    ]);
    expect(rounded(stringerShare(93, [0.25, 0.5], '0.95') * 5_000_000, 2)).toBe('224427.22');
  });

  it('a difference that is not precise enough, a ratio that is', () => {
    const items = [
      [1200, 1310],
      [800, 880],
      [950, 1060],
      [400, 438],
      [1500, 1672],
      [700, 770],
      [660, 722],
      [1100, 1221],
      [300, 333],
      [870, 951],
      [1010, 1122],
      [540, 590],
    ].map(([declared = 0, audited = 0]) => ({ declared, audited }));
    const difference = differenceEstimate(items, { population: 300, total: 245_000 }, '0.95');
    expect([difference.estimate, difference.standardError, difference.lower].map((value) => rounded(value, 4))).toEqual([
      '25975.0000',
      '3408.2494',
      '19854.1767',
    ]);
    expect(rounded(difference.t, 6)).toBe('1.795885');
    expect([rounded((difference.precision ?? 0) * 100, 2), difference.project]).toEqual(['23.56', 'lower']);
    const ratio = ratioEstimate(items, { population: 300, total: 245_000 }, '0.95');
    expect([ratio.estimate, ratio.standardError, ratio.lower].map((value) => rounded(value, 4))).toEqual([
      '25379.3619',
      '771.0736',
      '23994.6026',
    ]);
    expect([rounded(ratio.ratio, 6), rounded((ratio.precision ?? 0) * 100, 2), ratio.project]).toEqual(['0.103589', '5.46', 'point']);
  });

  it('an estimate whose lower limit lies below zero is not projected', () => {
    const wrong = new Map([
      [80, 95],
      [400, 460],
      [220, 253],
    ]);
    const items = [100, 250, 80, 400, 150, 90, 310, 220, 500, 60].map((declared) => ({
      declared,
      audited: wrong.get(declared) ?? declared,
    }));
    const estimate = differenceEstimate(items, { population: 200, total: 42_000 }, '0.95');
    expect([rounded(estimate.estimate, 2), rounded(estimate.standardError, 4), rounded(estimate.lower, 2), estimate.project]).toEqual([
      '2160.00',
      '1257.9030',
      '-145.88',
      'none',
    ]);
  });

  it("Neyman's allocation, with full and small strata", () => {
    const strata = (sizes: readonly number[], spreads: readonly number[]) =>
      sizes.map((population, i) => ({ population, spread: spreads[i] ?? 0 }));
    expect(neyman(strata([500, 200, 50], [10, 40, 200]), 60)).toEqual([13, 21, 26]);
    expect(neyman(strata([10, 100], [1e6, 0]), 11)).toEqual([9, 2]);
    expect(neyman(strata([5, 100], [1e6, 1e-9]), 50)).toEqual([5, 45]);
    expect(neyman(strata([5, 100], [1, 0]), 50)).toEqual([5, 45]);
    expect(neyman(strata([1, 3, 4], [0, 0, 0]), 8)).toEqual([1, 3, 4]);
  });
});
