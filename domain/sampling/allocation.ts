import { Refused } from '../model/refused.ts';
import { countOf } from './confidence.ts';
import { bisect } from './special.ts';

/** @property population items in the stratum @property spread standard deviation of what is measured there */
export type Stratum = { readonly population: number; readonly spread: number };

type Bounded = { readonly weight: number; readonly low: number; readonly high: number };

/** A stratum of which fewer are drawn says nothing about its own spread (reference/domain.md §4.3). */
const least = 2;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Weights N·S between two and the whole stratum; where nothing spreads the sizes alone. */
function boundsOf(strata: readonly Stratum[]): readonly Bounded[] {
  const spreads = strata.some(({ population, spread }) => population * spread > 0);
  return strata.map(({ population, spread }) => ({
    weight: spreads ? population * spread : population,
    low: Math.min(least, population),
    high: population,
  }));
}

const within = ({ low, high }: Bounded, value: number): number => Math.min(high, Math.max(low, value));

/** Shares in proportion to the weights, none outside its bounds, their sum n. @param n between the sums of both bounds */
function shares(of: readonly Bounded[], n: number): readonly number[] {
  const all = sum(of.map(({ weight }) => weight));
  const plain = of.map(({ weight }) => (n * weight) / all);
  if (plain.every((value, i) => value >= (of[i]?.low ?? 0) && value <= (of[i]?.high ?? 0))) return plain;
  const filled = (level: number): readonly number[] => of.map((one) => within(one, level * one.weight));
  const weights = of.map(({ weight }) => weight).filter((weight) => weight > 0);
  const most = Math.max(...of.map(({ high }) => high)) / Math.min(...weights);
  const level = filled(most);
  if (sum(level) >= n) return filled(bisect(0, most, (x) => sum(filled(x)) < n));
  // all that spreads is drawn whole: the rest comes by size out of what does not
  return shares(
    of.map((one, i) => (one.weight > 0 ? { weight: one.high, low: level[i] ?? 0, high: one.high } : { ...one, weight: one.high })),
    n,
  );
}

/** Whole numbers of the same sum: largest remainder, ties by order. */
function whole(exact: readonly number[], n: number): readonly number[] {
  // what a computed share lies below a whole number by is no remainder
  const parts = exact.map((value) => Math.floor(value + 1e-9));
  const rests = exact.map((value, order) => ({ order, rest: Math.round((value - (parts[order] ?? 0)) * 1e9) }));
  rests.sort((a, b) => b.rest - a.rest || a.order - b.order);
  for (const { order } of rests.slice(0, n - sum(parts))) parts[order] = (parts[order] ?? 0) + 1;
  return parts;
}

/**
 * Neyman's allocation: n_h in proportion to N_h·S_h, none above its stratum, none below two (or the whole of a smaller one); what a bound
 * takes or frees is dealt among the others. A sample smaller than the least of all strata together is raised to it.
 * @param n items to be drawn in all @returns items per stratum
 * @throws Refused sample_invalid for no stratum, a spread below zero, or an n above the population
 */
export function neyman(strata: readonly Stratum[], n: number): readonly number[] {
  const all = sum(strata.map(({ population }) => countOf(population, 'population')));
  if (strata.length === 0 || strata.some(({ spread }) => !(spread >= 0) || !Number.isFinite(spread)))
    throw new Refused({ code: 'sample_invalid', at: 'strata' });
  if (countOf(n, 'n') > all) throw new Refused({ code: 'sample_invalid', at: 'n' });
  const bounds = boundsOf(strata);
  const wanted = Math.max(n, sum(bounds.map(({ low }) => low)));
  return whole(shares(bounds, wanted), wanted);
}
