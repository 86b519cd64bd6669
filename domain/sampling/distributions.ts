import type { Ratio } from '../money/ratio.ts';
import { bisect, betaI, gammaP, lnChoose, sumOfExp } from './special.ts';

/** A finite population: how many there are, how many of them deviate, how many are drawn. */
export type Drawn = { readonly population: number; readonly bad: number; readonly drawn: number };

const upTo = (last: number): readonly number[] => Array.from({ length: last + 1 }, (_, i) => i);

/** P(X <= k), X ~ Bin(n, p). @param p 0..1 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  const [hit, miss] = [Math.log(p), Math.log1p(-p)];
  return Math.min(1, sumOfExp(upTo(k).map((i) => lnChoose(n, i) + i * hit + (n - i) * miss)));
}

/** P(X <= k), X ~ Poisson(mean). */
export const poissonCdf = (k: number, mean: number): number => 1 - gammaP(k + 1, mean);

/** P(X <= k) when `drawn` are taken without putting back. */
export function hypergeometricCdf(k: number, { population, bad, drawn }: Drawn): number {
  const least = Math.max(0, drawn - (population - bad));
  const most = Math.min(bad, drawn);
  if (k >= most) return 1;
  if (k < least) return 0;
  const all = lnChoose(population, drawn);
  const terms = upTo(k).filter((i) => i >= least);
  return Math.min(1, sumOfExp(terms.map((i) => lnChoose(bad, i) + lnChoose(population - bad, drawn - i) - all)));
}

const choose = (n: bigint, k: bigint): bigint => {
  let value = 1n;
  for (let i = 1n; i <= k; i += 1n) value = (value * (n - k + i)) / i;
  return value;
};

/** How near a probability may lie to its bound before floating point decides nothing. */
const undecided = 1e-9;
const isTie = (value: number, bound: Ratio): boolean => Math.abs(value / (Number(bound.n) / Number(bound.d)) - 1) < undecided;
const isAtMost = (value: number, bound: Ratio): boolean => value <= Number(bound.n) / Number(bound.d);

/** P(X <= k) <= bound for Bin(n, p), exactly: what floating point cannot decide is decided in whole numbers. */
export function binomialIsAtMost(k: number, n: number, { p, bound }: { readonly p: Ratio; readonly bound: Ratio }): boolean {
  const near = binomialCdf(k, n, Number(p.n) / Number(p.d));
  if (!isTie(near, bound)) return isAtMost(near, bound);
  const [size, miss] = [BigInt(n), p.d - p.n];
  const sum = upTo(k).reduce((all, i) => all + choose(size, BigInt(i)) * p.n ** BigInt(i) * miss ** (size - BigInt(i)), 0n);
  return sum * bound.d <= bound.n * p.d ** size;
}

/** P(X <= k) <= bound without putting back, exactly. */
export function hypergeometricIsAtMost(k: number, of: Drawn, bound: Ratio): boolean {
  const near = hypergeometricCdf(k, of);
  if (!isTie(near, bound)) return isAtMost(near, bound);
  const [population, bad, drawn] = [BigInt(of.population), BigInt(of.bad), BigInt(of.drawn)];
  const good = population - bad;
  const possible = upTo(k)
    .map(BigInt)
    .filter((i) => i <= bad && drawn - i <= good && i <= drawn);
  const sum = possible.reduce((all, i) => all + choose(bad, i) * choose(good, drawn - i), 0n);
  return sum * bound.d <= bound.n * choose(population, drawn);
}

/** Student's t below which the share `level` lies. @param level above 0.5, below 1 @param freedom at least 1 */
export function studentQuantile(level: number, freedom: number): number {
  const cdf = (t: number): number => 1 - 0.5 * betaI(freedom / (freedom + t * t), freedom / 2, 0.5);
  let high = 2;
  while (cdf(high) < level) high *= 2;
  return bisect(0, high, (t) => cdf(t) < level);
}
