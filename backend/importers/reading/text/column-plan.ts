/** Where the columns of a fixed-width text stand: characters [from, to) of the line. */
export type ColumnSpan = { readonly from: number; readonly to: number };
export type FixedPlan = {
  readonly columns: readonly ColumnSpan[];
  /** a line with the names of the columns stands above the records */
  readonly header: boolean;
};

const isBlank = (text: string, at: number): boolean => at >= text.length || text.charCodeAt(at) === 32 || text.charCodeAt(at) === 160;
const drawn = /^[\s\-=_*]+$/;
const hasDigit = /\d/;

/** Lines that carry records or the header: not empty, not only dashes. */
export const isWritten = (text: string): boolean => text.trim() !== '' && !drawn.test(text);

/** Characters that are blank in every one of the lines. */
function blankColumns(lines: readonly string[], width: number): readonly boolean[] {
  return Array.from({ length: width }, (_, at) => lines.every((line) => isBlank(line, at)));
}

/** Lines that are about as long as most: titles and footers are shorter or longer. */
function likeMost(lines: readonly string[]): readonly string[] {
  const lengths = lines.map((line) => line.trimEnd().length).sort((a, b) => a - b);
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return lines.filter((line) => line.trimEnd().length >= middle * 0.7 && line.trimEnd().length <= middle * 1.4);
}

function spansOf(blank: readonly boolean[]): readonly ColumnSpan[] {
  const spans: ColumnSpan[] = [];
  let from = -1;
  for (let at = 0; at <= blank.length; at += 1) {
    const gap = at === blank.length || blank[at] === true;
    if (!gap && from < 0) from = at;
    if (gap && from >= 0) {
      spans.push({ from, to: at });
      from = -1;
    }
  }
  return spans;
}

export const cellAt = (line: string, { from, to }: ColumnSpan): string => line.slice(from, to).trim();

/** Spans reach up to the next one, so that a value longer than those of the sample is not cut. */
const widened = (spans: readonly ColumnSpan[]): readonly ColumnSpan[] =>
  spans.map((span, i) => ({ from: i === 0 ? 0 : span.from, to: spans[i + 1]?.from ?? Number.MAX_SAFE_INTEGER }));

/**
 * The plan that the first lines of a file suggest: columns are parted by characters that are blank in all of them.
 * @param lines without page headers as far as they are known
 * @returns null where there are no two columns in three lines
 */
export function guessPlan(lines: readonly string[]): FixedPlan | null {
  const written = likeMost(lines.filter(isWritten));
  if (written.length < 3) return null;
  const width = Math.max(...written.map((line) => line.trimEnd().length));
  const records = written.filter((line) => hasDigit.test(line));
  const narrow = spansOf(blankColumns(records.length >= 2 ? records : written, width));
  const wide = spansOf(blankColumns(written, width));
  // names of columns reach further than their values, a title would reach over all of them
  const spans = wide.length === narrow.length ? wide : narrow;
  if (spans.length < 2) return null;
  const columns = widened(spans);
  const [first] = written;
  const header = first !== undefined && !hasDigit.test(first) && /\p{L}/u.test(first) && records.length >= 2;
  return { columns, header };
}

/** True where a word of the line crosses from one column into the next: it is no record of this plan. */
export function crosses(line: string, { columns }: FixedPlan): boolean {
  return columns.some(({ from }) => from > 0 && from < line.length && !isBlank(line, from - 1) && !isBlank(line, from));
}
