import { daysInMonth } from '../../domain/model/scalars.ts';

export type Step = 'day' | 'week' | 'month' | 'quarter' | 'year';

const two = (n: number): string => String(n).padStart(2, '0');
const perDay = 86_400_000;

const numberOf = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / perDay;
/** Days since 1970-01-01 as a day of the calendar. */
const dayOf = (n: number): string => new Date(n * perDay).toISOString().slice(0, 10);

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const weekdayOf = (n: number): number => (((n + 3) % 7) + 7) % 7;

/** The first day of the period that a day lies in. */
export function periodStart(day: string, step: Step): string {
  switch (step) {
    case 'day':
      return day;
    case 'week': {
      const n = numberOf(day);
      return dayOf(n - weekdayOf(n));
    }
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${day.slice(0, 5)}${two(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1)}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
    default:
      return step satisfies never;
  }
}

/** @param months that a period has */
function monthsLater(start: string, months: number): string {
  const month = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${two((month % 12) + 1)}-01`;
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The first day of the next period. @param start first day of a period */
export function nextPeriod(start: string, step: Step): string {
  if (step === 'day' || step === 'week') return dayOf(numberOf(start) + (step === 'day' ? 1 : 7));
  return monthsLater(start, monthsOf[step]);
}

/** The last day of the period. @param start its first */
export function periodEnd(start: string, step: Step): string {
  if (step === 'day') return start;
  if (step === 'week') return dayOf(numberOf(start) + 6);
  const last = monthsLater(start, monthsOf[step] - 1);
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  return `${last.slice(0, 8)}${two(daysInMonth(year, month))}`;
}
