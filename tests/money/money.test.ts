import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion } from '../../domain/money/apportion.ts';
import { divRound, roundDecimal, sumDecimals } from '../../domain/money/decimal.ts';
import { add, compare, divide, multiply, ratio, ratioOfDecimal, ratioToDecimal, roundRatio, subtract } from '../../domain/money/ratio.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { vectors } from '../helpers/vectors.ts';

const big = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });

describe('rounding', () => {
  test('halves go away from zero', () => {
    expect([divRound(5n, 10n), divRound(-5n, 10n), divRound(15n, -10n), divRound(4n, 10n)]).toEqual([1n, -1n, -2n, 0n]);
  });

  test('is symmetric about zero', () => {
    fc.assert(fc.property(big, positive, (n, d) => divRound(-n, d) === -divRound(n, d)));
  });

  test.skipIf(vectors === null)('E9: the values that floating point gets wrong (needs ../shared/vectors)', () => {
    for (const [value, rounded] of vectors?.assessment.roundHalfUp ?? []) expect(roundDecimal(value as Decimal, 2)).toBe(rounded);
  });
});

describe('exact fractions', () => {
  test('add and subtract, multiply and divide undo each other', () => {
    fc.assert(
      fc.property(big, positive, big, positive, (a, b, c, d) => {
        const [x, y] = [ratio(a, b), ratio(c, d)];
        expect(compare(subtract(add(x, y), y), x)).toBe(0);
        if (c !== 0n) expect(compare(divide(multiply(x, y), y), x)).toBe(0);
      }),
    );
  });

  test('decimal text is read and written without loss', () => {
    expect(ratioToDecimal(ratioOfDecimal('-12.3400'), 8)).toBe('-12.34');
    expect(ratioToDecimal(ratio(1n, 3n), 4)).toBe('0.3333');
    expect(ratioToDecimal(ratio(-1n, 1000n), 2)).toBe('0');
    expect(roundRatio(ratio(-5n, 2n))).toBe(-3n);
  });
});

describe('apportion', () => {
  test.skipIf(vectors === null)('E7 vectors (needs ../shared/vectors)', () => {
    const minor = (text: string): bigint => BigInt(text.replace('.', ''));
    const tenth = (text: string): bigint => BigInt(Math.round(Number(text) * 10));
    for (const [total, weights, parts] of vectors?.assessment.apportion ?? []) {
      expect(apportion(minor(total), weights.map(tenth))).toEqual(parts.map(minor));
    }
  });

  test('the parts add up to the total, none is a whole unit off its share, a total below zero mirrors', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 })
      .filter((ws) => ws.some((w) => w > 0n));
    fc.assert(
      fc.property(big, weights, (total, ws) => {
        const parts = apportion(total, ws);
        const all = ws.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, i) => {
          const off = part * all - total * (ws[i] ?? 0n);
          expect(off < all && off > -all).toBe(true);
        });
        expect(apportion(-total, ws)).toEqual(parts.map((p) => -p));
      }),
    );
  });

  test('weights of nothing are refused', () => {
    expect(() => apportion(5n, [0n, 0n])).toThrow(Refused);
    expect(() => apportion(5n, [-1n, 3n])).toThrow(Refused);
  });
});

test('a sum of decimals is exact and has the digits of the finest', () => {
  const sum = (...amounts: string[]): string => sumDecimals(amounts as Decimal[]);
  expect(sum('0.10', '0.20')).toBe('0.30');
  expect(sum('100', '-0.005')).toBe('99.995');
  expect(sum('9007199254740993.01', '0.01')).toBe('9007199254740993.02');
  expect(sum()).toBe('0');
});
