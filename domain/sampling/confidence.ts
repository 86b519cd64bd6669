import { Refused } from '../model/refused.ts';
import { compare, ratio, ratioOfDecimal, subtract } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';

/** A share as people write it, exact: `0.95`. */
export type Share = Ratio;

const one = ratio(1n);
const zero = ratio(0n);
const form = /^\d+(\.\d+)?$/;

const invalid = (at: string): Refused => new Refused({ code: 'sample_invalid', at });

/** @param text decimal text, above zero and below one @throws Refused sample_invalid */
export function shareOf(text: string, at: string): Share {
  const value = shareOrZero(text, at);
  if (value.n === 0n) throw invalid(at);
  return value;
}

/** @param text decimal text, not below zero and below one @throws Refused sample_invalid */
export function shareOrZero(text: string, at: string): Share {
  if (!form.test(text)) throw invalid(at);
  const value = ratioOfDecimal(text);
  if (compare(value, one) >= 0 || compare(value, zero) < 0) throw invalid(at);
  return value;
}

/** @param text confidence level, at least one half @throws Refused sample_invalid */
export function confidenceOf(text: string, at = 'cl'): Share {
  const level = shareOf(text, at);
  if (compare(level, ratio(1n, 2n)) < 0) throw invalid(at);
  return level;
}

/** What may go wrong at that confidence: 1 - level. */
export const riskOf = (level: Share): Ratio => subtract(one, level);

export const numberOf = (value: Ratio): number => Number(value.n) / Number(value.d);

/** n times the rate, rounded up in whole numbers: floating point gives one too many (domain-corrections 23). */
export const ceilOf = (n: number, rate: Ratio): number => Number((BigInt(n) * rate.n + rate.d - 1n) / rate.d);

/** A whole number of things. @throws Refused sample_invalid */
export function countOf(n: number, at: string, least = 1): number {
  if (!Number.isSafeInteger(n) || n < least) throw invalid(at);
  return n;
}
