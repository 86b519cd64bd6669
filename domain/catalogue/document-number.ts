/** A document number taken apart: what stays the same in a series, and the number that counts up. */
export type DocumentNumber = { readonly series: string; readonly number: number; readonly hasYear: boolean };

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

/**
 * Splits "СФ-2026-000212" into the series "СФ-2026-#" and 212. The number is the last run of digits; where that is a year
 * ("000123/2025"), the run before it.
 * @returns null when the text holds no number that could count
 */
export function documentNumber(text: string): DocumentNumber | null {
  let run = lastRun(text, text.length);
  if (run === null) return null;
  const before = isYear(text.slice(run.from, run.to)) ? lastRun(text, run.from) : null;
  if (before !== null) run = before;
  if (run.to - run.from > longest) return null;
  const rest = `${text.slice(0, run.from)}#${text.slice(run.to)}`;
  return {
    series: rest.toUpperCase().replace(/\s+/g, ''),
    number: Number(text.slice(run.from, run.to)),
    hasYear: /(?<!\d)(?:19|20)\d\d(?!\d)/.test(rest),
  };
}
