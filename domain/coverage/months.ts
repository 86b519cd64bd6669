import type { Day } from '../model/scalars.ts';

/** `YYYY-MM`. Months are compared as text. */
export type Month = string & { readonly __brand: 'Month' };

const form = /^\d{4}-(0[1-9]|1[0-2])$/;

export const isMonth = (text: string): text is Month => form.test(text);

/** @param day `YYYY-MM-DD` */
export const monthOf = (day: string): Month => day.slice(0, 7) as Month;

const two = (n: number): string => String(n).padStart(2, '0');

export function nextMonth(month: Month): Month {
  const [year, no] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return (no === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 5)}${two(no + 1)}`) as Month;
}

/** Every month that a period touches, in order; none when it ends before it begins. */
export function monthsBetween(from: Month, to: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

export const monthsOf = (from: Day, to: Day): readonly Month[] => monthsBetween(monthOf(from), monthOf(to));
