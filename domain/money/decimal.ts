import type { Decimal } from '../model/scalars.ts';

/** The one rounding: half away from zero. @returns n/d as an integer @param d not zero */
export function divRound(n: bigint, d: bigint): bigint {
  const negative = n < 0n !== d < 0n;
  const [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  const quotient = (2n * a + b) / (2n * b);
  return negative ? -quotient : quotient;
}

/** The powers that amounts, quantities and rates are scaled by: raising anew takes longer than the arithmetic around it. */
const powers: readonly bigint[] = Array.from({ length: 20 }, (_, digits) => 10n ** BigInt(digits));

export const pow10 = (digits: number): bigint => powers[digits] ?? 10n ** BigInt(digits);

const form = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** Canonical decimal text as it stands in operations, --json and findings.json. */
export const isDecimal = (text: string): text is Decimal => form.test(text);

/** @param value scaled by 10^digits @returns decimal text with exactly `digits` decimals */
export function scaledToDecimal(value: bigint | number, digits: number): Decimal {
  const whole = BigInt(value);
  const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, '0');
  const cut = text.length - digits;
  const body = digits === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`;
  return (whole < 0n ? `-${body}` : body) as Decimal;
}

/** @returns the value scaled by 10^digits, or null when the text is no decimal or has more decimals that are not zero */
export function decimalToScaled(text: string, digits: number): bigint | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return null;
  const decimals = parts[3] ?? '';
  if (/[^0]/.test(decimals.slice(digits))) return null;
  const value = BigInt((parts[2] ?? '0') + decimals.slice(0, digits).padEnd(digits, '0'));
  return parts[1] === '-' ? -value : value;
}

/** @returns the value rounded half away from zero to `digits` decimals */
export function roundDecimal(text: Decimal, digits: number): Decimal {
  const decimals = text.split('.')[1]?.length ?? 0;
  if (decimals <= digits) return scaledToDecimal(decimalToScaled(text, digits) ?? 0n, digits);
  return scaledToDecimal(divRound(decimalToScaled(text, decimals) ?? 0n, pow10(decimals - digits)), digits);
}

/** Exact sum, with as many digits as the finest of them. */
export function sumDecimals(amounts: readonly Decimal[]): Decimal {
  const digits = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
  return scaledToDecimal(
    amounts.reduce((sum, amount) => sum + (decimalToScaled(amount, digits) ?? 0n), 0n),
    digits,
  );
}
