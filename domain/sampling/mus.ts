import { Refused } from '../model/refused.ts';
import { isDecimal } from '../money/decimal.ts';
import { compare, divide, ratio, ratioOfDecimal } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { confidenceOf, numberOf } from './confidence.ts';
import { uniformBelow } from './random.ts';
import type { Chance } from './random.ts';
import { bisect, gammaP } from './special.ts';

/** Amounts as decimal text in one currency. */
export type MusPlan = { readonly book: string; readonly tolerable: string; readonly expected: string; readonly cl: string };

/** @property factor unrounded @property interval whole units of the book's amounts */
export type MusSize = { readonly factor: number; readonly n: number; readonly interval: bigint };

/** Above this share of the tolerable misstatement the expected one leaves nothing to be found by a sample (reference/domain.md §4.2). */
const mostExpected = ratio(6n, 10n);

function amount(text: string, at: string, least: bigint): Ratio {
  if (!isDecimal(text)) throw new Refused({ code: 'sample_invalid', at });
  const value = ratioOfDecimal(text);
  if (value.n < least) throw new Refused({ code: 'sample_invalid', at });
  return value;
}

/**
 * Confidence factor with an expected misstatement: the solution of P(1 + r·CF, CF) = CL, unrounded (domain-corrections 22).
 * @param expectedShare expected over tolerable misstatement, 0..0.6 @param cl 0.5..1
 */
export function confidenceFactor(expectedShare: number, cl: number): number {
  const reached = (c: number): number => gammaP(1 + expectedShare * c, c);
  let high = 4;
  while (reached(high) < cl) high *= 2;
  return bisect(0, high, (c) => reached(c) < cl);
}

/** The factor of a Poisson upper limit with k errors: P(X <= k) = 1 - CL. @param k errors found */
export const poissonFactor = (k: number, cl: number): number => {
  let high = k + 4;
  while (gammaP(k + 1, high) < cl) high *= 2;
  return bisect(0, high, (mean) => gammaP(k + 1, mean) < cl);
};

/**
 * n = ceil(CF × book / tolerable), interval = floor(book / n).
 * @throws Refused sample_invalid; sample_impossible when more than 0.6 of the tolerable misstatement is expected: stratify, or examine all
 */
export function planMus(plan: MusPlan): MusSize {
  const book = amount(plan.book, 'book', 1n);
  const tolerable = amount(plan.tolerable, 'tolerable', 1n);
  const share = divide(amount(plan.expected, 'expected', 0n), tolerable);
  if (compare(share, mostExpected) > 0) throw new Refused({ code: 'sample_impossible', at: 'expected' });
  const factor = confidenceFactor(numberOf(share), numberOf(confidenceOf(plan.cl)));
  const n = Math.ceil(factor * numberOf(divide(book, tolerable)));
  return { factor, n, interval: book.n / (book.d * BigInt(n)) };
}

/** An item of the frame. @property size minor units that it is drawn by; items not above zero belong to strata of their own */
export type Sized = { readonly key: string; readonly size: bigint };

export type MusHit = { readonly key: string; readonly at: bigint };

/**
 * @property top items as large as the interval: all of them are examined
 * @property hits of the others, in the order of the frame, with the unit that was hit
 * @property apart items of no or negative amount: listed, never drawn here
 */
export type MusDraw = {
  readonly top: readonly string[];
  readonly start: bigint;
  readonly hits: readonly MusHit[];
  readonly apart: readonly string[];
};

/**
 * Draws by monetary units: every `interval`-th unit of the frame, from a start that comes out of the seed.
 * @param frame in its fixed order, sorted by a key that stays @param interval minor units, above zero
 */
export function drawMus(frame: readonly Sized[], interval: bigint, chance: Chance): MusDraw {
  const start = 1n + uniformBelow(interval, 'MUS-start', chance);
  const above = frame.filter(({ size }) => size > 0n);
  const rest = above.filter(({ size }) => size < interval);
  const hits: MusHit[] = [];
  let [sum, at] = [0n, start];
  for (const { key, size } of rest) {
    sum += size;
    if (sum < at) continue;
    hits.push({ key, at });
    at += interval;
  }
  const keysOf = (items: readonly Sized[]): readonly string[] => items.map(({ key }) => key);
  return {
    top: keysOf(above.filter(({ size }) => size >= interval)),
    start,
    hits,
    apart: keysOf(frame.filter(({ size }) => size <= 0n)),
  };
}

/** Whole amount of a frame. @returns minor units of what can be drawn */
export const bookOf = (frame: readonly Sized[]): bigint => frame.reduce((sum, { size }) => (size > 0n ? sum + size : sum), 0n);

/** @returns the interval for a size that was planned, whole minor units */
export const intervalOf = (frame: readonly Sized[], n: number): bigint => bookOf(frame) / BigInt(n);
