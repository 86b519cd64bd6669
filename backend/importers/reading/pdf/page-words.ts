import { Refused } from '../../../../domain/model/refused.ts';
import { fillGaps, weightOf } from './fill-gaps.ts';
import type { Piece } from './fill-gaps.ts';
import { pdfLimits } from './limits.ts';
import type { PdfTextItem, PdfViewport } from './pdfjs.ts';

/** A word on an upright page, in points from the left upper corner. @property size of the letters @property base where they stand */
export type PageWord = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly size: number;
};

export type PageWords = {
  /** points */
  readonly width: number;
  readonly height: number;
  /** as the file gives them */
  readonly words: readonly PageWord[];
  /** words that stand aslant: stamps, marks across the page */
  readonly slanted: number;
};

type Placed = { readonly item: PdfTextItem; readonly m: readonly number[]; readonly quarter: number };

/** The product of two transforms [a b c d e f]. */
export function joined(m: readonly number[], n: readonly number[]): readonly number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [p = 1, q = 0, r = 0, s = 1, t = 0, u = 0] = n;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

const slack = 0.12;

/** Quarter turns of a text: 0 reads from left to right, 1 downwards, 2 upside down, 3 upwards; -1 aslant. */
function quarterOf([a = 1, b = 0]: readonly number[]): number {
  const turn = Math.atan2(b, a) / (Math.PI / 2);
  const near = Math.round(turn);
  return Math.abs(turn - near) > slack ? -1 : (near + 4) % 4;
}

/** How the page has to be turned so that most of its letters stand upright: a sheet may be laid across without saying so. */
function turnOf(placed: readonly Placed[]): number {
  const letters = [0, 0, 0, 0];
  for (const { item, quarter } of placed) if (quarter >= 0) letters[quarter] = (letters[quarter] ?? 0) + item.str.trim().length;
  const most = Math.max(...letters);
  return most === 0 ? 0 : letters.indexOf(most);
}

/** The transform that turns a page of that size back by `quarters`. */
function upright(quarters: number, width: number, height: number): readonly number[] {
  if (quarters === 1) return [0, -1, 1, 0, 0, width];
  if (quarters === 2) return [-1, 0, 0, -1, width, height];
  return quarters === 3 ? [0, 1, -1, 0, height, 0] : [1, 0, 0, 1, 0, 0];
}

/** Splits a piece at its blanks; its width is shared out by what letters usually take. */
function wordsIn({ text, x: start, y, width, size }: Piece): PageWord[] {
  const signs = [...text];
  const total = signs.reduce((sum, sign) => sum + weightOf(sign), 0);
  const unit = total === 0 ? 0 : width / total;
  const words: PageWord[] = [];
  let [x, from, word] = [start, start, ''];
  const close = (): void => {
    if (word !== '') words.push({ text: word.slice(0, pdfLimits.wordLetters), left: from, right: x, base: y, size });
    word = '';
  };
  for (const sign of signs) {
    if (/\s/u.test(sign)) close();
    else {
      if (word === '') from = x;
      word += sign;
    }
    x += weightOf(sign) * unit;
  }
  close();
  return words;
}

/** Letters that only ask for other letters to be joined or set apart. */
const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\0]/gu;

const isItem = (item: unknown): item is PdfTextItem =>
  typeof item === 'object' && item !== null && 'str' in item && typeof item.str === 'string';

/** @throws Refused file_too_large for a page that holds more words than a page can */
export function pageWords(viewport: PdfViewport, items: readonly unknown[], name: string): PageWords {
  const placed = items.filter(isItem).flatMap((item): Placed[] => {
    const str = item.str.replace(invisible, '');
    if (str.trim() === '') return [];
    const m = joined(viewport.transform, item.transform);
    return [{ item: { ...item, str }, m, quarter: quarterOf(m) }];
  });
  if (placed.length > pdfLimits.words)
    throw new Refused({ code: 'file_too_large', at: name, args: { part: 'PDF (words)', limit: pdfLimits.words } });
  const turn = turnOf(placed);
  const back = upright(turn, viewport.width, viewport.height);
  const [width, height] = turn % 2 === 1 ? [viewport.height, viewport.width] : [viewport.width, viewport.height];
  const straight = placed.filter(({ quarter }) => quarter === turn);
  // pdf.js gives widths in the page's own units, which the viewport may scale
  const scale = Math.hypot(viewport.transform[0] ?? 1, viewport.transform[1] ?? 0);
  const pieces = straight.map(({ item, m }): Piece => {
    const [, , c = 0, d = 1, x = 0, y = 0] = joined(back, m);
    return { text: item.str.normalize('NFC'), x, y, width: item.width * scale, size: Math.hypot(c, d) };
  });
  return { width, height, words: fillGaps(pieces).flatMap(wordsIn), slanted: placed.length - straight.length };
}
