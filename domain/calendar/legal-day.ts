import { isDay } from '../model/scalars.ts';
import type { Day } from '../model/scalars.ts';
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
