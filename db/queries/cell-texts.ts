import type { NumberColumn } from '../../domain/catalogue/audit-test.ts';

/** Between the texts of a column, and in place of an empty cell: control characters, which no imported text has. */
const [between, empty] = ['\u001f', '\u001e'];
const [comma, minus, zero] = [44, 45, 48];

/** Where the cells of a text belong: from `at` on, or where `order` says. @property n cells that there must be */
export type Places = { readonly at: number; readonly n: number; readonly order: Uint32Array | null };

/** Reads whole numbers parted by commas; an empty one is an empty cell. */
export function readNumbers(text: string, into: NumberColumn, { at, n, order }: Places): void {
  let [cell, value, negative, digits] = [0, 0, false, 0];
  for (let i = 0; i <= text.length; i += 1) {
    const code = i === text.length ? comma : text.charCodeAt(i);
    if (code === comma) {
      const place = order === null ? at + cell : (order[cell] ?? 0);
      into.values[place] = negative ? -value : value;
      into.present[place] = digits > 0 ? 1 : 0;
      cell += 1;
      value = 0;
      digits = 0;
      negative = false;
    } else if (code === minus) negative = true;
    else {
      // the digit first: the sum with its code would leave the whole numbers that a double holds
      value = value * 10 + (code - zero);
      digits += 1;
    }
  }
  if (cell !== n) throw new RangeError('a column of the books has another number of cells');
}

/** Cells of which so many are looked at before it is decided whether equal texts are kept once. */
const tried = 4096;

/**
 * Reads texts parted by a control character. Where values repeat, equal cells share one text: a judge then compares and looks up texts
 * that are the same thing, which takes a fraction of the time.
 */
export function readTexts(text: string, into: (string | null)[], { at, n, order }: Places): void {
  const parts = text.split(between);
  if (parts.length !== n) throw new RangeError('a text of the books holds a control character');
  const known = new Map<string, string>();
  let sharing = true;
  for (let i = 0; i < n; i += 1) {
    const part = parts[i] ?? empty;
    const place = order === null ? at + i : (order[i] ?? 0);
    if (part === empty) into[place] = null;
    else if (!sharing) into[place] = part;
    else {
      const same = known.get(part);
      if (same === undefined) known.set(part, part);
      into[place] = same ?? part;
      if (i === tried) sharing = known.size < tried / 2;
    }
  }
}
