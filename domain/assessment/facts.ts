import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { Decimal } from '../model/scalars.ts';
import { divRound, scaledToDecimal } from '../money/decimal.ts';
import { divide, ratio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { advalorem, parseRate } from '../money/rate.ts';
import type { RateExpression } from '../money/rate.ts';
import { vatPercentOn } from '../packs/vat.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import { unitCode, unitOf } from '../packs/units.ts';
import type { Change, Tax } from './components.ts';
import type { DeclaredLine } from './declared-line.ts';

/** A payment's rate: stated, or none because the line has no such payment, or not to be known. */
export type RateState =
  | { readonly kind: 'known'; readonly rate: RateExpression; readonly from: 'declared' | 'derived' | 'pack' | 'audited' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly problem: Words };

/** What the payments of a line are computed from; begins as declared, each correction changes it. */
export type LineFacts = {
  readonly customsValue: bigint | null;
  readonly rates: Readonly<Record<Tax, RateState>>;
  /** audited quantity, null unit = the unit that the rate asks for */
  readonly quantity: { readonly amount: Ratio; readonly unit: string | null } | null;
  /** payments that the line is relieved from */
  readonly relieved: ReadonlySet<Tax>;
};

const percentScale = 10_000n;

/**
 * The percentage that gives the amount out of the base, when there is exactly one with at most two decimals.
 * @returns null when none or several do
 */
export function derivedPercent(base: bigint, amount: bigint): Decimal | null {
  if (base <= 0n || amount < 0n) return null;
  const percent = divRound(amount * percentScale, base);
  const exact = amount * percentScale === percent * base;
  // a smaller base cannot tell 0.01 % from 0.02 %
  const unique = base >= percentScale && divRound(base * percent, percentScale) === amount;
  return exact || unique ? scaledToDecimal(percent, 2) : null;
}

/** The base as the file states it, else what it follows from. */
function statedBase(line: DeclaredLine, tax: Tax): bigint | null {
  const stated = line.taxes[tax].base;
  if (stated !== null || tax === 'duty' || tax === 'ad') return stated ?? line.customsValue;
  const sum = tax === 'excise' ? [line.taxes.duty] : [line.taxes.duty, line.taxes.ad, line.taxes.excise];
  return line.customsValue === null ? null : sum.reduce((total, t) => total + (t.amount ?? 0n), line.customsValue);
}

/** The declared rate: as written, else from amount and base, else for VAT the pack's of the registration day. */
export function declaredRate(line: DeclaredLine, tax: Tax, pack: RulePack): RateState {
  const { rate: text, amount } = line.taxes[tax];
  if (text !== null) {
    const rate = parseRate(text, pack);
    return rate === null
      ? { kind: 'unknown', problem: words('assess.problem.rateUnreadable', { text }) }
      : { kind: 'known', rate, from: 'declared' };
  }
  const ofPack = tax === 'vat' ? vatPercentOn(pack, line.registered) : null;
  if (amount !== null) {
    if (amount === 0n && (tax === 'ad' || tax === 'excise')) return { kind: 'none' };
    const base = statedBase(line, tax);
    const percent = base === null ? null : derivedPercent(base, amount);
    if (percent !== null) return { kind: 'known', rate: advalorem(percent), from: 'derived' };
  }
  if (ofPack !== null) return { kind: 'known', rate: advalorem(ofPack), from: 'pack' };
  const absent = amount === null && (tax === 'ad' || tax === 'excise');
  return absent ? { kind: 'none' } : { kind: 'unknown', problem: words('assess.problem.rateMissing') };
}

/** Relief is claimed where a preference is named and nothing is paid though the rate is not nil. */
function claimsRelief(line: DeclaredLine, tax: Tax, state: RateState, pack: RulePack): boolean {
  const named = line.preference !== null && !new RegExp(pack.noPreference, 'u').test(line.preference);
  const nil = state.kind !== 'known' || state.rate.terms.every((t) => t.kind === 'adv' && !/[1-9]/.test(t.percent));
  return named && line.taxes[tax].amount === 0n && !nil;
}

/** The line as declared. */
export function declaredFacts(line: DeclaredLine, pack: RulePack): LineFacts {
  const rates = {
    duty: declaredRate(line, 'duty', pack),
    ad: declaredRate(line, 'ad', pack),
    excise: declaredRate(line, 'excise', pack),
    vat: declaredRate(line, 'vat', pack),
  };
  const relieved = (['duty', 'ad', 'excise', 'vat'] as const).filter((tax) => claimsRelief(line, tax, rates[tax], pack));
  return { customsValue: line.customsValue, rates, quantity: null, relieved: new Set(relieved) };
}

/** The facts after one more correction. A new code or origin changes no amount by itself: its rate is a correction of its own. */
export function applyChange(facts: LineFacts, change: Change): LineFacts {
  switch (change.component) {
    case 'customs_value':
      return { ...facts, customsValue: change.value };
    case 'hs_code':
    case 'origin':
      return facts;
    case 'qty':
      return { ...facts, quantity: { amount: change.amount, unit: change.unit } };
    case 'relief':
      return { ...facts, relieved: change.taxes };
    case 'duty_rate':
    case 'excise_rate':
    case 'vat_rate':
      return { ...facts, rates: { ...facts.rates, [change.tax]: { kind: 'known', rate: change.rate, from: 'audited' } } };
    default:
      return change satisfies never;
  }
}

type Measured = { readonly unit: string | null; readonly amount: Ratio };

function inUnit(measured: Measured, wanted: string, pack: RulePack): Ratio | null {
  if (measured.unit === null || measured.unit === wanted) return measured.amount;
  const [from, to] = [unitOf(pack, measured.unit)?.grams, unitOf(pack, wanted)?.grams];
  if (from === undefined || to === undefined) return null;
  return divide({ n: measured.amount.n * BigInt(from), d: measured.amount.d }, ratio(BigInt(to)));
}

/** How much there is in the unit: as audited, else by net weight, supplementary unit or the other quantity of the line. */
export function quantityIn(line: DeclaredLine, facts: LineFacts, unit: string, pack: RulePack): Ratio | null {
  const audited = facts.quantity === null ? null : inUnit(facts.quantity, unit, pack);
  if (audited !== null) return audited;
  const stated: Measured[] = [];
  for (const q of [line.supplementary, line.quantity]) {
    const code = q === null ? null : unitCode(pack, q.unit);
    if (q !== null && code !== null) stated.push({ unit: code, amount: ratio(q.amountE6, 1_000_000n) });
  }
  const weight = unitOf(pack, unit)?.grams;
  if (weight !== undefined && line.netGrams !== null) return ratio(line.netGrams, BigInt(weight));
  for (const q of stated) {
    const found = inUnit(q, unit, pack);
    if (found !== null) return found;
  }
  return null;
}
