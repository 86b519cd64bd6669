import { lineText } from './lines.ts';
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

const isLonelyNumber = (line: ChunkedLine): boolean => line.chunks.length === 1 && pageNumber.test(lineText(line));

export type Around = { readonly before: Page | null; readonly after: Page | null };

/**
 * Lines that belong to the paper and not to what stands on it: page numbers, and headers and footers that stand at the same place on a
 * page beside this one. On a page that opens a table its header is kept, though later pages repeat it.
 */
export function isFurniture(page: Page, line: ChunkedLine, around: Around, opens: boolean): boolean {
  const at = page.lines.indexOf(line);
  const [isTop, isBottom] = [at < outer, at >= page.lines.length - outer];
  if (!isTop && !isBottom) return false;
  const alone = page.lines.length > 1 && isLonelyNumber(line) && (at === 0 || at === page.lines.length - 1);
  if (alone && page.lines.some((other) => other.chunks.length > 1)) return true;
  const neighbours = [around.before, around.after];
  if (isBottom && at > outer) return repeated(line, neighbours);
  if (!isTop) return false;
  return opens ? pageWords.test(lineText(line)) && repeated(line, neighbours) : repeated(line, [around.before]);
}
