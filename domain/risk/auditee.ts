import { Refused } from '../model/refused.ts';
import type { Decimal } from '../model/scalars.ts';
import { pow10, scaledToDecimal } from '../money/decimal.ts';
import { add, compare, divide, multiply, ratio, ratioOfDecimal, ratioToDecimal, roundRatio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';

/** An indicator of the auditee. @property weight share of the likelihood; all of them make one @property score 1 (hardly) to 5 (very) */
export type Indicator = { readonly id: string; readonly weight: Decimal; readonly score: Decimal };
export type Band = 'low' | 'medium' | 'high';

/**
 * Risk of an auditee = likelihood × impact, each 1 to 5.
 * @property contributions what each indicator adds to the likelihood, in the order given
 * @property of100 the risk in per cent of the greatest
 */
export type AuditeeRisk = {
  readonly likelihood: Decimal;
  readonly impact: Decimal;
  readonly risk: Decimal;
  readonly of100: Decimal;
  readonly band: Band;
  readonly contributions: readonly { readonly id: string; readonly adds: Decimal }[];
};

/** With all its decimals, noughts at the end too: figures of one kind stand in columns. */
const fixed = (value: Ratio, digits: number): Decimal => scaledToDecimal(roundRatio(multiply(value, ratio(pow10(digits)))), digits);

const one = ratio(1n);
const [least, most] = [ratio(1n), ratio(5n)];
/** Limits of the bands, fractional likelihoods included (domain-corrections 26). */
const [mediumFrom, highFrom] = [ratio(7n), ratio(13n)];

function scoreOf(text: Decimal, at: string): Ratio {
  const score = ratioOfDecimal(text);
  if (compare(score, least) < 0 || compare(score, most) > 0) throw new Refused({ code: 'value_invalid', at: `${at}: ${text} (1–5)` });
  return score;
}

/**
 * @param impact 1 to 5
 * @throws Refused value_invalid: a score outside 1..5, a negative weight, weights that do not make one
 * @source reference/domain.md §6.1, domain-corrections 26
 */
export function auditeeRisk(indicators: readonly Indicator[], impact: Decimal): AuditeeRisk {
  const parts = indicators.map(({ id, weight, score }) => {
    const share = ratioOfDecimal(weight);
    if (share.n < 0n) throw new Refused({ code: 'value_invalid', at: `${id}: ${weight}` });
    return { id, share, adds: multiply(share, scoreOf(score, id)) };
  });
  const weights = parts.reduce((sum, { share }) => add(sum, share), ratio(0n));
  if (compare(weights, one) !== 0) throw new Refused({ code: 'value_invalid', at: `weight: ${ratioToDecimal(weights, 4)} ≠ 1` });
  const likelihood = parts.reduce((sum, { adds }) => add(sum, adds), ratio(0n));
  const risk = multiply(likelihood, scoreOf(impact, 'impact'));
  return {
    likelihood: fixed(likelihood, 2),
    impact,
    risk: fixed(risk, 2),
    of100: fixed(divide(multiply(risk, ratio(100n)), ratio(25n)), 1),
    band: compare(risk, mediumFrom) < 0 ? 'low' : compare(risk, highFrom) < 0 ? 'medium' : 'high',
    contributions: parts.map(({ id, adds }) => ({ id, adds: fixed(adds, 4) })),
  };
}
