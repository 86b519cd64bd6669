import { isDayLike, isNumberLike } from '../workbook/header-block.ts';
import type { PageLine } from './lines.ts';
import type { PageWord } from './page-words.ts';

/** Words of a line that stand together: what one cell holds of it. Points. */
export type Chunk = { readonly words: readonly PageWord[]; readonly text: string; readonly left: number; readonly right: number };

export type ChunkedLine = PageLine & { readonly chunks: readonly Chunk[] };

/** Blanks between words take a third of the letters' size; whatever is wider parts cells. */
const cellGap = 0.62;

function chunkOf(words: readonly PageWord[]): Chunk {
  const text = words.map((word) => word.text).join(' ');
  return { words, text, left: words[0]?.left ?? 0, right: Math.max(...words.map((word) => word.right)) };
}

export function chunked(line: PageLine): ChunkedLine {
  const groups: PageWord[][] = [];
  for (const word of line.words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group === undefined || before === undefined || word.left - before.right > cellGap * Math.max(word.size, before.size))
      groups.push([word]);
    else group.push(word);
  }
  return { ...line, chunks: groups.map(chunkOf) };
}

/** A number, a day, or a code: what rows have and headers have not. */
export const isFigure = (text: string): boolean => isNumberLike(text) || isDayLike(text);

export const hasFigure = (line: ChunkedLine): boolean => line.chunks.some((chunk) => isFigure(chunk.text));
