import { Refused } from '../model/refused.ts';
import type { RulePack } from './rule-pack.ts';

/** @returns decimals of the currency's minor unit (KZT 2, KRW 0, KWD 3), null for a currency that the pack does not know */
export function digitsOf(pack: Pick<RulePack, 'currencies'>, currency: string): number | null {
  return pack.currencies.find((c) => c.code === currency)?.digits ?? null;
}

/** @returns decimals of the national currency; a validated pack always has it */
export function nationalDigits(pack: Pick<RulePack, 'currencies' | 'nationalCurrency'>): number {
  const digits = digitsOf(pack, pack.nationalCurrency);
  if (digits === null) throw new Refused({ code: 'pack_invalid', at: 'nationalCurrency' });
  return digits;
}

/** The pack with the minor digits that a case's books keep where their profile states other ones. @param digits by currency code */
export function packWithDigits(pack: RulePack, digits: Readonly<Record<string, number>>): RulePack {
  if (Object.keys(digits).length === 0) return pack;
  return { ...pack, currencies: pack.currencies.map((c) => ({ ...c, digits: digits[c.code] ?? c.digits })) };
}
