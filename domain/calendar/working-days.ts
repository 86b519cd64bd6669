import type { Day } from '../model/scalars.ts';
import type { WorkingCalendar } from '../packs/rule-pack.ts';
import { addDays, addMonths, daysBetween, weekday } from './day.ts';

export type CalendarDays = Pick<WorkingCalendar, 'weekend' | 'nonWorking' | 'working'>;

/** Both days belong to the suspension. */
export type Suspension = { readonly from: Day; readonly to: Day };

/** Days off that were transferred into working days count as working, whatever the week day (domain-corrections 24). */
export function isWorkingDay(calendar: CalendarDays, day: Day): boolean {
  if (calendar.working.includes(day)) return true;
  return !calendar.weekend.includes(weekday(day)) && !calendar.nonWorking.includes(day);
}

const suspended = (suspensions: readonly Suspension[], day: Day): boolean => suspensions.some((s) => s.from <= day && day <= s.to);

/** The day itself when it is a working one, else the next. */
export function rollForward(calendar: CalendarDays, day: Day): Day {
  let at = day;
  while (!isWorkingDay(calendar, at)) at = addDays(at, 1);
  return at;
}

/**
 * The last day of a term in working days, counted from the day after `start`; days inside a suspension do not count.
 * @param days at least 1
 */
export function addWorkingDays(calendar: CalendarDays, start: Day, days: number, suspensions: readonly Suspension[] = []): Day {
  let at = start;
  let left = days;
  while (left > 0) {
    at = addDays(at, 1);
    if (isWorkingDay(calendar, at) && !suspended(suspensions, at)) left -= 1;
  }
  return at;
}

/** A term in calendar days from the day after `start`, rolled to a working day. */
export const addCalendarDays = (calendar: CalendarDays, start: Day, days: number): Day => rollForward(calendar, addDays(start, days));

/**
 * A term in months, longer by every suspended calendar day, rolled to a working day (domain-corrections 25).
 * 2026-03-02 + 2 months, suspended 03-12..04-10, ends 2026-06-01.
 */
export function addTermMonths(calendar: CalendarDays, start: Day, months: number, suspensions: readonly Suspension[] = []): Day {
  const paused = suspensions.reduce((days, s) => days + daysBetween(s.from, s.to) + 1, 0);
  return rollForward(calendar, addDays(addMonths(start, months), paused));
}
