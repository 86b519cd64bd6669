import type { Day, Decimal } from '../model/scalars.ts';
import type { RulePack } from './rule-pack.ts';

/** @returns the VAT percent in force on the registration day, null where the pack knows none */
export function vatPercentOn(pack: Pick<RulePack, 'vat'>, day: Day): Decimal | null {
  let found: Decimal | null = null;
  for (const rate of pack.vat.rates) if (rate.from <= day) found = rate.percent;
  return found;
}
