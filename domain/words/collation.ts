/**
 * The order of texts as people look them up, without Intl (reference: alphabet of ҚР СТ 1048, of which the Russian one is a part).
 * Letters before their case: `ақжол` stands beside `Ақжол`. Signs come first, then numbers by their value, then Cyrillic in the order of
 * the Kazakh alphabet, then Latin (accents do not count among letters), then all other scripts by code point.
 *
 * A text becomes a key of bytes; keys are compared byte by byte. No key is the beginning of another one, so that keys of several
 * columns may stand one behind the other. Equal keys mean equal texts.
 */
const cyrillic = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';
const latin = 'abcdefghijklmnopqrstuvwxyz';
const signs =
  ' \u00a0\u202f\u2009\t\n_-\u2010\u2011\u2012\u2013\u2014,;:!?.\u2026\'"\u2018\u2019\u201c\u201d\u201e«»()[]{}@*/\\&#№%`^+<=>|~$§°';

const end = 0;
const firstSign = 2;
const otherSign = 90;
const number = 91;
const firstCyrillic = 100;
const otherCyrillic = 150;
const firstLatin = 160;
const other = 200;

/** Bytes that a text of that many UTF-16 units can need at most. */
export const keyBytes = (units: number): number => units * 6 + 2;

/** Weight of a code unit: main byte | variant << 8; 0 where the unit is written out by its code. */
const known = 0x2200;

/** Texts differing in these alone stand together: the base form first, then the capital, then the others by code. */
function weights(): Uint16Array {
  const table = new Uint16Array(known);
  const counts = new Map<number, number>();
  const put = (unit: number, main: number): void => {
    const variant = counts.get(main) ?? 0;
    counts.set(main, variant + 1);
    table[unit] = main | (variant << 8);
  };
  const putLetters = (letters: string, first: number): void => {
    for (const [i, letter] of [...letters].entries()) {
      put(letter.charCodeAt(0), first + i);
      put(letter.toUpperCase().charCodeAt(0), first + i);
    }
  };
  for (const [i, sign] of [...signs].entries()) table[sign.charCodeAt(0)] = firstSign + i;
  putLetters(cyrillic, firstCyrillic);
  putLetters(latin, firstLatin);
  for (let unit = 0xc0; unit < 0x250; unit += 1) {
    const base = String.fromCharCode(unit).normalize('NFD').toLowerCase().charCodeAt(0) - 97;
    if (base >= 0 && base < latin.length) put(unit, firstLatin + base);
  }
  return table;
}

const weightOf = weights();
/** Digits of one number, and zeros before it: what one byte counts. */
const most = 250;
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** Writes the key of a text at a place. @returns the place after it */
export type KeyWriter = (text: string, bytes: Uint8Array, at: number) => number;

/** @returns a writer of keys; it keeps scratch room of its own, so that a million texts make no garbage */
export function keyWriter(): KeyWriter {
  let variants = new Uint8Array(1024);
  let [seen, last] = [0, 0];

  /** Remembers how a unit is written beside its main form; plain ones at the end need no byte. */
  const note = (variant: number): void => {
    if (variant !== 0) last = seen + 1;
    variants[seen] = variant + 1;
    seen += 1;
  };

  return (text, bytes, start) => {
    const units = text.length;
    if (variants.length < units) variants = new Uint8Array(units * 2);
    [seen, last] = [0, 0];
    let at = start;
    for (let i = 0; i < units; ) {
      const unit = text.charCodeAt(i);
      const weight = unit < known ? (weightOf[unit] ?? 0) : 0;
      if (weight !== 0) {
        bytes[at] = weight & 255;
        at += 1;
        note(weight >> 8);
        i += 1;
      } else if (isDigit(unit)) {
        const { first, after } = digitsAt(text, i);
        bytes[at] = number;
        bytes[at + 1] = after - first;
        at += 2;
        for (let digit = first; digit < after; digit += 1, at += 1) bytes[at] = text.charCodeAt(digit);
        note(Math.min(most, first - i));
        i = after;
      } else {
        bytes[at] = groupOf(unit);
        bytes[at + 1] = unit >> 8;
        bytes[at + 2] = unit & 255;
        at += 3;
        note(0);
        i += 1;
      }
    }
    bytes[at] = end;
    at += 1;
    bytes.set(variants.subarray(0, last), at);
    at += last;
    bytes[at] = end;
    return at + 1;
  };
}

/** The digits of a number: zeros before them stand at from..first. */
function digitsAt(text: string, from: number): { readonly first: number; readonly after: number } {
  let first = from;
  while (first - from < most && text.charCodeAt(first) === 48 && isDigit(text.charCodeAt(first + 1))) first += 1;
  let after = first;
  while (after - first < most && isDigit(text.charCodeAt(after))) after += 1;
  return { first, after };
}

/** Where a unit stands that has no place in the tables. */
function groupOf(unit: number): number {
  if (unit < 0xc0 || (unit >= 0x2000 && unit < 0x2c00)) return otherSign;
  return unit >= 0x400 && unit < 0x530 ? otherCyrillic : other;
}

/** @returns the key of one text */
export function sortKey(text: string): Uint8Array {
  const bytes = new Uint8Array(keyBytes(text.length));
  return bytes.slice(0, keyWriter()(text, bytes, 0));
}

/** @returns below, at or above zero, as `Array.prototype.sort` asks */
export function compareTexts(a: string, b: string): number {
  const [x, y] = [sortKey(a), sortKey(b)];
  for (let i = 0; i < x.length && i < y.length; i += 1) {
    const apart = (x[i] ?? 0) - (y[i] ?? 0);
    if (apart !== 0) return apart;
  }
  return x.length - y.length;
}
