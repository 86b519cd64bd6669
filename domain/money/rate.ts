import { Refused } from '../model/refused.ts';
import type { Decimal } from '../model/scalars.ts';
import { trimDecimal } from './ratio.ts';
import { rateTokens } from './rate-tokens.ts';
import type { RateToken, RateVocabulary } from './rate-tokens.ts';

/** `adv`: percent of the base. `spec`: amount of a currency for `per` units of the goods. */
export type RateTerm =
  | { readonly kind: 'adv'; readonly percent: Decimal }
  | { readonly kind: 'spec'; readonly amount: Decimal; readonly currency: string; readonly per: Decimal; readonly unit: string };

/** "not less than" (the greater of both counts) or "not more than" (the lesser). */
export type RateBound = { readonly kind: 'atLeast' | 'atMost'; readonly terms: readonly RateTerm[] };

/**
 * A rate: the sum of its terms, then each bound in turn. No term is free of duty; one `adv` with `atLeast` is the mixed rate
 * "10 % but not less than 0.4 EUR/kg"; two terms are the sum "5 % plus 0.2 EUR/l" (reference/domain.md §5.1).
 */
export type RateExpression = { readonly terms: readonly RateTerm[]; readonly bounds: readonly RateBound[] };

export const free: RateExpression = { terms: [], bounds: [] };
export const advalorem = (percent: Decimal): RateExpression => ({ terms: [{ kind: 'adv', percent: trimDecimal(percent) }], bounds: [] });

type Reading = { readonly tokens: readonly RateToken[]; at: number };

function readSpecific(amount: Decimal, currency: string, reading: Reading): RateTerm | null {
  if (reading.tokens[reading.at]?.kind !== 'per') return null;
  const next = reading.tokens[reading.at + 1];
  const per = next?.kind === 'number' ? next.value : ('1' as Decimal);
  const unitAt = next?.kind === 'number' ? reading.at + 2 : reading.at + 1;
  const unit = reading.tokens[unitAt];
  if (unit?.kind !== 'unit' || !/[1-9]/.test(per)) return null;
  reading.at = unitAt + 1;
  return { kind: 'spec', amount, currency, per, unit: unit.code };
}

function readTerm(reading: Reading): RateTerm | null {
  const number = reading.tokens[reading.at];
  if (number?.kind !== 'number') return null;
  const next = reading.tokens[reading.at + 1];
  if (next?.kind === 'currency') {
    reading.at += 2;
    return readSpecific(number.value, next.code, reading);
  }
  reading.at += next?.kind === 'percent' ? 2 : 1;
  return { kind: 'adv', percent: number.value };
}

function readSum(reading: Reading): readonly RateTerm[] | null {
  const terms: RateTerm[] = [];
  do {
    if (terms.length > 0) reading.at += 1;
    const term = readTerm(reading);
    if (term === null) return null;
    terms.push(term);
  } while (reading.tokens[reading.at]?.kind === 'plus');
  return terms;
}

/** A table has few different rates and many rows. */
const remembered = new WeakMap<RateVocabulary['rateWords'], Map<string, RateExpression | null>>();
const mostRemembered = 10_000;

/**
 * Reads a rate as people and files write it: "10", "10%", "5% + 0.2 EUR/l", "0.5 EUR/kg", "10 %, но не менее 0,4 евро за 1 кг", "free".
 * A bare number is a percentage. @returns null when the text is no rate
 */
export function parseRate(text: string, vocabulary: RateVocabulary): RateExpression | null {
  const known = remembered.get(vocabulary.rateWords) ?? new Map<string, RateExpression | null>();
  if (known.size === 0) remembered.set(vocabulary.rateWords, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const rate = readRate(text, vocabulary);
  if (known.size < mostRemembered) known.set(text, rate);
  return rate;
}

function readRate(text: string, vocabulary: RateVocabulary): RateExpression | null {
  const tokens = rateTokens(text, vocabulary);
  if (tokens === null || tokens.length === 0) return null;
  if (tokens.length === 1 && tokens[0]?.kind === 'free') return free;
  const reading: Reading = { tokens, at: 0 };
  const terms = readSum(reading);
  if (terms === null) return null;
  const bounds: RateBound[] = [];
  while (reading.at < tokens.length) {
    const kind = tokens[reading.at]?.kind;
    if (kind !== 'atLeast' && kind !== 'atMost') return null;
    reading.at += 1;
    const bound = readSum(reading);
    if (bound === null) return null;
    bounds.push({ kind, terms: bound });
  }
  return { terms, bounds };
}

/** @throws Refused rate_expression_invalid */
export function requireRate(text: string, vocabulary: RateVocabulary): RateExpression {
  const rate = parseRate(text, vocabulary);
  if (rate === null) throw new Refused({ code: 'rate_expression_invalid', at: text });
  return rate;
}

const termText = (term: RateTerm): string =>
  term.kind === 'adv' ? `${term.percent}%` : `${term.amount} ${term.currency}/${term.per === '1' ? '' : `${term.per} `}${term.unit}`;

const sumText = (terms: readonly RateTerm[]): string => terms.map(termText).join(' + ');

/** The canonical text: the same in operations, reports and files; `parseRate` gives the same expression back. */
export function rateText(rate: RateExpression): string {
  if (rate.terms.length === 0) return 'free';
  const bounds = rate.bounds.map((b) => ` ${b.kind === 'atLeast' ? 'min' : 'max'} ${sumText(b.terms)}`);
  return sumText(rate.terms) + bounds.join('');
}

/** All terms of the sum and of its bounds. */
export const termsOf = (rate: RateExpression): readonly RateTerm[] => [...rate.terms, ...rate.bounds.flatMap((b) => b.terms)];
