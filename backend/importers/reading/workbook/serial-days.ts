const dayMs = 86_400_000;
/** Serial 61 is 1 March 1900; the day that 60 stands for never was (the 1900 system counts a 29 February 1900). */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999 */
const lastSerial = 2_958_466;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = ms % 1000;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? text : `${text}.${String(rest).padStart(3, '0')}`;
}

/** How a cell shows a serial number. */
export type Shown = {
  readonly kind: 'day' | 'time' | 'elapsed';
  /** the format shows parts of a second */
  readonly fractions: boolean;
};

/**
 * A serial number as `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS`, `HH:MM:SS` or hours that run on (`37:30:00`).
 * @returns null when no day can be meant: negative, nil, beyond the year 9999
 */
export function serialText(serial: number, shown: Shown, from1904: boolean): string | null {
  const ms = Math.round(serial * dayMs);
  const whole = shown.fractions ? ms : Math.round(ms / 1000) * 1000;
  if (shown.kind === 'elapsed') return serial >= 0 && serial < lastSerial ? clock(whole) : null;
  if (!(serial >= 0 && serial < lastSerial)) return null;
  if (whole < dayMs && !from1904) return shown.kind === 'time' || whole > 0 ? clock(whole) : null;
  if (whole < dayMs && shown.kind === 'time') return clock(whole);
  const day = Math.floor(whole / dayMs);
  const text = dayText(day, from1904);
  const rest = whole - day * dayMs;
  return rest === 0 ? text : `${text} ${clock(rest)}`;
}

let [cachedDay, cachedText, cached1904] = [-1, '', false];

function dayText(day: number, from1904: boolean): string {
  if (day === cachedDay && from1904 === cached1904) return cachedText;
  [cachedDay, cached1904] = [day, from1904];
  if (!from1904 && day === 60) return (cachedText = '1900-02-29');
  const early = !from1904 && day < 60 ? 1 : 0;
  const date = new Date((from1904 ? epoch1904 : epoch1900) + (day + early) * dayMs);
  return (cachedText = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`);
}

/** `2024-01-05T10:30:00.000Z` as the other readers write it: no T, no time at midnight. @returns null when it is no date */
export function isoText(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[-+]\d{2}:?\d{2})?)?$/.exec(text.trim());
  if (match === null) return null;
  const time = (match[2] ?? '').replace(/\.0*$/, '');
  return time === '' || /^00:00(?::00)?$/.test(time) ? (match[1] ?? '') : `${match[1]} ${time.length === 5 ? `${time}:00` : time}`;
}
