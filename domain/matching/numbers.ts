import { lookOf } from './look-alikes.ts';

/** Signs for "number" that people put in front. */
const sign = /^(?:№|no\.?(?=[\s\d])|n°|nr\.?(?=[\s\d])|#|number\s)\s*/u;

/**
 * A document's number as it is compared letter by letter: capitals, blanks, the sign for "number" and the script of look-alike letters do
 * not count; dashes, slashes and zeros do. '' for none.
 */
export function exactNumber(text: string): string {
  const small = text.normalize('NFKC').trim().toLowerCase().replace(/^№/u, '№ ').replace(sign, '');
  return lookOf(small.replace(/\s+/g, '').replace(/[‐-―−]/g, '-')).toUpperCase();
}

/** The same without dashes, slashes, dots and leading zeros of each run of digits: `AT-26/0043` is `AT 26 43`. '' when no digit is left. */
export function looseNumber(text: string): string {
  const plain = exactNumber(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  if (!/\d/.test(plain)) return '';
  return plain
    .split(' ')
    .map((part) => part.replace(/(?<!\d)0+(?=\d)/g, ''))
    .join('');
}

/** The running number at the end without its series and year: `СФ-2026-000212` is 212. '' when there is none. */
export function serialNumber(text: string): string {
  const runs = exactNumber(text).match(/\d+/g) ?? [];
  const told = runs.filter((run, i) => !(runs.length > 1 && /^(?:19|20)\d\d$/.test(run) && i !== runs.length - 1));
  const last = told.at(-1) ?? '';
  const counts = /^(?:19|20)\d\d$/.test(last) && told.length > 1 ? (told.at(-2) ?? '') : last;
  const serial = counts.replace(/^0+/, '');
  return serial.length >= 2 && serial.length <= 15 ? serial : '';
}

/** Numbers written in one cell: parted by semicolon, comma, line break or a slash between blanks. */
export const numbersInCell = (cell: string): readonly string[] =>
  cell
    .split(/[;,\n]|\s\/\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Most words of a purpose that can make up one number: `AT 26 4013`. */
const mostWords = 3;

/** Loose numbers that may stand in a text, in its order: every run of one to three words that holds a digit. */
export function numbersInText(text: string): readonly string[] {
  const parts = text.split(/[\s,;:()«»"“”]+/u).filter((part) => part !== '');
  const found = new Set<string>();
  for (let i = 0; i < parts.length; i += 1) {
    let joined = '';
    for (let n = 0; n < mostWords && i + n < parts.length; n += 1) {
      joined += `${n === 0 ? '' : '-'}${parts[i + n] ?? ''}`;
      if (n > 0 && !/\d/.test(parts[i + n] ?? '') && !/\d/.test(parts[i] ?? '')) break;
      const loose = looseNumber(joined);
      if (loose.length >= 4) found.add(loose);
    }
  }
  return [...found];
}

/** Steps of one letter that make one text the other: put in, taken out, changed, two neighbours swapped. Stops above `most`. */
export function steps(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** How alike two loose numbers are, 0..1: 1 equal; short ones are alike only when equal. */
export function numberLikeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const length = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < 5) return 0;
  if (a.length >= 5 && b.length >= 5 && (a.startsWith(b) || b.startsWith(a))) return 0.8;
  const apart = steps(a, b, 2);
  return apart > 2 ? 0 : 1 - (apart * 2) / length;
}

/** All ways of leaving one letter out, and the text itself: two texts one step apart share one of them. */
export function neighbourhood(text: string): readonly string[] {
  const all = [text];
  for (let i = 0; i < text.length; i += 1) all.push(text.slice(0, i) + text.slice(i + 1));
  return all;
}
