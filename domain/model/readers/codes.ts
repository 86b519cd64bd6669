import type { NumberForm } from './numbers.ts';
import { plainDecimal } from './numbers.ts';
import type { ProblemCode } from './problems.ts';

/** Characters that no cell may hold: controls but tab and line breaks. */
// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
export const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Spreadsheets protect codes as `="0101210000"`. */
const protectedCode = /^="(.*)"$/s;

/** A code without the spreadsheet's protection around it; codes stay text, zeros included. */
export const readCode = (text: string): string => (text.charCodeAt(0) === 61 ? (protectedCode.exec(text)?.[1] ?? text).trim() : text);

export type HsForm = {
  /** digits that a code of this file has when it is whole */
  readonly length: number;
  /** the stated repair: zeros are put in front up to `length` */
  readonly leftPad: boolean;
};

/**
 * Commodity code: digits only, `8471 30 000 0` and `8471.30` are joined. Codes have an even number of digits, so an odd one, or
 * one shorter than the file's full length, has lost its leading zero to a spreadsheet.
 * @returns the code or the problem
 */
export function readHs(text: string, form: HsForm): string | ProblemCode {
  const digits = /^\d+$/.test(text) ? text : text.replace(/(?<=\d)[ .\u00a0](?=\d)/g, '');
  if (/^\d+(?:[.,]\d+)?[eE][-+]?\d+$/.test(digits)) return 'number_scientific';
  if (!/^\d{1,14}$/.test(digits)) return 'hs_unreadable';
  const even = digits.length + (digits.length % 2);
  if (even === digits.length && even >= form.length) return digits;
  return form.leftPad ? digits.padStart(Math.max(form.length, even), '0') : 'hs_lost_zeros';
}

export const isHs = (read: string | ProblemCode): boolean => !read.startsWith('hs_') && !read.startsWith('number_');

/** A rate as text: a bare number is a percentage (`10,0` and `10 %` become `10%`); anything else stays as it was written. */
export function readRateText(text: string, form: NumberForm): string {
  const bare = /^(.*\d)\s*%?$/.exec(text)?.[1];
  if (bare === undefined) return text;
  const plain = plainDecimal(bare, form);
  if (!/^\d/.test(plain)) return text;
  return `${plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain}%`;
}
