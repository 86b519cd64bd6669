import { lookOf } from './look-alikes.ts';

/** Signs for "number" that people put in front. */
const sign = /^(?:№|no\.?(?=[\s\d])|n°|nr\.?(?=[\s\d])|#|number\s)\s*/u;

/**
 * A document's number as it is compared letter by letter: capitals, blanks, the sign for "number" and the script of look-alike letters do
 * not count; dashes, slashes and zeros do. '' for none.
 */
export function exactNumber(text: string): string {
  // most numbers are written in plain signs and need nothing but capitals
  if (plainNumber.test(text)) return text.toUpperCase();
  const small = text.normalize('NFKC').trim().toLowerCase().replace(/^№/u, '№ ').replace(sign, '');
  return lookOf(small.replace(/\s+/g, '').replace(/[‐-―−]/g, '-')).toUpperCase();
}

const plainNumber = /^(?!n[or]?\b)[A-Za-z0-9][A-Za-z0-9/.#-]*$/i;

/** The same without dashes, slashes, dots and leading zeros of each run of digits: `AT-26/0043` is `AT 26 43`. '' when no digit is left. */
export function looseNumber(text: string): string {
  const loose = pieceOf(text);
  return /\d/.test(loose) ? loose : '';
}

/** Letters and digits of a word, zeros in front of its numbers gone. */
const pieceOf = (text: string): string =>
  exactNumber(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replaceAll(' ', '');

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
export function numbersInCell(cell: string): readonly string[] {
  // most cells hold one number in plain signs
  if (plainNumber.test(cell)) return [cell];
  return cell
    .split(/[;,\n]|\s\/\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Most words of a purpose that can make up one number: `AT 26 4013`. */
const mostWords = 3;

/** Words of purposes repeat: what each comes to is remembered, up to a bound. */
const pieces = new Map<string, string>();
const mostPieces = 20_000;

function pieceOfWord(word: string): string {
  const known = pieces.get(word);
  if (known !== undefined) return known;
  if (pieces.size >= mostPieces) pieces.clear();
  const made = pieceOf(word);
  pieces.set(word, made);
  return made;
}

const hasDigit = /\d/;

/** Loose numbers that may stand in a text, in its order: every run of one to three words that holds a digit. */
export function numbersInText(text: string): readonly string[] {
  if (!hasDigit.test(text)) return [];
  const words = text.split(/[\s,;:()«»"“”]+/u).flatMap((word) => (word === '' ? [] : [pieceOfWord(word)]));
  const digits = words.map((word) => hasDigit.test(word));
  const found = new Set<string>();
  for (let i = 0; i < words.length; i += 1) {
    let [joined, holds] = ['', false];
    for (let n = 0; n < mostWords && i + n < words.length; n += 1) {
      // two words of letters are no beginning of a number
      if (n > 0 && digits[i + n] !== true && digits[i] !== true) break;
      joined += words[i + n] ?? '';
      holds ||= digits[i + n] === true;
      if (holds && joined.length >= 4) found.add(joined);
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
