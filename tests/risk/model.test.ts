import { describe, expect, test } from 'vitest';
import { binCount, binOf, limitsOf } from '../../domain/risk/binning.ts';
import { probability } from '../../domain/risk/boosting.ts';
import { explainItem } from '../../domain/risk/explain.ts';
import { judgeModel } from '../../domain/risk/judge.ts';
import { precisionAt, ranked, rankQuality } from '../../domain/risk/measures.ts';
import { scoreItems, trainModel } from '../../domain/risk/model.ts';
import { countProfile, folds, ratesOutOfFold } from '../../domain/risk/profiles.ts';
import { booksSpec } from '../../domain/risk/spec.ts';
import type { RiskItems } from '../../domain/risk/spec.ts';
import { valueKeys } from '../../domain/risk/value-keys.ts';

type Item = Readonly<Record<string, string | number | null>>;

const itemsOf = (rows: readonly Item[]): RiskItems => {
  const cell = (row: Item, name: string): string | number | null => row[name] ?? null;
  return {
    n: rows.length,
    ids: rows.map((_, i) => `item-${i}`),
    category: (name) => rows.map((row) => (cell(row, name) === null ? null : String(cell(row, name)))),
    number: (name) => Float64Array.from(rows, (row) => (cell(row, name) === null ? Number.NaN : Number(cell(row, name)))),
  };
};

/** Goods of one heading from one country are under-declared: the price is low, and half of them were found. */
const rows: readonly Item[] = Array.from({ length: 3000 }, (_, i) => {
  const bad = i % 10 === 3;
  return {
    hs: bad ? '851830' : (['640299', '610910', '870899', '851830'][i % 4] ?? ''),
    heading: bad ? '8518' : (['6402', '6109', '8708', '8518'][i % 4] ?? ''),
    chapter: '85',
    origin: bad ? 'CN' : (['DE', 'TR', 'CN'][i % 3] ?? ''),
    departure: 'CN',
    importer: `importer ${i % 40}`,
    seller: i % 7 === 0 ? null : `seller ${i % 90}`,
    mass: 100 + (i % 50),
    price: (bad ? 500 : 5000) + ((i * 37) % 400),
  };
});
const labels = Uint8Array.from(rows, (_, i) => (i % 10 === 3 && i % 20 !== 3 ? 1 : 0));
const params = { rounds: 30, leaves: 8, rate: 0.1, least: 20, shrink: 1 };
const train = (given = rows, outcomes = labels) => trainModel({ spec: booksSpec, items: itemsOf(given), labels: outcomes, params });

describe('a learned score', () => {
  const model = train();

  test('puts what resembles violations first', () => {
    const { all } = judgeModel(model, itemsOf(rows), labels);
    expect(all.at5.precision).toBeGreaterThan(0.45);
    expect(all.rank).toBeGreaterThan(0.9);
    expect(all.share).toBeCloseTo(0.05);
  });

  test('is the same again, to the last bit', () => {
    expect([...scoreItems(train(), itemsOf(rows))]).toEqual([...scoreItems(model, itemsOf(rows))]);
  });

  test('is a share: above nought and below one, for items without any value too', () => {
    const scores = scoreItems(model, itemsOf([{}, { price: 0, mass: 0 }, { hs: 'new', price: 1e15, mass: 1 }]));
    expect([...scores].every((score) => score > 0 && score < 1)).toBe(true);
  });

  test('is explained to the last part: what the reasons add and the average make the score', () => {
    const items = itemsOf(rows.slice(0, 40));
    const scores = scoreItems(model, items);
    for (let i = 0; i < 40; i += 1) {
      const told = explainItem(model, items, i);
      const sum = told.contributions.reduce((all, { adds }) => all + adds, told.start);
      expect(probability(sum)).toBeCloseTo(scores[i] ?? 0, 9);
      expect(told.score).toBeCloseTo(scores[i] ?? 0, 9);
    }
  });

  test('tells how many earlier items were alike, and shows no names of companies', () => {
    const told = explainItem(model, itemsOf(rows.slice(3, 4)), 0);
    const goods = told.contributions.find(({ fields }) => fields.join() === 'hs,origin');
    const alike = rows.filter((row) => row['hs'] === '851830' && row['origin'] === 'CN');
    const found = rows.filter((row, i) => row['hs'] === '851830' && row['origin'] === 'CN' && labels[i] === 1);
    if (goods !== undefined) expect(goods.earlier).toEqual({ n: alike.length, violations: found.length });
    expect(told.similar[0]?.values).toMatchObject({ hs: '851830', origin: 'CN' });
    expect(JSON.stringify(told.similar)).not.toMatch(/importer|seller/);
    expect(told.seenBefore).toBe(true);
    expect(explainItem(model, itemsOf([{ hs: '010121', origin: 'XX', mass: 1, price: 1 }]), 0).seenBefore).toBe(false);
  });

  test('with one outcome only there is nothing to learn: every item has the average', () => {
    const none = train(rows.slice(0, 200), new Uint8Array(200));
    const scores = scoreItems(none, itemsOf(rows.slice(0, 5)));
    expect([...scores].every((score) => score < 1e-3)).toBe(true);
    expect(judgeModel(none, itemsOf(rows.slice(0, 5)), new Uint8Array(5)).all.rank).toBeNull();
  });
});

