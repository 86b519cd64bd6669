import { decimalToScaled, divRound, pow10, scaledToDecimal } from '../../../../domain/money/decimal.ts';
import { number } from './canonical.ts';

/** An exact sum of decimal texts; amounts that are no numbers are counted apart. */
export type Sum = {
  /** @param sign -1 to take the amount away */
  readonly add: (text: string, sign?: 1 | -1) => void;
  readonly value: () => bigint;
  /** amounts that could not be added */
  readonly unread: () => number;
};

/** Decimals kept: more than any schema of these formats lets an amount or a quantity have. */
export const sumDigits = 8;

const small = 2 ** 50;

/** A short plain number scaled by 10^8 without making a bigint of it, or NaN. */
function quick(text: string): number {
  let [value, decimals] = [0, -1];
  const negative = text.charCodeAt(0) === 45;
  for (let i = negative ? 1 : 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) {
      value = value * 10 + c - 48;
      if (decimals >= 0) decimals += 1;
    } else if (c === 46 && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  const scaled = decimals > sumDigits ? Number.NaN : value * 10 ** (sumDigits - Math.max(decimals, 0));
  if (!(scaled <= small)) return Number.NaN;
  return negative ? -scaled : scaled;
}

/** @returns the number scaled by 10^8, null when the text is none or has more decimals */
export function scaled(text: string): bigint | null {
  const fast = quick(text);
  if (!Number.isNaN(fast) && text !== '' && text !== '-') return BigInt(fast);
  return decimalToScaled(number(text), sumDigits);
}

export function sum(): Sum {
  let [whole, part, unread] = [0n, 0, 0];
  return {
    add: (text, sign = 1) => {
      if (text === '') return;
      const fast = quick(text);
      if (Number.isNaN(fast)) {
        const exact = decimalToScaled(number(text), sumDigits);
        if (exact === null) unread += 1;
        else whole += sign === 1 ? exact : -exact;
        return;
      }
      part += sign * fast;
      if (part > small || part < -small) {
        whole += BigInt(part);
        part = 0;
      }
    },
    value: () => whole + BigInt(part),
    unread: () => unread,
  };
}

/** With as many decimals as there are, at least two. */
export function amountText(value: bigint): string {
  const text = scaledToDecimal(value, sumDigits);
  const cut = text.replace(/0+$/, '');
  const missing = 2 - (cut.length - cut.indexOf('.') - 1);
  return missing > 0 ? cut + '0'.repeat(missing) : cut;
}

/** True when the counted sum, rounded to the decimals in which the total is written, is that total. */
export function isTotal(declared: string, counted: bigint): boolean {
  const plain = number(declared);
  const digits = Math.min(plain.split('.')[1]?.length ?? 0, sumDigits);
  const wanted = scaled(plain);
  if (wanted === null) return false;
  const unit = pow10(sumDigits - digits);
  return wanted === divRound(counted, unit) * unit;
}

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
