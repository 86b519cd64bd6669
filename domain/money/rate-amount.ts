import type { Ratio } from './ratio.ts';
import { add, compare, divide, multiply, ratio, ratioOfDecimal } from './ratio.ts';
import type { RateExpression, RateTerm } from './rate.ts';

/** What a rate is applied to. */
export type RateInputs = {
  /** minor units of the national currency; null when it is not known */
  readonly base: bigint | null;
  /** how much of the goods there is in that unit; null when the line does not say */
  readonly quantityIn: (unit: string) => Ratio | null;
  /** minor units of the national currency for one whole unit of the currency; null without a rate of the day */
  readonly nationalMinor: (currency: string) => Ratio | null;
};

export type MissingInput = { readonly what: 'base' | 'quantity' | 'exchangeRate'; readonly of: string };

/** One computed term, kept so that the calculation can be shown. */
export type TermAmount = {
  readonly term: RateTerm;
  readonly quantity: Ratio | null;
  readonly exchange: Ratio | null;
  readonly amount: Ratio;
};

export type RateAmount = {
  /** exact, minor units of the national currency */
  readonly amount: Ratio;
  readonly terms: readonly TermAmount[];
  /** each bound with its amount, and whether it decided */
  readonly bounds: readonly {
    readonly kind: 'atLeast' | 'atMost';
    readonly terms: readonly TermAmount[];
    readonly amount: Ratio;
    readonly decided: boolean;
  }[];
};

const isMissing = (x: TermAmount | MissingInput): x is MissingInput => 'what' in x;

/** A table has few different terms and many rows: what a term says is read once. */
const shares = new WeakMap<RateTerm, Ratio>();

/** Percent as a share of the base, or the amount for one unit. */
function shareOf(term: RateTerm): Ratio {
  const known = shares.get(term);
  if (known !== undefined) return known;
  const share =
    term.kind === 'adv' ? divide(ratioOfDecimal(term.percent), ratio(100n)) : divide(ratioOfDecimal(term.amount), ratioOfDecimal(term.per));
  shares.set(term, share);
  return share;
}

function termAmount(term: RateTerm, inputs: RateInputs): TermAmount | MissingInput {
  if (term.kind === 'adv') {
    if (inputs.base === null) return { what: 'base', of: '' };
    return { term, quantity: null, exchange: null, amount: multiply(ratio(inputs.base), shareOf(term)) };
  }
  const quantity = inputs.quantityIn(term.unit);
  if (quantity === null) return { what: 'quantity', of: term.unit };
  const exchange = inputs.nationalMinor(term.currency);
  if (exchange === null) return { what: 'exchangeRate', of: term.currency };
  return { term, quantity, exchange, amount: multiply(multiply(quantity, shareOf(term)), exchange) };
}

const zero = ratio(0n);
type Sum = { readonly terms: readonly TermAmount[]; readonly amount: Ratio };

function sumOf(terms: readonly RateTerm[], inputs: RateInputs): Sum | MissingInput {
  const amounts: TermAmount[] = [];
  for (const term of terms) {
    const amount = termAmount(term, inputs);
    if (isMissing(amount)) return amount;
    amounts.push(amount);
  }
  return { terms: amounts, amount: amounts.reduce((sum, a) => add(sum, a.amount), zero) };
}

/**
 * The amount of a rate, exact: the caller rounds it once.
 * @returns the first input that is missing when the rate needs one that is not there; never a silent zero
 */
export function rateAmount(rate: RateExpression, inputs: RateInputs): RateAmount | MissingInput {
  const sum = sumOf(rate.terms, inputs);
  if ('what' in sum) return sum;
  let amount = sum.amount;
  const bounds: RateAmount['bounds'][number][] = [];
  for (const bound of rate.bounds) {
    const limit = sumOf(bound.terms, inputs);
    if ('what' in limit) return limit;
    const order = compare(amount, limit.amount);
    const decided = bound.kind === 'atLeast' ? order < 0 : order > 0;
    if (decided) amount = limit.amount;
    bounds.push({ kind: bound.kind, terms: limit.terms, amount: limit.amount, decided });
  }
  return { amount, terms: sum.terms, bounds };
}
