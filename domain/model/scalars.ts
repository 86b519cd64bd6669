/** Numbers with their unit in the type. All are safe integers; products and sums use bigint. */
type Brand<T, B extends string> = T & { readonly __brand: B };

/** Minor units of the currency beside it (tiyn, cents). */
export type Minor = Brand<number, 'Minor'>;
/** Quantity or unit price x 10^6. */
export type E6 = Brand<number, 'E6'>;
/** Rate (exchange, percent as a fraction is never stored) x 10^8. */
export type E8 = Brand<number, 'E8'>;
export type Grams = Brand<number, 'Grams'>;

/** Legal day `YYYY-MM-DD`, in the rule pack's time zone. */
export type Day = Brand<string, 'Day'>;
/** RFC 3339 timestamp. Evidence only: it orders nothing. */
export type Instant = Brand<string, 'Instant'>;
/** Canonical decimal text: optional minus, no plus, no leading zeros, no exponent. */
export type Decimal = Brand<string, 'Decimal'>;

/** Hash function given to the domain: SHA-256 of the bytes, lower-case hex. */
export type HashBytes = (bytes: Uint8Array) => string;

const dayForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** @param month 1..12 */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** A day that exists in the calendar: 2025-02-31 is none. */
export function isDay(text: string): text is Day {
  const parts = dayForm.exec(text);
  if (parts === null) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return year >= 1000 && day >= 1 && day <= daysInMonth(year, month);
}
