/** A document number taken apart: what stays the same in a series, and the number that counts up. */
export type DocumentNumber = {
  readonly series: string;
  /** where in `series` the number's `#` stands: the text may hold others ("Invoice #12") */
  readonly slot: number;
  readonly number: number;
  /** digits it is written with where zeros stand in front, else 0 */
  readonly padded: number;
  readonly hasYear: boolean;
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
/** Longer runs of digits (bar codes, account numbers) count nothing and would not be safe integers. */
const longest = 15;

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);

type Run = { readonly from: number; readonly to: number };

/** The last run of digits before `end`, or null. */
function lastRun(text: string, end: number): Run | null {
  let to = end;
  while (to > 0 && !isDigit(text.charCodeAt(to - 1))) to -= 1;
  if (to === 0) return null;
  let from = to;
  while (from > 0 && isDigit(text.charCodeAt(from - 1))) from -= 1;
  return { from, to };
}

/** Which run of digits counts: the last one, or the one before it where the last is a year ("000123/2025") and that one is none. */
function countingRun(text: string): Run | null {
  const last = lastRun(text, text.length);
  if (last === null || !isYear(text.slice(last.from, last.to))) return last;
  const before = lastRun(text, last.from);
  return before === null || isYear(text.slice(before.from, before.to)) ? last : before;
}

type Parts = {
  readonly before: string;
  readonly after: string;
  readonly series: string;
  readonly slot: number;
  readonly hasYear: boolean;
};

const inSeries = (text: string): string => text.toUpperCase().replace(/\s+/g, '');

function partsOf(text: string, run: Run): Parts {
  const [before, after] = [text.slice(0, run.from), text.slice(run.to)];
  const hasYear = /(?<!\d)(?:19|20)\d\d(?!\d)/.test(`${before}#${after}`);
  return { before, after, series: `${inSeries(before)}#${inSeries(after)}`, slot: inSeries(before).length, hasYear };
}

/** The digits of a text that differs from the last one in its number only; a number that could be a year is looked at again. */
function sameSeries(text: string, parts: Parts): string | null {
  if (!text.startsWith(parts.before) || !text.endsWith(parts.after)) return null;
  const digits = text.slice(parts.before.length, text.length - parts.after.length);
  return digits.length > longest || isYear(digits) || !/^\d+$/.test(digits) ? null : digits;
}

/**
 * Reads document numbers one after the other: "СФ-2026-000212" is 212 of the series "СФ-2026-#". Neighbours mostly belong to one series,
 * which is then not taken apart again.
 * @returns a reader that gives null for a text without a number that could count
 */
export function documentNumbers(): (text: string) => DocumentNumber | null {
  let last: Parts | null = null;
  return (text) => {
    const digits = last === null ? null : sameSeries(text, last);
    if (last !== null && digits !== null) return numberOf(digits, last);
    const run = countingRun(text);
    if (run === null || run.to - run.from > longest) return null;
    last = partsOf(text, run);
    return numberOf(text.slice(run.from, run.to), last);
  };
}

const numberOf = (digits: string, parts: Parts): DocumentNumber => ({
  series: parts.series,
  slot: parts.slot,
  number: Number(digits),
  padded: digits.startsWith('0') ? digits.length : 0,
  hasYear: parts.hasYear,
});

/** One number by itself, as `documentNumbers`. */
export const documentNumber = (text: string): DocumentNumber | null => documentNumbers()(text);
