import { daysInMonth } from '../model/scalars.ts';
import type { Day } from '../model/scalars.ts';

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** Days since 1970-01-01 in the Gregorian calendar. @source days_from_civil, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" */
export function dayNumber(day: Day): number {
  const [y, m, d] = partsOf(day);
  const year = m <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const ofEra = year - era * 400;
  const ofYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** @param number days since 1970-01-01 */
export function dayOfNumber(number: number): Day {
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date);
}

/** @param month 1..12 @param date 1..31, cut to the month's length */
export const dayOf = (year: number, month: number, date: number): Day =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(date, daysInMonth(year, month)), 2)}` as Day;

/** @returns year, month 1..12, day of the month */
export const partsOf = (day: Day): readonly [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** Calendar days from `from` to `to`, the first not counted. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** @returns 0 Sunday .. 6 Saturday */
export const weekday = (day: Day): number => (((dayNumber(day) + 4) % 7) + 7) % 7;

/** The same date so many months later; 31 January + 1 month is the last day of February. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + month - 1 + months;
  return dayOf(Math.floor(index / 12), (index % 12) + 1, date);
}
