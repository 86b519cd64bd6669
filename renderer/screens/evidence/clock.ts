const typed = /^(?:(\d{1,2})[./](\d{1,2})[./](\d{4})\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

const halfDay = 43_200;

/**
 * How many seconds a device's clock is ahead, from the time that it shows now: `14:07`, `14:07:30`, `22.11.2026 14:07`.
 * A time without a day is taken for the nearest one.
 * @returns with its sign, `+73`, `-3600`; null when it is no time
 */
export function offsetOf(shown: string, now: Date): string | null {
  const parts = typed.exec(shown.trim());
  if (parts === null) return null;
  const [, day, month, year, hour = '', minute = '', second] = parts;
  const at = new Date(now);
  if (day !== undefined) at.setFullYear(Number(year), Number(month) - 1, Number(day));
  // Without seconds the middle of the minute is the best guess.
  at.setHours(Number(hour), Number(minute), second === undefined ? 30 : Number(second), 0);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  if (day !== undefined && (at.getDate() !== Number(day) || at.getMonth() !== Number(month) - 1)) return null;
  let ahead = Math.round((at.getTime() - now.getTime()) / 1000);
  if (second === undefined && Math.abs(ahead) <= 30) ahead = 0;
  if (day === undefined && ahead > halfDay) ahead -= 2 * halfDay;
  if (day === undefined && ahead < -halfDay) ahead += 2 * halfDay;
  return `${ahead < 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Seconds as hours, minutes and seconds, without their sign: `1:00:13`. */
export function asTime(offset: string): string {
  const seconds = Math.abs(Number(offset));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const twoFigures = (n: number): string => String(n).padStart(2, '0');

/** This machine's day, to be corrected by the person who sees it: `2026-03-05`. */
export const isoToday = (now: Date): string => `${now.getFullYear()}-${twoFigures(now.getMonth() + 1)}-${twoFigures(now.getDate())}`;

/** The same as a person writes it: `05.03.2026`. */
export const typedToday = (now: Date): string => typedDay(isoToday(now));

/** A day as it stands in a field: `2026-03-05` → `05.03.2026`. */
export const typedDay = (iso: string): string => iso.split('-').toReversed().join('.');
