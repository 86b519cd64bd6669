import { daysInMonth } from '../model/scalars.ts';
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

/** Days of one month, both ends counted. */
export type Days = { readonly from: Day; readonly to: Day };

const dayOf = (month: Month, day: number): Day => `${month}-${two(day)}` as Day;

export const daysOf = (month: Month): Days => ({
  from: dayOf(month, 1),
  to: dayOf(month, daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))),
});

/** What of a month lies in a period that touches it; null where that is the whole month. */
export function partOf(month: Month, period: Days): Days | null {
  const whole = daysOf(month);
  const from = period.from > whole.from ? period.from : whole.from;
  const to = period.to < whole.to ? period.to : whole.to;
  return from === whole.from && to === whole.to ? null : { from, to };
}

/** Days of the period's first month that lie before it, and of its last month that lie after it; null where there are none. */
export function daysBeside({ from, to }: Days): { readonly before: Days | null; readonly after: Days | null } {
  const [first, last] = [monthOf(from), monthOf(to)];
  return {
    before: from === daysOf(first).from ? null : { from: dayOf(first, 1), to: dayOf(first, Number(from.slice(8)) - 1) },
    after: to === daysOf(last).to ? null : { from: dayOf(last, Number(to.slice(8)) + 1), to: daysOf(last).to },
  };
}
