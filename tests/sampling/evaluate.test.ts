import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HashBytes } from '../../domain/model/scalars.ts';
import { designSample } from '../../domain/sampling/design.ts';
import type { SampleDesign, SampleParams } from '../../domain/sampling/design.ts';
import { drawSample } from '../../domain/sampling/draw.ts';
import type { DrawnItem } from '../../domain/sampling/draw.ts';
import { evaluateSample } from '../../domain/sampling/evaluate.ts';
import type { ItemResult } from '../../domain/sampling/evaluate.ts';
import { frameHash, inFrameOrder } from '../../domain/sampling/frame.ts';
import type { FrameItem } from '../../domain/sampling/frame.ts';

const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');
const usual: SampleParams = {
  method: 'attribute',
  cl: '0.95',
  tolerable: '0.05',
  expected: '0',
  distribution: 'binomial',
  direction: 'understatement',
  n: null,
  above: null,
};
const scale = { digits: 2 };
const itemsOf = (sizes: readonly number[]): readonly FrameItem[] =>
  sizes.map((size, i) => ({ key: `D${String(i + 1).padStart(2, '0')}`, size: BigInt(size), stratum: '' }));
const none: SampleDesign = { n: 0, certain: 0, accepted: null, interval: null, factor: null, strata: [] };
const drawnOf = (items: readonly FrameItem[], why: DrawnItem['why'] = 'drawn'): readonly DrawnItem[] =>
  items.map((item) => ({ ...item, why, at: null }));
const result = (key: string, audited: bigint | null, deviation = false): ItemResult => ({ key, state: 'examined', audited, deviation });

const d = [
  1250000, 480000, 3100000, 75000, 960000, 15200000, 640000, 2210000, 333000, 5400000, 128000, 870000, 1990000, 7050000, 410000, 56000,
  2875000, 1340000, 699000, 4250000,
];

describe('a frame', () => {
  test('has the same hash in whatever order its items came, and another one for another size or stratum', () => {
    const items = itemsOf(d);
    const hash = frameHash(inFrameOrder(items), sha256);
    expect(frameHash(inFrameOrder(items.toReversed()), sha256)).toBe(hash);
    expect(frameHash(inFrameOrder(items.map((one, i) => (i === 3 ? { ...one, size: 1n } : one))), sha256)).not.toBe(hash);
    expect(frameHash(inFrameOrder(items.map((one, i) => (i === 3 ? { ...one, stratum: 'x' } : one))), sha256)).not.toBe(hash);
  });
});

describe('a draw', () => {
  test('by monetary units gives the vector: top D06 and D14, five hits from 2,215,287 on', () => {
    const params = { ...usual, method: 'mus' as const };
    const design = { ...none, n: 8, interval: '6164500' };
    const drawn = drawSample(inFrameOrder(itemsOf(d)), { params, design, scale, chance: { seed: 'KZ-2026-0001', sha256 } });
    expect(drawn.map(({ key, why, at }) => `${key} ${why} ${at ?? ''}`.trim())).toEqual([
      'D06 certain',
      'D14 certain',
      'D03 drawn 2215287',
      'D08 drawn 8379787',
      'D11 drawn 14544287',
      'D17 drawn 20708787',
      'D20 drawn 26873287',
    ]);
  });

  test('by seed gives the vector, and more of it begins with it', () => {
    const of = {
      params: { ...usual, method: 'random' as const, n: 8 },
      design: { ...none, n: 8 },
      scale,
      chance: { seed: 'KZ-2026-0001', sha256 },
    };
    const keys = (n: number | null): readonly string[] => drawSample(inFrameOrder(itemsOf(d)), of, n).map(({ key }) => key);
    expect(keys(null)).toEqual(['D05', 'D08', 'D01', 'D17', 'D20', 'D06', 'D03', 'D13']);
    expect(keys(12).slice(0, 8)).toEqual(keys(null));
  });

  test('items above a limit are examined in any case and never drawn beside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 30, maxLength: 80 }),
        fc.string({ minLength: 8, maxLength: 20 }),
        (sizes, seed) => {
          const params: SampleParams = { ...usual, method: 'random', n: 10, above: '50000' };
          const items = inFrameOrder(itemsOf(sizes));
          const design = designSample(items, params, scale);
          const drawn = drawSample(items, { params, design, scale, chance: { seed, sha256 } });
          const keys = drawn.map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          expect(drawn.filter(({ why }) => why === 'certain').length).toBe(sizes.filter((size) => size >= 5_000_000).length);
          expect(keys.length).toBe(design.n + design.certain);
        },
      ),
    );
  });

  test('by monetary units every item is drawn as often as its size says, over ten thousand seeds', () => {
    const items = inFrameOrder(itemsOf([100, 200, 300, 400, 500, 600, 900]));
    const params = { ...usual, method: 'mus' as const };
    const design = { ...none, n: 3, interval: '1000' };
    const hits = new Map<string, number>();
    const seeds = 10_000;
    for (let i = 0; i < seeds; i += 1) {
      for (const { key } of drawSample(items, { params, design, scale, chance: { seed: `seed-${i}`, sha256 } }))
        hits.set(key, (hits.get(key) ?? 0) + 1);
    }
    for (const { key, size } of items) {
      const p = Number(size) / 1000;
      const bound = 4.5 * Math.sqrt((p * (1 - p)) / seeds);
      expect(Math.abs((hits.get(key) ?? 0) / seeds - p)).toBeLessThan(bound);
    }
  });
});

