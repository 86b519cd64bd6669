import type { PageWord } from './page-words.ts';

/** Words that stand on one line, from left to right. `no` counts the lines of the page from 1: it names the row. */
export type PageLine = {
  readonly no: number;
  readonly words: readonly PageWord[];
  /** points from the top of the page */
  readonly base: number;
  readonly size: number;
};

const sameLine = 0.35;

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Lines of a page from top to bottom, as they are seen, in whatever order the file gives its words. */
export function linesOf(words: readonly PageWord[]): readonly PageLine[] {
  const groups: PageWord[][] = [];
  for (const word of words.toSorted((a, b) => a.base - b.base || a.left - b.left)) {
    const last = groups.at(-1);
    const first = last?.[0];
    const near = first !== undefined && word.base - first.base <= sameLine * Math.min(word.size, first.size);
    if (near) last?.push(word);
    else groups.push([word]);
  }
  return groups.map((group, i) => ({
    no: i + 1,
    words: group.toSorted((a, b) => a.left - b.left),
    base: middle(group.map((word) => word.base)),
    size: middle(group.map((word) => word.size)),
  }));
}

export const lineText = (line: PageLine): string => line.words.map((word) => word.text).join(' ');
