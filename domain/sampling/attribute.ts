import { Refused } from '../model/refused.ts';
import { compare } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { ceilOf, confidenceOf, countOf, numberOf, riskOf, shareOf, shareOrZero } from './confidence.ts';
import { binomialCdf, binomialIsAtMost, hypergeometricCdf, hypergeometricIsAtMost, poissonCdf } from './distributions.ts';
import { bisect } from './special.ts';

/** What an attribute sample is planned for; shares as decimal text. */
export type AttributePlan = {
  /** confidence level */
  readonly cl: string;
  /** deviation rate that can still be borne */
  readonly tolerable: string;
  /** deviation rate that is expected */
  readonly expected: string;
};

/** So many are examined; the population is accepted with at most `k` deviations among them. */
export type AttributeSize = { readonly n: number; readonly k: number };

/** Above this nobody examines item by item. */
const largest = 1_000_000;

type Asked = { readonly risk: Ratio; readonly tolerable: Ratio; readonly expected: Ratio };

function asked(plan: AttributePlan): Asked {
  const tolerable = shareOf(plan.tolerable, 'tolerable');
  const expected = shareOrZero(plan.expected, 'expected');
  if (compare(expected, tolerable) >= 0) throw new Refused({ code: 'sample_impossible', at: 'expected' });
  return { risk: riskOf(confidenceOf(plan.cl)), tolerable, expected };
}

/** The largest n for which n times the rate, rounded up, is still k. */
const lastWith = (k: number, rate: Ratio, most: number): number =>
  rate.n === 0n ? most : Math.min(most, Number((BigInt(k) * rate.d) / rate.n));

/**
 * The smallest n that passes, k = ceil(n × expected). The search is not monotonic, for k jumps with n; but while k stays, a larger n only
 * passes more easily: so each run of one k is asked at its end, and halved when it passes.
 */
function smallest(expected: Ratio, most: number, passes: (n: number, k: number) => boolean): AttributeSize {
  let from = 1;
  while (from <= most) {
    const k = ceilOf(from, expected);
    const to = lastWith(k, expected, most);
    if (passes(to, k)) {
      let [low, high] = [from, to];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (passes(middle, k)) high = middle;
        else low = middle + 1;
      }
      return { n: low, k };
    }
    from = to + 1;
  }
  throw new Refused({ code: 'sample_impossible', at: 'n', args: { most } });
}

/** Size by the binomial distribution: P(X <= k) <= 1 - CL. @source reference/domain.md §4.1 @throws Refused sample_invalid, sample_impossible */
export function attributeSize(plan: AttributePlan): AttributeSize {
  const { risk, tolerable, expected } = asked(plan);
  return smallest(expected, largest, (n, k) => binomialIsAtMost(k, n, { p: tolerable, bound: risk }));
}

/** Size by the Poisson distribution, a little larger than by the binomial one. */
export function attributeSizePoisson(plan: AttributePlan): AttributeSize {
  const { risk, tolerable, expected } = asked(plan);
  return smallest(expected, largest, (n, k) => poissonCdf(k, n * numberOf(tolerable)) <= numberOf(risk));
}

/** Size for a finite population, of which ceil(N × tolerable) would deviate. */
export function attributeSizeFinite(plan: AttributePlan, population: number): AttributeSize {
  const { risk, tolerable, expected } = asked(plan);
  const all = countOf(population, 'population');
  const bad = ceilOf(all, tolerable);
  return smallest(expected, all, (drawn, k) => hypergeometricIsAtMost(k, { population: all, bad, drawn }, risk));
}

/** How many deviations are accepted when more are examined than planned: k is worked out anew for that n, never carried over. */
export const acceptedWith = (n: number, expected: string): number => ceilOf(countOf(n, 'n'), shareOrZero(expected, 'expected'));

type Found = { readonly n: number; readonly k: number };

function found({ n, k }: Found): Found {
  countOf(n, 'n');
  if (countOf(k, 'k', 0) > n) throw new Refused({ code: 'sample_invalid', at: 'k' });
  return { n, k };
}

/** Exact one-sided upper limit of the deviation rate (Clopper–Pearson). @returns 0..1 */
export function upperRate(of: Found, cl: string): number {
  const { n, k } = found(of);
  const risk = numberOf(riskOf(confidenceOf(cl)));
  return k === n ? 1 : bisect(0, 1, (p) => binomialCdf(k, n, p) > risk);
}

/** Exact one-sided lower limit. @returns 0..1 */
export function lowerRate(of: Found, cl: string): number {
  const { n, k } = found(of);
  const risk = numberOf(riskOf(confidenceOf(cl)));
  return k === 0 ? 0 : bisect(0, 1, (p) => 1 - binomialCdf(k - 1, n, p) < risk);
}

/** Exact two-sided interval: half of the risk on either side. @returns shares 0..1 */
export function rateInterval(of: Found, cl: string): { readonly lower: number; readonly upper: number } {
  const { n, k } = found(of);
  const half = numberOf(riskOf(confidenceOf(cl))) / 2;
  return {
    lower: k === 0 ? 0 : bisect(0, 1, (p) => 1 - binomialCdf(k - 1, n, p) < half),
    upper: k === n ? 1 : bisect(0, 1, (p) => binomialCdf(k, n, p) > half),
  };
}

/** The most deviating items that a finite population may hold, given what the sample showed. @returns a count, at least k */
export function mostBad(of: Found, population: number, cl: string): number {
  const { n, k } = found(of);
  const all = countOf(population, 'population');
  if (n > all) throw new Refused({ code: 'sample_invalid', at: 'n' });
  const risk = numberOf(riskOf(confidenceOf(cl)));
  let [low, high] = [k, all - (n - k)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (hypergeometricCdf(k, { population: all, bad: middle, drawn: n }) > risk) low = middle;
    else high = middle - 1;
  }
  return low;
}
