import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import { divRound, pow10 } from '../money/decimal.ts';
import { ratio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { termsOf } from '../money/rate.ts';
import type { RateExpression } from '../money/rate.ts';
import { rateAmount } from '../money/rate-amount.ts';
import type { MissingInput, RateAmount } from '../money/rate-amount.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import { taxes } from './components.ts';
import type { Tax } from './components.ts';
import type { DeclaredLine } from './declared-line.ts';
import { nationalMinor } from './exchange.ts';
import type { OfficialRates } from './exchange.ts';
import { quantityIn } from './facts.ts';
import type { LineFacts } from './facts.ts';

/** The law and the rates of the day, given to every computation. */
export type Law = { readonly pack: RulePack; readonly rates: OfficialRates };

/** One part of a base, in minor units. */
export type BasePart = { readonly of: 'customs_value' | Tax | 'fee'; readonly amount: bigint };

/** What a payment comes to; `none` = the line has no such payment. */
export type TaxOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'problem'; readonly problem: Words }
  | {
      readonly kind: 'amount';
      readonly base: bigint;
      readonly parts: readonly BasePart[];
      readonly rate: RateExpression | null;
      readonly amount: bigint;
      /** before the rounding */
      readonly exact: Ratio;
      /** null where the amount was taken as declared or is relieved */
      readonly working: RateAmount | null;
      readonly relieved: boolean;
    };

export type Outcomes = Readonly<Record<Tax, TaxOutcome>>;

const entersBaseOf: Readonly<Record<Tax, readonly Tax[]>> = { duty: [], ad: [], excise: ['duty'], vat: ['duty', 'ad', 'excise'] };

/** Rounded once, half away from zero, to the decimals of money or of payments that the pack states. */
export function roundPayment(exact: Ratio, pack: RulePack): bigint {
  const decimals = pack.rounding.paymentDecimals.value ?? pack.rounding.moneyDecimals.value;
  const step = pow10(Math.max(0, nationalDigits(pack) - decimals));
  return divRound(exact.n, exact.d * step) * step;
}

/** What the base of a payment consists of, or the problem that keeps it from being known. */
function baseParts(
  line: DeclaredLine,
  facts: LineFacts,
  given: { tax: Tax; before: Partial<Outcomes>; pack: RulePack },
): readonly BasePart[] | Words {
  const parts: BasePart[] = [];
  if (facts.customsValue === null) return words('assess.problem.valueMissing');
  parts.push({ of: 'customs_value', amount: facts.customsValue });
  for (const tax of entersBaseOf[given.tax]) {
    const outcome = given.before[tax];
    if (outcome?.kind === 'problem') return outcome.problem;
    if (outcome?.kind === 'amount' && outcome.amount !== 0n) parts.push({ of: tax, amount: outcome.amount });
  }
  // a fee is charged once per declaration: a line without the column's value carries none of it
  const fee = given.tax === 'vat' && given.pack.vat.baseIncludesFee.value ? (line.fee ?? 0n) : 0n;
  if (fee !== 0n) parts.push({ of: 'fee', amount: fee });
  return parts;
}

function missingWords(missing: MissingInput): Words {
  if (missing.what === 'base') return words('assess.problem.valueMissing');
  return missing.what === 'quantity'
    ? words('assess.problem.quantityMissing', { unit: missing.of })
    : words('assess.problem.exchangeMissing', { currency: missing.of });
}

const isWords = (x: readonly BasePart[] | Words): x is Words => 'key' in x;

/** @param before outcomes of the payments that enter the base */
export function computeTax(line: DeclaredLine, facts: LineFacts, given: { tax: Tax; before: Partial<Outcomes>; law: Law }): TaxOutcome {
  const { tax, before, law } = given;
  const state = facts.rates[tax];
  if (state.kind === 'none') return { kind: 'none' };
  if (state.kind === 'unknown') return { kind: 'problem', problem: state.problem };
  const parts = baseParts(line, facts, { tax, before, pack: law.pack });
  const needsBase = termsOf(state.rate).some((t) => t.kind === 'adv');
  if (isWords(parts) && needsBase) return { kind: 'problem', problem: parts };
  const known = isWords(parts) ? [] : parts;
  const base = known.reduce((sum, p) => sum + p.amount, 0n);
  const common = { kind: 'amount', base, parts: known, rate: state.rate } as const;
  if (facts.relieved.has(tax)) return { ...common, amount: 0n, exact: ratio(0n), working: null, relieved: true };
  const working = rateAmount(state.rate, {
    base: isWords(parts) ? null : base,
    quantityIn: (unit) => quantityIn(line, facts, unit, law.pack),
    nationalMinor: (currency) => nationalMinor(line, currency, law),
  });
  if ('what' in working) return { kind: 'problem', problem: missingWords(working) };
  return { ...common, amount: roundPayment(working.amount, law.pack), exact: working.amount, working, relieved: false };
}

/** A payment as the file states it; where it states no amount, what its own rate and base give. */
function declaredTax(line: DeclaredLine, facts: LineFacts, given: { tax: Tax; before: Partial<Outcomes>; law: Law }): TaxOutcome {
  const { rate, base, amount } = line.taxes[given.tax];
  const state = facts.rates[given.tax];
  if (amount === null) return computeTax(line, facts, given);
  if (amount === 0n && rate === null && state.kind === 'none') return { kind: 'none' };
  const parts = baseParts(line, facts, { tax: given.tax, before: given.before, pack: given.law.pack });
  const known = isWords(parts) ? [] : parts;
  return {
    kind: 'amount',
    base: base ?? known.reduce((sum, p) => sum + p.amount, 0n),
    parts: known,
    rate: state.kind === 'known' ? state.rate : null,
    amount,
    exact: ratio(amount),
    working: null,
    relieved: facts.relieved.has(given.tax),
  };
}

/** @param touched the payments to compute anew; the others stand as declared */
export function outcomesOf(
  line: DeclaredLine,
  facts: LineFacts,
  given: { touched: ReadonlySet<Tax>; law: Law; declared: Outcomes | null },
): Outcomes {
  const before: Partial<Record<Tax, TaxOutcome>> = {};
  for (const tax of taxes) {
    const one = { tax, before, law: given.law };
    if (given.touched.has(tax)) before[tax] = computeTax(line, facts, one);
    else before[tax] = given.declared?.[tax] ?? declaredTax(line, facts, one);
  }
  const none: TaxOutcome = { kind: 'none' };
  return { duty: before.duty ?? none, ad: before.ad ?? none, excise: before.excise ?? none, vat: before.vat ?? none };
}