describe('an evaluation', () => {
  test('of monetary units gives 234,911.06: taints .5 and .25, 6,000 in the top stratum', () => {
    const params: SampleParams = { ...usual, method: 'mus', tolerable: '250000', direction: 'overstatement' };
    const drawn = [...drawnOf(itemsOf([1000_00, 400_00, 900_00])), ...drawnOf([{ key: 'T', size: 80_000_00n, stratum: '' }], 'certain')];
    const results = [result('D01', 500_00n), result('D02', 300_00n), result('D03', 900_00n), result('T', 74_000_00n)];
    const design = { ...none, n: 93, certain: 1, interval: '5376300' };
    const told = evaluateSample({ params, design, scale, items: drawn, results, population: 4, total: 0n });
    expect(told.figures).toMatchObject({
      overBasic: '161059.55',
      overProjected: '40322.25',
      overIncremental: '27529.26',
      overCertain: '6000.00',
      overUpper: '234911.06',
      underErrors: 0,
    });
    expect(told.suggested).toBe('accept');
  });

  test('never sets what was declared too much against what was declared too little', () => {
    const params: SampleParams = { ...usual, method: 'mus', tolerable: '100' };
    const of = {
      params,
      design: { ...none, n: 2, interval: '100000' },
      scale,
      items: drawnOf(itemsOf([1000, 1000])),
      population: 2,
      total: 2000n,
    };
    const told = evaluateSample({ ...of, results: [result('D01', 500n), result('D02', 1500n)] });
    expect(told.figures).toMatchObject({ underErrors: 1, overErrors: 1, underProjected: '500.00', overProjected: '500.00' });
  });

  test('an understatement above the item is cut and said', () => {
    const params: SampleParams = { ...usual, method: 'mus', tolerable: '100' };
    const told = evaluateSample({
      params,
      design: { ...none, n: 1, interval: '100000' },
      scale,
      items: drawnOf(itemsOf([100])),
      results: [result('D01', 300n)],
      population: 1,
      total: 100n,
    });
    expect(told.warnings).toContain('taint_above_one');
    expect(told.figures['underProjected']).toBe('1000.00');
  });

  test('of variables gives vector 1: the ratio is more precise, and is what counts', () => {
    const pairs = [
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
    ];
    const params: SampleParams = { ...usual, method: 'random', n: 12, tolerable: '30000' };
    const told = evaluateSample({
      params,
      design: { ...none, n: 12 },
      scale,
      items: drawnOf(itemsOf(pairs.map(([declared = 0]) => declared * 100))),
      results: pairs.map(([, audited = 0], i) => result(`D${String(i + 1).padStart(2, '0')}`, BigInt(audited * 100))),
      population: 300,
      total: 24_500_000n,
    });
    expect(told.figures).toMatchObject({
      differenceEstimate: '25975.00',
      differenceStandardError: '3408.25',
      differenceLower: '19854.18',
      ratio: '0.103589',
      ratioEstimate: '25379.36',
      ratioStandardError: '771.07',
      ratioLower: '23994.60',
      ratioProject: 'point',
    });
  });

  test('an item that cannot be examined is a deviation; what is not examined yet is nothing', () => {
    const of = {
      params: usual,
      design: { ...none, n: 3, accepted: 0 },
      scale,
      items: drawnOf(itemsOf([1, 1, 1])),
      population: 100,
      total: 0n,
    };
    const told = evaluateSample({
      ...of,
      results: [{ key: 'D01', state: 'unexaminable', audited: null, deviation: false }, result('D02', null)],
    });
    expect(told.figures).toMatchObject({ drawn: 2, deviations: 1, unexaminable: 1 });
    expect(told.warnings).toEqual(['not_all_examined', 'unexaminable']);
    expect(evaluateSample({ ...of, results: [] }).figures).toMatchObject({ drawn: 0, rate: null, upper: '1.000000' });
  });
});

describe('a design', () => {
  test.each([
    [{ method: 'random' as const }, 'n'],
    [{ method: 'attribute' as const, tolerable: '0' }, 'tolerable'],
    [{ method: 'mus' as const, tolerable: '0.001' }, 'tolerable'],
    [{ method: 'random' as const, n: 0 }, 'n'],
  ])('%j is refused at %s', (given, at) => {
    expect(() => designSample(itemsOf([100, 200]), { ...usual, ...given }, scale)).toThrow(
      expect.objectContaining({ code: 'sample_invalid', at }),
    );
  });

  test('of a frame that is all above the limit draws nothing: everything is examined', () => {
    expect(designSample(itemsOf([500, 600]), { ...usual, above: '1' }, scale)).toMatchObject({ n: 0, certain: 2 });
  });

  test('a size given by hand has its own number of accepted deviations', () => {
    const items = itemsOf(Array.from({ length: 500 }, () => 1));
    expect(designSample(items, { ...usual, expected: '0.01', n: 150 }, scale)).toMatchObject({ n: 150, accepted: 2 });
    expect(designSample(items, { ...usual, expected: '0.01' }, scale)).toMatchObject({ n: 93, accepted: 1 });
  });
});
