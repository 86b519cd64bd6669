/** Steps in which days are gathered. */
export type Step = 'day' | 'week' | 'month' | 'quarter' | 'year';

export const steps: readonly Step[] = ['day', 'week', 'month', 'quarter', 'year'];

const two = (n: number): string => String(n).padStart(2, '0');
const isoDay = (year: number, month: number, date: number): string => {
  const time = new Date(Date.UTC(year, month, date));
  return `${String(time.getUTCFullYear()).padStart(4, '0')}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
};

/** @param from first day of a period, `YYYY-MM-DD` @returns first day of the next one */
export function nextPeriod(from: string, step: Step): string {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  switch (step) {
    case 'day':
      return isoDay(year, month - 1, date + 1);
    case 'week':
      return isoDay(year, month - 1, date + 7);
    case 'month':
      return isoDay(year, month, 1);
    case 'quarter':
      return isoDay(year, month + 2, 1);
    case 'year':
      return isoDay(year + 1, 0, 1);
    default:
      return step satisfies never;
  }
}

/** @returns last day of the period that begins on `from` */
export function lastOfPeriod(from: string, step: Step): string {
  const [year = 0, month = 1, date = 1] = nextPeriod(from, step).split('-').map(Number);
  return isoDay(year, month - 1, date - 1);
}

export type PeriodSpeech = {
  readonly say: (key: string, args: Readonly<Record<string, string | number>>) => string;
  readonly day: (value: string) => string;
};

/** A period as people name it: the day, the week by its days, `03.2025`, the quarter, the year. */
export function periodName(from: string, step: Step, { say, day }: PeriodSpeech): string {
  const [year = '', month = '01'] = from.split('-');
  switch (step) {
    case 'day':
      return day(from);
    case 'week':
      return say('explore.period.week', { from: day(from), to: day(lastOfPeriod(from, step)) });
    case 'month':
      return say('explore.period.month', { month, year });
    case 'quarter':
      return say('explore.period.quarter', { quarter: Math.floor((Number(month) - 1) / 3) + 1, year });
    case 'year':
      return year;
    default:
      return step satisfies never;
  }
}
