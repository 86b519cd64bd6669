import { Refused } from '../model/refused.ts';
import type { Checksum, RulePack } from './rule-pack.ts';

/**
 * The check digit of the digits before it (reference/domain.md §3, test D15).
 * @param digits the identifier without its check digit
 * @returns 0..9, or null when the number cannot be issued
 */
export function checkDigit(checksum: Checksum, digits: string): number | null {
  for (const weights of checksum.passes) {
    const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i] ?? '0'), 0);
    const rest = sum % checksum.modulus;
    if (rest < 10) return rest;
  }
  return null;
}

/** @returns what is wrong with a taxpayer's number under the pack, null when nothing is */
export function taxIdProblem(pack: Pick<RulePack, 'taxId'>, id: string): 'form' | 'checkDigit' | null {
  if (!new RegExp(pack.taxId.pattern, 'u').test(id)) return 'form';
  if (pack.taxId.checksum === null) return null;
  return String(checkDigit(pack.taxId.checksum, id.slice(0, -1))) === id.slice(-1) ? null : 'checkDigit';
}

/** @throws Refused tax_id_invalid, args {problem: form | checkDigit} */
export function checkTaxId(pack: Pick<RulePack, 'taxId'>, id: string): void {
  const problem = taxIdProblem(pack, id);
  if (problem !== null) throw new Refused({ code: 'tax_id_invalid', at: id, args: { problem } });
}
