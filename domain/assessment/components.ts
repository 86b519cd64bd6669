import { Refused } from '../model/refused.ts';
import { isDecimal, decimalToScaled } from '../money/decimal.ts';
import { ratioOfDecimal } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { parseRate } from '../money/rate.ts';
import type { RateExpression } from '../money/rate.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import { unitCode } from '../packs/units.ts';

/** Payments computed per declaration line, in the order in which one enters the base of the next. */
export const taxes = ['duty', 'ad', 'excise', 'vat'] as const;
export type Tax = (typeof taxes)[number];

export const components = ['customs_value', 'hs_code', 'origin', 'qty', 'duty_rate', 'excise_rate', 'vat_rate', 'relief'] as const;
export type Component = (typeof components)[number];

/** One correction of one declaration line by one finding; `audited` as in the contract. */
export type Correction = { readonly finding: string; readonly row: string; readonly component: Component; readonly audited: string };

/** A correction whose audited value was read. */
export type Change =
  | { readonly component: 'customs_value'; readonly value: bigint }
  | { readonly component: 'hs_code' | 'origin'; readonly text: string }
  | { readonly component: 'qty'; readonly amount: Ratio; readonly unit: string | null }
  | { readonly component: 'duty_rate' | 'excise_rate' | 'vat_rate'; readonly tax: Tax; readonly rate: RateExpression }
  | { readonly component: 'relief'; readonly taxes: ReadonlySet<Tax> };

function customsValue(audited: string, pack: RulePack): Change | null {
  const value = isDecimal(audited) ? decimalToScaled(audited, nationalDigits(pack)) : null;
  const fits = value !== null && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return fits ? { component: 'customs_value', value } : null;
}

/** "1500" in whatever unit the line's specific rate asks for, "1500 kg" in that unit. */
function quantity(audited: string, pack: RulePack): Change | null {
  const parts = /^(\S+)(?: +(.+))?$/.exec(audited);
  const amount = parts?.[1] ?? '';
  if (!isDecimal(amount) || amount.startsWith('-')) return null;
  const unit = parts?.[2] === undefined ? null : unitCode(pack, parts[2]);
  if (parts?.[2] !== undefined && unit === null) return null;
  return { component: 'qty', amount: ratioOfDecimal(amount), unit };
}

function hsCode(audited: string, pack: RulePack): Change | null {
  const { value, longerAllowed } = pack.hsLength;
  const fits = /^\d+$/.test(audited) && (longerAllowed ? audited.length >= value : audited.length === value);
  return fits ? { component: 'hs_code', text: audited } : null;
}

/** What relief the line should have had: "none", or the taxes that are relieved ("duty", "duty, vat"). */
function relief(audited: string): Change | null {
  const named = audited === 'none' ? [] : audited.split(',').map((t) => t.trim());
  const found = taxes.filter((tax) => named.includes(tax));
  return found.length === named.length ? { component: 'relief', taxes: new Set(found) } : null;
}

const taxOfRate = { duty_rate: 'duty', excise_rate: 'excise', vat_rate: 'vat' } as const;

/** @returns the correction's value, null when it cannot be one of its component under the pack */
export function readAudited(component: Component, audited: string, pack: RulePack): Change | null {
  switch (component) {
    case 'customs_value':
      return customsValue(audited, pack);
    case 'qty':
      return quantity(audited, pack);
    case 'hs_code':
      return hsCode(audited, pack);
    case 'origin':
      return /^[A-Z]{2}$/.test(audited) ? { component, text: audited } : null;
    case 'relief':
      return relief(audited);
    case 'duty_rate':
    case 'excise_rate':
    case 'vat_rate': {
      const rate = parseRate(audited, pack);
      return rate === null ? null : { component, tax: taxOfRate[component], rate };
    }
    default:
      return component satisfies never;
  }
}

/**
 * Refuses a correction before it is written down.
 * @throws Refused correction_invalid, `at` the component, args {audited}
 */
export function checkCorrection(correction: { readonly component: Component; readonly audited: string }, pack: RulePack): void {
  if (readAudited(correction.component, correction.audited, pack) !== null) return;
  throw new Refused({ code: 'correction_invalid', at: correction.component, args: { audited: correction.audited } });
}
