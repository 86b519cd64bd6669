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

/** Parts of one word touch each other; a blank is a quarter of the letters' size. */
const touching = 0.14;

/** A letter that the font lacks is set in another one, and stands in the file as a piece of its own. */
function glued(words: readonly PageWord[]): readonly PageWord[] {
  const whole: PageWord[] = [];
  for (const word of words) {
    const before = whole.at(-1);
    const gap = before === undefined ? Number.POSITIVE_INFINITY : word.left - before.right;
    if (before !== undefined && Math.abs(gap) < touching * Math.min(word.size, before.size))
      whole[whole.length - 1] = { ...before, text: before.text + word.text, right: Math.max(before.right, word.right) };
    else whole.push(word);
  }
  return whole;
}

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
    words: glued(group.toSorted((a, b) => a.left - b.left)),
    base: middle(group.map((word) => word.base)),
    size: middle(group.map((word) => word.size)),
  }));
}

export const lineText = (line: PageLine): string => line.words.map((word) => word.text).join(' ');
