import { Refused } from '../model/refused.ts';
import type { Decimal } from '../model/scalars.ts';
import { divRound, pow10, scaledToDecimal } from '../money/decimal.ts';
import { upperRate } from './attribute.ts';
import { confidenceOf, numberOf } from './confidence.ts';
import { poissonFactor } from './mus.ts';

/** @property taints error over book value of each wrong item below the interval @property top errors of the items examined in full; units of the interval */
export type Misstated = { readonly interval: number; readonly cl: string; readonly taints: readonly number[]; readonly top: number };

/** A taint above one (declared 100, true 300) breaks the bound: it is cut, and that is said (reference/domain.md §4.2). */
export type BoundWarning = 'taint_above_one';

/** Units of the interval, unrounded. */
export type Bound = {
  readonly basic: number;
  readonly projected: number;
  readonly incremental: number;
  readonly top: number;
  readonly mostLikely: number;
  readonly upper: number;
  readonly warnings: readonly BoundWarning[];
};

function sorted(taints: readonly number[]): readonly number[] {
  if (taints.some((taint) => !(taint >= 0) || !Number.isFinite(taint))) throw new Refused({ code: 'sample_invalid', at: 'taints' });
  return taints
    .filter((taint) => taint > 0)
    .map((taint) => Math.min(1, taint))
    .sort((a, b) => b - a);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/**
 * Upper limit of the misstatement in one direction, by Stringer's bound with unrounded Poisson factors.
 * @source reference/domain.md §4.2, domain-corrections 22 @throws Refused sample_invalid
 */
export function stringerBound({ interval, cl, taints, top }: Misstated): Bound {
  if (!(interval > 0) || !Number.isFinite(interval)) throw new Refused({ code: 'sample_invalid', at: 'interval' });
  if (!(top >= 0) || !Number.isFinite(top)) throw new Refused({ code: 'sample_invalid', at: 'top' });
  const level = numberOf(confidenceOf(cl));
  const falling = sorted(taints);
  const factors = [0, ...falling].map((_, k) => poissonFactor(k, level));
  const basic = interval * (factors[0] ?? 0);
  const projected = interval * sum(falling);
  const incremental = interval * sum(falling.map((taint, i) => ((factors[i + 1] ?? 0) - (factors[i] ?? 0) - 1) * taint));
  return {
    basic,
    projected,
    incremental,
    top,
    mostLikely: projected + top,
    upper: basic + projected + incremental + top,
    warnings: taints.some((taint) => taint > 1) ? ['taint_above_one'] : [],
  };
}

/**
 * The same bound by the binomial distribution, for a share of the book. @param n items drawn
 * @returns share of the book value, 0..1
 */
export function stringerShare(n: number, taints: readonly number[], cl: string): number {
  const falling = sorted(taints);
  const limits = [0, ...falling].map((_, k) => upperRate({ n, k }, cl));
  return (limits[0] ?? 1) + sum(falling.map((taint, i) => ((limits[i + 1] ?? 1) - (limits[i] ?? 1)) * taint));
}

/** A computed figure as decimal text, rounded half away from zero. @param digits of the currency */
export function rounded(value: number, digits: number): Decimal {
  // two digits more than asked for are exact in a double up to 10^12; they decide the half
  const fine = BigInt(Math.round(value * Number(pow10(digits + 2))));
  return scaledToDecimal(divRound(fine, 100n), digits);
}
