import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fold, spansOf } from './fold.ts';
import type { Folded, Span } from './fold.ts';
import type { Pages } from './pages.ts';

type Found = Span & { readonly page: number };
/** A page's text: its pieces, where each begins, and the whole as it is searched. */
export type PageText = { readonly starts: readonly number[]; readonly folded: Folded };

export type Finder = {
  readonly find: (words: string) => Promise<void>;
  readonly step: (by: 1 | -1) => void;
  /** marks what was found on a page that has just been drawn */
  readonly mark: (page: number) => void;
};

type Tell = (count: number, at: number, done: boolean) => void;

/** Recognised words of pages that have no text of their own. */
export type WordSource = {
  readonly textOf: (page: number) => PageText | null;
  /** the words of a page that is drawn now */
  readonly pieces: (page: number) => readonly HTMLElement[] | null;
};

const mostFound = 10_000;

async function readText(pdf: PDFDocumentProxy, page: number): Promise<PageText> {
  const { items } = await (await pdf.getPage(page)).getTextContent({ disableNormalization: true });
  const starts: number[] = [];
  let text = '';
  for (const item of items) {
    if (!('str' in item)) continue;
    starts.push(text.length);
    text += item.str + (item.hasEOL ? '\n' : '');
  }
  return { starts, folded: fold(text) };
}

/** The piece in which a letter of the page's text stands, and its place there. */
function pieceAt(starts: readonly number[], letter: number): { readonly index: number; readonly offset: number } {
  let index = starts.findLastIndex((start) => start <= letter);
  if (index < 0) index = 0;
  return { index, offset: letter - (starts[index] ?? 0) };
}

function rangeOf(span: Span, text: PageText, pieces: readonly HTMLElement[]): Range | null {
  const [from, to] = [pieceAt(text.starts, span.from), pieceAt(text.starts, span.to - 1)];
  const [first, last] = [pieces[from.index]?.firstChild, pieces[to.index]?.firstChild];
  if (!(first instanceof Text) || !(last instanceof Text)) return null;
  const range = new Range();
  range.setStart(first, Math.min(from.offset, first.length));
  range.setEnd(last, Math.min(to.offset + 1, last.length));
  return range;
}

type Places = { readonly texts: ReadonlyMap<number, PageText>; readonly pages: Pages; readonly words: WordSource };

/** The words as they stand on a page that is drawn, else null. */
function drawnRange(one: Found, { texts, pages, words }: Places): Range | null {
  const text = texts.get(one.page);
  const pieces = words.textOf(one.page) === null ? pages.pieces(one.page) : words.pieces(one.page);
  return text === undefined || pieces === null ? null : rangeOf(one, text, pieces);
}

/** Looks for words through the whole document, page after page, and marks them where they stand. */
export function createFinder(pdf: PDFDocumentProxy, pages: Pages, words: WordSource, tell: Tell): Finder {
  const texts = new Map<number, PageText>();
  const places: Places = { texts, pages, words };
  let [search, at] = [0, -1];
  let found: Found[] = [];
  const [marks, current] = [new Highlight(), new Highlight()];
  CSS.highlights.set('found', marks);
  CSS.highlights.set('current', current);

  const mark = (): void => {
    marks.clear();
    current.clear();
    found.forEach((one, index) => {
      const range = drawnRange(one, places);
      if (range !== null) (index === at ? current : marks).add(range);
    });
  };
  const show = (): void => {
    const one = found[at];
    if (one === undefined) return;
    const range = drawnRange(one, places);
    if (range === null) pages.goTo(one.page);
    else range.startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' });
    mark();
  };
  const find = async (wanted: string): Promise<void> => {
    const mine = (search += 1);
    [found, at] = [[], -1];
    mark();
    if (wanted.trim() === '') return tell(0, 0, true);
    const start = pages.current();
    for (let page = 1; page <= pdf.numPages && found.length < mostFound; page += 1) {
      const text = words.textOf(page) ?? texts.get(page) ?? (await readText(pdf, page));
      if (mine !== search) return;
      texts.set(page, text);
      found.push(...spansOf(wanted, text.folded, mostFound - found.length).map((span) => ({ ...span, page })));
      if (at < 0 && page >= start) at = found.findIndex((one) => one.page >= start);
      if (page % 20 === 0) tell(found.length, at + 1, false);
    }
    if (at < 0 && found.length > 0) at = 0;
    tell(found.length, at + 1, true);
    show();
  };
  const step = (by: 1 | -1): void => {
    if (found.length === 0) return;
    at = (at + by + found.length) % found.length;
    tell(found.length, at + 1, true);
    show();
  };
  return {
    find,
    step,
    mark: (page) => {
      if (found.some((one) => one.page === page)) mark();
      if (found[at]?.page === page) show();
    },
  };
}
