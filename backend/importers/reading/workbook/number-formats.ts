import { decimalText, percentText } from './decimal-text.ts';
import { serialText } from './serial-days.ts';
import type { Shown } from './serial-days.ts';

/** What a number format makes of a number. */
export type NumberLook =
  /** `foreign`: shown with the sign of another currency than the tenge, which the number alone does not say */
  | { readonly kind: 'number'; readonly foreign?: true }
  | { readonly kind: 'percent' }
  /** a code of so many digits, stored without the zeros in front of it */
  | { readonly kind: 'code'; readonly digits: number }
  | Shown;

export const plainNumber: NumberLook = { kind: 'number' };

const day: NumberLook = { kind: 'day', fractions: false };
const time: NumberLook = { kind: 'time', fractions: false };

/** The formats that have a number and no text (ECMA-376 §18.8.30); 27–36 and 50–58 are the days of Asian editions. */
export function builtInLook(id: number): NumberLook | null {
  if (id === 9 || id === 10) return { kind: 'percent' };
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return day;
  if ((id >= 18 && id <= 21) || id === 45) return time;
  if (id === 46) return { kind: 'elapsed', fractions: false };
  if (id === 47) return { kind: 'time', fractions: true };
  return id < 164 ? plainNumber : null;
}

/** Words, escaped signs, fill and width signs, colours, conditions and languages say nothing about the kind of the value. */
const words = /"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]?/gi;

const money = /\[\$([^\]-]{1,8})(?:-[^\]]*)?\]|([$€£¥₽]|"\s*(?:usd|eur|rub|cny|gbp)\s*")/iu;
const foreignMoney: NumberLook = { kind: 'number', foreign: true };

/** Whether a format shows the sign of a currency that is not the tenge. */
function isForeign(code: string): boolean {
  const match = money.exec(code.slice(0, 255).replace(/\[\$-[^\]]*\]/g, ''));
  const sign = (match?.[1] ?? match?.[2] ?? '').trim();
  return match !== null && !/^(?:₸|kzt|тг\.?|тенге|теңге)$/iu.test(sign);
}

/** `000000000000`: a BIN or a commodity code that lost its zeros when it became a number. Fewer may as well be a count. */
const zeros = /^\s*0{4,20}\s*$/;

/**
 * The kind of value that a format code shows, by its first section: `[$-419]d mmm yyyy;@` is a day, `0.00" дн"` a number, `[h]:mm` hours
 * that run on, `0.0%` a share. Russian letters of days (`ДД.ММ.ГГГГ`) stand in files of some programs.
 */
export function lookOf(code: string): NumberLook {
  const bare = (code.slice(0, 255).replace(words, ' ').split(';')[0] ?? '').toLowerCase();
  if (zeros.test(bare)) return { kind: 'code', digits: bare.trim().length };
  const fractions = /[s]\]?[.,]0/.test(bare);
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return { kind: 'elapsed', fractions };
  if (/general|основной|standard/.test(bare)) return plainNumber;
  const letters = bare.replace(/am\/pm|a\/p/g, 'h').replace(/e[-+]/g, '');
  if (/[ydгд]/.test(letters)) return { kind: 'day', fractions };
  if (/[hsч]/.test(letters)) return { kind: 'time', fractions };
  if (/[mм]/.test(letters)) return day;
  if (bare.includes('%')) return { kind: 'percent' };
  return isForeign(code) ? foreignMoney : plainNumber;
}

/** A cell's text, and whether it is a number or a day that people may have formatted otherwise. */
export type Shaped = { readonly text: string; readonly kind: 'number' | 'day' | 'text' };

/** A stored number in the look of its cell; what is no number stays the text that it is. */
export function shapedNumber(stored: string, look: NumberLook, from1904: boolean): Shaped {
  if (look.kind !== 'number') {
    const number = decimalText(stored);
    if (number === null) return { text: stored, kind: 'text' };
    if (look.kind === 'code')
      return /^\d+$/.test(number) ? { text: number.padStart(look.digits, '0'), kind: 'text' } : { text: number, kind: 'number' };
    if (look.kind === 'percent') return { text: percentText(number), kind: 'number' };
    const text = serialText(Number(stored), look, from1904);
    return text === null ? { text: number, kind: 'number' } : { text, kind: 'day' };
  }
  const text = decimalText(stored);
  return text === null ? { text: stored, kind: 'text' } : { text, kind: 'number' };
}
