import { daysInMonth } from '../scalars.ts';
import type { Day } from '../scalars.ts';
import type { ProblemCode } from './problems.ts';

/** How a file writes its days; one form per file. */
export type DateForm = 'YYYY-MM-DD' | 'DD.MM.YYYY' | 'DD/MM/YYYY' | 'MM/DD/YYYY' | 'YYYYMMDD';

type Parts = readonly [year: number, month: number, day: number];

/** A time of the day after the date is let through: the day is the day that the trader's program wrote. */
const time = '(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?)?$';
const ymd = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${time}`);
const dotted = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${time}`);
const slashed = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})${time}`);
const packed = /^(\d{4})(\d{2})(\d{2})$/;

const forms: Readonly<Record<DateForm, { readonly pattern: RegExp; readonly parts: (m: RegExpExecArray) => Parts }>> = {
  'YYYY-MM-DD': { pattern: ymd, parts: (m) => [Number(m[1]), Number(m[2]), Number(m[3])] },
  'DD.MM.YYYY': { pattern: dotted, parts: (m) => [Number(m[3]), Number(m[2]), Number(m[1])] },
  'DD/MM/YYYY': { pattern: slashed, parts: (m) => [Number(m[3]), Number(m[2]), Number(m[1])] },
  'MM/DD/YYYY': { pattern: slashed, parts: (m) => [Number(m[3]), Number(m[1]), Number(m[2])] },
  YYYYMMDD: { pattern: packed, parts: (m) => [Number(m[1]), Number(m[2]), Number(m[3])] },
};
export const dateForms = Object.keys(forms) as readonly DateForm[];

const exists = ([year, month, day]: Parts): boolean => year >= 1900 && year <= 2199 && day >= 1 && day <= daysInMonth(year, month);
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** `YYYY-MM-28` and earlier days of a month without looking twice: nearly every cell of a file in that form. */
function isPlainDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  for (let i = 0; i < 10; i += 1) if (i !== 4 && i !== 7 && !(digit(text, i) >= 0 && digit(text, i) <= 9)) return false;
  const century = digit(text, 0) * 10 + digit(text, 1);
  const month = digit(text, 5) * 10 + digit(text, 6);
  const day = digit(text, 8) * 10 + digit(text, 9);
  return century >= 19 && century <= 21 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

/** True when the text is written in that form and names a day that exists. */
export function isWrittenIn(text: string, form: DateForm): boolean {
  const match = forms[form].pattern.exec(text);
  return match !== null && exists(forms[form].parts(match));
}

/** @returns the day, or why there is none: not a date, a date in another form, a day like 31.02. */
export function readDay(text: string, form: DateForm): Day | ProblemCode {
  if (form === 'YYYY-MM-DD' && isPlainDay(text)) return text as Day;
  const { pattern, parts } = forms[form];
  const match = pattern.exec(text);
  if (match === null) return dateForms.some((other) => isWrittenIn(text, other)) ? 'day_other_form' : 'day_unreadable';
  const found = parts(match);
  if (!exists(found)) return 'day_impossible';
  return `${found[0]}-${two(found[1])}-${two(found[2])}` as Day;
}
