import { addDays, dayNumber, dayOfNumber } from '../../domain/calendar/day.ts';
import { isWorkingDay } from '../../domain/calendar/working-days.ts';
import type { CalendarDays } from '../../domain/calendar/working-days.ts';
import type { Day } from '../../domain/model/scalars.ts';

/** The books' period; days are numbers from its first day on (0, 1, 2 …), negative before it. */
export type Period = {
  /** number of the last day */
  readonly last: number;
  readonly text: (day: number) => Day;
  readonly isWorking: (day: number) => boolean;
  /** the day itself when it is a working one, else the next */
  readonly working: (day: number) => number;
  readonly workingBefore: (day: number) => number;
  /** share of a year's trade that is begun by the end of that day of the period, 0..1 */
  readonly begun: (day: number, until: number) => number;
};

/** Trade is slow in January and in the summer, busy in spring and before autumn; weights of the months, January first. */
const seasons = [6, 8, 11, 12, 10, 8, 7, 9, 12, 11, 10, 6] as const;

const [before, after] = [420, 420];

/** @param from first day of the books @param to last one */
export function period(from: Day, to: Day, calendar: CalendarDays): Period {
  const first = dayNumber(from);
  const last = dayNumber(to) - first;
  const texts = Array.from({ length: before + last + after }, (_, i) => dayOfNumber(first - before + i));
  const work = texts.map((day) => isWorkingDay(calendar, day));
  const isWorking = (day: number): boolean => work[day + before] ?? true;
  const weights = Array.from({ length: last + 1 }, (_, day) => {
    const month = Number((texts[day + before] ?? '2026-01').slice(5, 7));
    return isWorking(day) ? (seasons[month - 1] ?? 1) : 0;
  });
  const sums: number[] = weights.map(() => 0);
  let sum = 0;
  for (const [day, weight] of weights.entries()) {
    sum += weight;
    sums[day] = sum;
  }
  return {
    last,
    text: (day) => texts[day + before] ?? addDays(from, day),
    isWorking,
    working: (day) => {
      let at = day;
      while (!isWorking(at)) at += 1;
      return at;
    },
    workingBefore: (day) => {
      let at = day - 1;
      while (!isWorking(at)) at -= 1;
      return at;
    },
    begun: (day, until) => (day >= until ? 1 : (sums[Math.max(0, day)] ?? 0) / Math.max(1, sums[until] ?? 1)),
  };
}
