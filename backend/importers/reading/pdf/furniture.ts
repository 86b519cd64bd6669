import { lineText } from './lines.ts';
import type { PageLine } from './lines.ts';
import { hasFigure } from './chunks.ts';
import type { ChunkedLine } from './chunks.ts';

/** `Стр. 3 из 12`, `3-бет`, `Page 3 of 12`, `- 3 -`, `3`. */
const pageNumber =
  /^(?:[-–—\s]*(?:стр(?:аница|\.)?|лист|бет|page|p\.|с\.)?\s*(?:№|no\.?)?\s*\d{1,5}\s*(?:(?:из|of|\/)\s*\d{1,5})?\s*(?:-?\s*бет)?[-–—\s]*)$/iu;
const pageWords = /(?:стр(?:аница|\.)|лист|бет|page)\s*№?\s*\d+|\d+\s*-?\s*бет/iu;

const digitsAside = (text: string): string => text.replace(/\d+/g, '#');

/** Lines at the top and the bottom of a page that are looked at. */
const outer = 5;
const samePlace = 3;

type Page = { readonly lines: readonly ChunkedLine[] };

const isAt = (a: ChunkedLine, b: ChunkedLine): boolean => Math.abs(a.base - b.base) <= samePlace;

/** Where page numbers stand in a line, the rest of it decides whether it is the same. */
function isSame(a: ChunkedLine, b: ChunkedLine): boolean {
  const [one, other] = [lineText(a), lineText(b)];
  return one === other || (pageWords.test(one) && digitsAside(one) === digitsAside(other));
}

const repeated = (line: ChunkedLine, pages: readonly (Page | null)[]): boolean =>
  pages.some((page) => page?.lines.some((other) => isAt(line, other) && isSame(line, other)) === true);

/** A line that says nothing but the number of its page. */
export const isPageNumber = (line: PageLine): boolean => pageNumber.test(lineText(line));

const isLonelyNumber = (line: ChunkedLine): boolean => line.chunks.length === 1 && isPageNumber(line);

export type Around = { readonly before: Page | null; readonly after: Page | null };

/** A row may well stand at the same place with the same words as one of the page before: it is never taken for a header. */
const mayBeRow = (line: ChunkedLine): boolean => line.chunks.length > 1 && hasFigure(line) && !pageWords.test(lineText(line));

/** How many lines from the edge of a page belong to the paper: the first other one ends them. */
function edgeLines(lines: readonly ChunkedLine[], isOfPaper: (line: ChunkedLine, at: number) => boolean): number {
  const found = lines.slice(0, outer).findIndex((line, at) => mayBeRow(line) || !isOfPaper(line, at));
  return found < 0 ? Math.min(outer, lines.length) : found;
}

/**
 * The lines of a page without those that belong to the paper and not to what stands on it: page numbers, and headers and footers that
 * stand at the same place on a page beside this one. On a page that opens a table its header is kept, though later pages repeat it.
 */
export function withoutFurniture(page: Page, { before, after }: Around, opens: boolean): readonly ChunkedLine[] {
  const { lines } = page;
  const isTable = lines.some((line) => line.chunks.length > 1);
  const alone = (line: ChunkedLine, at: number): boolean => at === 0 && isTable && isLonelyNumber(line);
  const isHeader = (line: ChunkedLine, at: number): boolean =>
    alone(line, at) || (opens ? pageWords.test(lineText(line)) && repeated(line, [before, after]) : repeated(line, [before]));
  const isFooter = (line: ChunkedLine, at: number): boolean => alone(line, at) || repeated(line, [before, after]);
  const top = edgeLines(lines, isHeader);
  const bottom = edgeLines(lines.slice(top).toReversed(), isFooter);
  return lines.slice(top, lines.length - bottom);
}
