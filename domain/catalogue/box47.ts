import type { Law } from '../assessment/amounts.ts';
import { roundPayment } from '../assessment/amounts.ts';
import { nationalMinor } from '../assessment/exchange.ts';
import { quantityIn } from '../assessment/facts.ts';
import type { LineFacts } from '../assessment/facts.ts';
import type { DeclaredLine } from '../assessment/declared-line.ts';
import { taxes } from '../assessment/components.ts';
import type { Tax } from '../assessment/components.ts';
import { rateAmount } from '../money/rate-amount.ts';
import type { RateExpression } from '../money/rate.ts';
import { termsOf } from '../money/rate.ts';

/** A box of box 47 that can be recomputed from the others as they were declared. */
export type Box = {
  readonly tax: Tax;
  readonly what: 'base' | 'amount';
  readonly expected: bigint;
  readonly declared: bigint;
  readonly rate: RateExpression;
};

/** Why a payment of the line could not be checked. */
export type Unchecked = 'relief' | 'noRate' | 'noAmount' | 'noValue' | 'noQuantity' | 'noExchange';

export type BoxCheck = { readonly boxes: readonly Box[]; readonly unchecked: readonly { readonly tax: Tax; readonly why: Unchecked }[] };

const onlyAdvalorem = (rate: RateExpression): boolean => rate.terms.length > 0 && termsOf(rate).every((t) => t.kind === 'adv');

/** The base as it follows from the other boxes as declared. */
function baseFrom(line: DeclaredLine, tax: Tax, law: Law): bigint | null {
  if (line.customsValue === null) return null;
  const amount = (t: Tax): bigint => line.taxes[t].amount ?? 0n;
  if (tax === 'duty' || tax === 'ad') return line.customsValue;
  if (tax === 'excise') return line.customsValue + amount('duty');
  const fee = law.pack.vat.baseIncludesFee.value ? (line.fee ?? 0n) : 0n;
  return line.customsValue + amount('duty') + amount('ad') + amount('excise') + fee;
}

const missing = { base: 'noValue', quantity: 'noQuantity', exchangeRate: 'noExchange' } as const;

function checkTax(line: DeclaredLine, facts: LineFacts, given: { tax: Tax; law: Law }): readonly Box[] | Unchecked | null {
  const { tax, law } = given;
  const stated = line.taxes[tax];
  const state = facts.rates[tax];
  if (state.kind === 'none' || (stated.rate === null && stated.amount === null)) return null;
  if (facts.relieved.has(tax)) return 'relief';
  if (state.kind === 'unknown') return 'noRate';
  const from = baseFrom(line, tax, law);
  const boxes: Box[] = [];
  if (onlyAdvalorem(state.rate) && stated.base !== null && from !== null) {
    boxes.push({ tax, what: 'base', expected: from, declared: stated.base, rate: state.rate });
  }
  if (stated.amount === null) return boxes.length > 0 ? boxes : 'noAmount';
  const working = rateAmount(state.rate, {
    base: stated.base !== null && onlyAdvalorem(state.rate) ? stated.base : from,
    quantityIn: (unit) => quantityIn(line, facts, unit, law.pack),
    nationalMinor: (currency) => nationalMinor(line, currency, law),
  });
  if ('what' in working) return boxes.length > 0 ? boxes : missing[working.what];
  boxes.push({ tax, what: 'amount', expected: roundPayment(working.amount, law.pack), declared: stated.amount, rate: state.rate });
  return boxes;
}

/**
 * Recomputes each box from the others as declared, so that the box which is wrong is named and not everything that follows from it.
 * A rate that was derived from the amount itself proves nothing about the amount: only its base is checked.
 * @returns the boxes that could be computed, right and wrong ones
 */
export function checkBoxes(line: DeclaredLine, facts: LineFacts, law: Law): BoxCheck {
  const boxes: Box[] = [];
  const unchecked: { tax: Tax; why: Unchecked }[] = [];
  for (const tax of taxes) {
    const result = checkTax(line, facts, { tax, law });
    if (result === null) continue;
    if (typeof result === 'string') unchecked.push({ tax, why: result });
    else boxes.push(...result);
  }
  return { boxes, unchecked };
}
