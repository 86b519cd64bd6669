import { fold, spansOf } from '../pdf/frame/fold.ts';
import type { Folded } from '../pdf/frame/fold.ts';

/** A recognised word with its place, in ten-thousandths of the page. */
export type PageWord = {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type PageOfWords = { readonly page: number; readonly words: readonly PageWord[] };

/** True when the next word begins a new line: it stands lower by more than half of this one's height, or back at the left. */
export function endsLine(word: PageWord, next: PageWord | undefined): boolean {
  if (next === undefined) return true;
  return next.top + next.height / 2 > word.top + word.height || next.left + next.width < word.left;
}

/** A page's words as one text, and where in it each word begins. */
export type WordText = { readonly starts: readonly number[]; readonly folded: Folded };

export function wordText(words: readonly PageWord[]): WordText {
  const starts: number[] = [];
  let text = '';
  words.forEach((word, index) => {
    starts.push(text.length);
    text += word.text + (endsLine(word, words[index + 1]) ? '\n' : ' ');
  });
  return { starts, folded: fold(text) };
}

/** The words in which a text stands, place after place. @returns first and last index of each place */
export function foundWords(wanted: string, page: WordText, most: number): readonly (readonly [number, number])[] {
  return spansOf(wanted, page.folded, most).map(({ from, to }) => [
    Math.max(
      0,
      page.starts.findLastIndex((start) => start <= from),
    ),
    Math.max(
      0,
      page.starts.findLastIndex((start) => start < to),
    ),
  ]);
}
