import { dayNumber, dayOfNumber } from '../calendar/day.ts';
import { isDay } from '../model/scalars.ts';

const written = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;
const two = (n: number): string => String(n).padStart(2, '0');
const secondsOfDay = 86_400;

/** Seconds that a device's clock is ahead, as text with its sign: `+73`, `-3600`; at most ten years. */
export const isClockOffset = (text: string): boolean => /^[+-]\d{1,9}$/.test(text) && Math.abs(Number(text)) <= 315_576_000;

/** A moment as a device writes it: local time, with or without offset. */
export function isTakenAt(text: string): boolean {
  const parts = written.exec(text);
  return parts !== null && isDay(parts[1] ?? '') && Number(parts[2]) < 24 && Number(parts[3]) < 60 && Number(parts[4] ?? 0) < 60;
}

/**
 * When a picture was taken by this laptop's clock: the device's time less what its clock is ahead. The raw time stays beside it.
 * @param takenAt local time `YYYY-MM-DDTHH:MM:SS`, with or without offset @param clockOffset seconds, `+73`
 * @returns the same form, to the second; null when either cannot be read
 */
export function correctedTime(takenAt: string, clockOffset: string): string | null {
  const parts = written.exec(takenAt);
  if (parts === null || !isTakenAt(takenAt) || !isClockOffset(clockOffset)) return null;
  const [, day = '', hour, minute, second, zone = ''] = parts;
  const raw = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0) - Number(clockOffset);
  const days = Math.floor(raw / secondsOfDay);
  const left = raw - days * secondsOfDay;
  const moved = isDay(day) ? dayOfNumber(dayNumber(day) + days) : '';
  return `${moved}T${two(Math.floor(left / 3600))}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}${zone}`;
}
