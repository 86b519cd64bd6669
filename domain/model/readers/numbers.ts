import { decimalToScaled, roundDecimal } from '../../money/decimal.ts';
import type { Decimal } from '../scalars.ts';
import type { ProblemCode } from './problems.ts';

/** How numbers are written in a file: the decimal mark, and the other mark where it parts thousands. */
export type NumberForm = { readonly decimal: '.' | ','; readonly group: '.' | ',' | null };

const safeMost = Number.MAX_SAFE_INTEGER;
const powers = Array.from({ length: 16 }, (_, n) => 10 ** n);
const spaces = /[ \u00a0\u2007\u2009\u202f]/;

/**
 * A number of a file as an integer scaled by 10^digits.
 * Reads `1 234,56-`, `(1 234,56)`, `−5`, groups of three parted by spaces (also no-break and thin) or by the form's group mark.
 * @returns a safe integer, or the problem: never a rounded value
 */
export function readScaled(text: string, digits: number, form: NumberForm): number | ProblemCode {
  const mark = form.decimal === '.' ? 46 : 44;
  const negative = text.charCodeAt(0) === 45;
  let value = 0;
  let decimals = -1;
  for (let i = negative ? 1 : 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) {
      value = value * 10 + c - 48;
      if (decimals >= 0) decimals += 1;
    } else if (c === mark && decimals < 0) decimals = 0;
    else return readSlowly(text, digits, form);
  }
  if (value > safeMost || decimals > digits || decimals === 0 || text.length === (negative ? 1 : 0)) return readSlowly(text, digits, form);
  const scaled = value * (powers[digits - Math.max(decimals, 0)] ?? Number.NaN);
  if (!(scaled <= safeMost)) return 'number_too_large';
  return negative && scaled !== 0 ? -scaled : scaled;
}

function readSlowly(text: string, digits: number, form: NumberForm): number | ProblemCode {
  const plain = plainDecimal(text, form);
  if (!isPlain(plain)) return plain;
  const scaled = decimalToScaled(plain, digits);
  if (scaled === null) return 'number_decimals';
  return scaled > BigInt(safeMost) || scaled < -BigInt(safeMost) ? 'number_too_large' : Number(scaled);
}

/** The same with the stated repair: rounded half away from zero to `digits` decimals. */
export function readRounded(text: string, digits: number, form: NumberForm): number | ProblemCode {
  const plain = plainDecimal(text, form);
  if (!isPlain(plain)) return plain;
  return readScaled(roundDecimal(plain, digits), digits, { decimal: '.', group: null });
}

const isPlain = (text: Decimal | ProblemCode): text is Decimal => !text.startsWith('number_');

const grouped = {
  '.': /^\d{1,3}(?:\.\d{3})+$/,
  ',': /^\d{1,3}(?:,\d{3})+$/,
  ' ': /^\d{1,3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})+$/,
} as const;

/** @returns the digits of the whole part without groups, or null when the groups are not threes */
function ungroup(whole: string, form: NumberForm): string | null {
  if (/^\d*$/.test(whole)) return whole;
  const separator = spaces.test(whole) ? ' ' : form.group;
  return separator !== null && grouped[separator].test(whole) ? whole.replace(/\D/g, '') : null;
}

/** Number text in a form of the file as canonical decimal text. */
export function plainDecimal(text: string, form: NumberForm): Decimal | ProblemCode {
  const signed = /^(?:([-+\u2212])?\s*([^()]*?)|\(([^()]*)\)|([^()]*?)\s*([-\u2212]))$/.exec(text.trim());
  if (signed === null) return 'number_unreadable';
  const body = (signed[2] ?? signed[3] ?? signed[4] ?? '').trim();
  const trailing = /[-\u2212]$/.exec(body);
  if (trailing !== null && signed[1] !== undefined) return 'number_unreadable';
  const negative = signed[3] !== undefined || trailing !== null || (signed[1] !== undefined && signed[1] !== '+');
  const digits = trailing === null ? body : body.slice(0, -1).trim();
  if (/^\d+(?:[.,]\d+)?[eEеЕ][-+]?\d+$/.test(digits)) return 'number_scientific';
  const cut = digits.lastIndexOf(form.decimal);
  const decimals = cut < 0 ? '' : digits.slice(cut + 1);
  const whole = ungroup(cut < 0 ? digits : digits.slice(0, cut), form);
  if (whole === null || !/^\d*$/.test(decimals) || whole + decimals === '' || (cut >= 0 && decimals === '')) return 'number_unreadable';
  const body10 = whole.replace(/^0+(?=\d)/, '') || '0';
  const plain = decimals === '' ? body10 : `${body10}.${decimals}`;
  return (negative && /[1-9]/.test(plain) ? `-${plain}` : plain) as Decimal;
}
