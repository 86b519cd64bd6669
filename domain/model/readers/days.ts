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

/** True when the text is written in that form and names a day that exists. */
export function isWrittenIn(text: string, form: DateForm): boolean {
  const match = forms[form].pattern.exec(text);
  return match !== null && exists(forms[form].parts(match));
}

/** @returns the day, or why there is none: not a date, a date in another form, a day like 31.02. */
export function readDay(text: string, form: DateForm): Day | ProblemCode {
  const { pattern, parts } = forms[form];
  const match = pattern.exec(text);
  if (match === null) return dateForms.some((other) => isWrittenIn(text, other)) ? 'day_other_form' : 'day_unreadable';
  const found = parts(match);
  if (!exists(found)) return 'day_impossible';
  return `${found[0]}-${two(found[1])}-${two(found[2])}` as Day;
}

/** True for a result of readDay that is a day. */
export const isRead = (day: Day | ProblemCode): day is Day => !day.startsWith('day_');
