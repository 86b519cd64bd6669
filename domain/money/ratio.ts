import type { Decimal } from '../model/scalars.ts';
import { divRound, pow10, scaledToDecimal } from './decimal.ts';

/** An exact fraction, denominator above zero: what is computed with until the one rounding at the stated place. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

/** @param d not zero */
export const ratio = (n: bigint, d = 1n): Ratio => (d < 0n ? { n: -n, d: -d } : { n, d });

/** @param text canonical decimal text */
export function ratioOfDecimal(text: string): Ratio {
  const [whole = '0', decimals = ''] = text.split('.');
  return { n: BigInt(whole + decimals), d: pow10(decimals.length) };
}

export const add = (a: Ratio, b: Ratio): Ratio => (a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const subtract = (a: Ratio, b: Ratio): Ratio => add(a, { n: -b.n, d: b.d });
export const multiply = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.n, d: a.d * b.d });

/** @param b not zero */
export const divide = (a: Ratio, b: Ratio): Ratio => ratio(a.n * b.d, a.d * b.n);

/** @returns below, at or above zero as a is below, at or above b */
export function compare(a: Ratio, b: Ratio): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Half away from zero. @returns a whole number of units of 1 */
export const roundRatio = (a: Ratio): bigint => divRound(a.n, a.d);

/** @returns decimal text rounded half away from zero to at most `digits` decimals, without zeros at its end */
export function ratioToDecimal(a: Ratio, digits: number): Decimal {
  return trimDecimal(scaledToDecimal(divRound(a.n * pow10(digits), a.d), digits));
}

/** The shortest canonical form: no zeros at the end, no minus zero. */
export function trimDecimal(text: Decimal): Decimal {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return (short === '-0' ? '0' : short) as Decimal;
}