describe('parts of it', () => {
  test('values have the same number wherever they stand, and parts of a combination are not run together', () => {
    const spec = { ...booksSpec, profiles: [['hs', 'origin']] };
    const [a, b] = [
      itemsOf([
        { hs: '1', origin: '23' },
        { hs: '12', origin: '3' },
      ]),
      itemsOf([{}, { hs: '1', origin: '23' }]),
    ];
    const [first = new Float64Array(), second = new Float64Array()] = [a, b].map((items) => valueKeys(spec, items, spec.profiles)[0]);
    expect(first[0]).toBe(second[1]);
    expect(first[0]).not.toBe(first[1]);
    expect(Number.isSafeInteger(first[0])).toBe(true);
  });

  test('two hundred thousand values have as many numbers', () => {
    const many = itemsOf(Array.from({ length: 200_000 }, (_, i) => ({ hs: `${i}` })));
    expect(new Set(valueKeys(booksSpec, many, [['seller']])[0]).size).toBe(1);
    const spec = { ...booksSpec, fields: booksSpec.fields.map((f) => (f.name === 'hs' ? { ...f, first: 20 } : f)) };
    expect(new Set(valueKeys(spec, many, [['hs']])[0]).size).toBe(200_000);
  });

  test('an item is never rated by its own outcome', () => {
    const keys = Float64Array.from({ length: 10 }, (_, i) => i);
    const outcomes = Uint8Array.from({ length: 10 }, () => 1);
    const foldOf = Uint8Array.from({ length: 10 }, (_, i) => i % folds);
    const { rate, seen } = ratesOutOfFold(keys, outcomes, { prior: 0.2, weight: 20, foldOf });
    expect([...rate].every((one) => Math.abs(one - 0.2) < 1e-12)).toBe(true);
    expect([...seen].every((n) => n === 0)).toBe(true);
  });

  test('counts do not depend on the order', () => {
    const table = countProfile(Float64Array.of(5, 3, 5), Uint8Array.of(1, 0, 0));
    expect(table).toEqual(countProfile(Float64Array.of(3, 5, 5), Uint8Array.of(0, 0, 1)));
    expect([[...table.keys], [...table.n], [...table.hits]]).toEqual([
      [3, 5],
      [1, 2],
      [0, 1],
    ]);
  });

  test('bins: missing apart, every value in one, equal values together', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i % 200);
    const limits = limitsOf(values);
    const bins = [...values].map((value) => binOf(value, limits));
    expect(Math.max(...bins)).toBeLessThan(binCount(limits));
    expect(Math.min(...bins)).toBe(1);
    expect(binOf(Number.NaN, limits)).toBe(0);
    expect(binOf(-1, limits)).toBe(1);
    expect(binOf(1e9, limits)).toBe(binCount(limits) - 1);
    expect(limitsOf(Float64Array.of(7, 7, 7))).toEqual([]);
    expect(limitsOf(Float64Array.of(Number.NaN))).toEqual([]);
  });

  test('precision, order and rank quality by hand', () => {
    const scores = Float64Array.of(0.9, 0.5, 0.5, 0.1);
    const outcomes = Uint8Array.of(1, 0, 1, 0);
    const order = ranked(scores, ['d', 'c', 'b', 'a']);
    expect(order).toEqual([0, 2, 1, 3]);
    expect(precisionAt(order, outcomes, 50)).toEqual({ precision: 1, n: 2 });
    expect(precisionAt(order, outcomes, 1)).toEqual({ precision: 1, n: 1 });
    expect(precisionAt([], new Uint8Array(0), 5)).toEqual({ precision: 0, n: 0 });
    expect(rankQuality(scores, outcomes)).toBe(0.875);
  });
});
