import { useMemo, useState } from 'react';
import { foundWords, wordText } from './page-words.ts';
import type { PageWord } from './page-words.ts';

export type WordSearch = {
  /** false where no word was recognised */
  readonly able: boolean;
  readonly text: string;
  readonly type: (text: string) => void;
  readonly step: (by: 1 | -1) => void;
  readonly count: number;
  /** the place that is shown, from 1; 0 for none */
  readonly at: number;
  /** the first word of that place */
  readonly shown: PageWord | null;
  /** how a word stands among what was found */
  readonly lookOf: (index: number) => 'found' | 'current' | null;
};

const most = 5_000;

/** Finds a text among the recognised words of a picture. */
export function useWordSearch(words: readonly PageWord[]): WordSearch {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const page = useMemo(() => wordText(words), [words]);
  const found = useMemo(() => foundWords(text, page, most), [text, page]);
  const current = found[at];
  const isIn = (index: number, place: readonly [number, number] | undefined): boolean =>
    place !== undefined && index >= place[0] && index <= place[1];
  return {
    able: words.length > 0,
    text,
    type: (next) => {
      setText(next);
      setAt(0);
    },
    step: (by) => setAt(found.length === 0 ? 0 : (at + by + found.length) % found.length),
    count: found.length,
    at: current === undefined ? 0 : at + 1,
    shown: current === undefined ? null : (words[current[0]] ?? null),
    lookOf: (index) => (isIn(index, current) ? 'current' : found.some((place) => isIn(index, place)) ? 'found' : null),
  };
}
