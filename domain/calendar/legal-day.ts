import { isDay } from '../model/scalars.ts';
import type { Day, Instant } from '../model/scalars.ts';
import type { RulePack, UtcOffset } from '../packs/rule-pack.ts';
import { dayNumber, dayOfNumber } from './day.ts';

const msPerDay = 86_400_000;

function msOf(utc: string): number {
  const day = utc.slice(0, 10);
  if (!isDay(day)) return Number.NEGATIVE_INFINITY;
  const [hours, minutes, seconds] = [utc.slice(11, 13), utc.slice(14, 16), utc.slice(17, 19)].map(Number);
  return dayNumber(day) * msPerDay + (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}

function offsetAt(offsets: readonly UtcOffset[], ms: number): number {
  let minutes = offsets[0]?.minutes ?? 0;
  for (const offset of offsets) if (msOf(offset.fromUtc) <= ms) minutes = offset.minutes;
  return minutes;
}

/** The legal day of a moment in the pack's time zone, never the machine's. @param ms milliseconds since 1970-01-01 UTC */
export const legalDay = (pack: Pick<RulePack, 'timeZone'>, ms: number): Day =>
  dayOfNumber(Math.floor((ms + offsetAt(pack.timeZone.offsets, ms) * 60_000) / msPerDay));

const two = (n: number): string => String(n).padStart(2, '0');

/** The moment as people of the pack's time zone write it, with its offset: `2026-03-14T11:25:00+05:00`. @param ms milliseconds since 1970-01-01 UTC */
export function legalInstant(pack: Pick<RulePack, 'timeZone'>, ms: number): Instant {
  const minutes = offsetAt(pack.timeZone.offsets, ms);
  const local = Math.floor(ms / 1000) + minutes * 60;
  const [second, minute, hour] = [local % 60, Math.floor(local / 60) % 60, Math.floor(local / 3600) % 24];
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${legalDay(pack, ms)}T${two(hour)}:${two(minute)}:${two(second)}${offset}` as Instant;
}
