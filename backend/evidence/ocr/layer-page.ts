import { lineText, linesOf } from '../../importers/reading/pdf/lines.ts';
import type { PageWord, PageWords } from '../../importers/reading/pdf/page-words.ts';
import { ocrLimits } from './limits.ts';
import type { FoundPage } from './messages.ts';

const whole = 10_000;

/** [start, length) in ten-thousandths of an edge, within it. */
export function within(from: number, to: number, edge: number): readonly [start: number, length: number] {
  const place = (at: number): number => Math.min(whole, Math.max(0, Math.round((at / edge) * whole)));
  const start = place(from);
  return [start, Math.max(0, place(to) - start)];
}

/** How far letters reach above and below their line, in parts of their size. */
const [above, below] = [0.8, 0.2];

function boxed(word: PageWord, { width, height }: PageWords): FoundPage['words'][number] {
  const [left, wide] = within(word.left, word.right, width);
  const [top, high] = within(word.base - above * word.size, word.base + below * word.size, height);
  return { text: word.text, left, top, width: wide, height: high, confidence: 100 };
}

/** A page whose text the file holds itself. */
export function layerPage(page: number, found: PageWords): FoundPage {
  const lines = linesOf(found.words);
  return {
    page,
    text: lines.map(lineText).join('\n').slice(0, ocrLimits.text),
    words: lines.flatMap((line) => line.words.map((word) => boxed(word, found))).slice(0, ocrLimits.words),
    by: 'layer',
    languages: '',
    confidence: 100,
    ratio: Math.min(1_000, Math.max(0.001, found.width / found.height)),
  };
}
