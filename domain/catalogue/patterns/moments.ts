import { dayNumber } from '../../calendar/day.ts';
import { isDay } from '../../model/scalars.ts';

const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/;

/** Seconds since 1970-01-01 of `YYYY-MM-DDTHH:MM[:SS]` as the book writes it, its own local time; null for a text without a time of day. */
export function momentOf(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  const [, day = '', hour, minute, second = '0'] = parts;
  if (!isDay(day)) return null;
  return dayNumber(day) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}

/** `HH:MM` of a moment. */
export function timeText(moment: number): string {
  const minutes = Math.floor((moment % 86_400) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
