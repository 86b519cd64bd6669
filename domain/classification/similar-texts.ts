/** A text that may be found. @property context words of what stands above it (heading, chapter): they count less */
export type GoodsText = { readonly words: readonly string[]; readonly context: readonly string[] };

/** @property at place of the text @property score BM25, six decimals @property fit share of the question's weight that the text has, 0 to 1 */
export type SimilarText = { readonly at: number; readonly score: number; readonly fit: number; readonly matched: readonly string[] };

type Posting = { readonly at: number; readonly weight: number };

export type TextIndex = {
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly lengths: readonly number[];
  readonly mean: number;
  /** the words, rising: for words that only begin alike */
  readonly vocabulary: readonly string[];
};

/** Usual values of BM25: how fast a repeated word stops counting, how much long texts are held back. */
const [saturation, lengthShare] = [1.2, 0.6];
/** What a word of the heading above counts against one of the text itself. */
const contextWeight = 0.45;
/** A word that only begins as the asked one does counts half; shorter beginnings say nothing. */
const [beginningWeight, leastBeginning] = [0.5, 5];

/** Index over texts; the same texts in the same order give the same index. */
export function indexTexts(texts: readonly GoodsText[]): TextIndex {
  const postings = new Map<string, Posting[]>();
  const lengths: number[] = [];
  texts.forEach((text, at) => {
    const weights = new Map<string, number>();
    for (const word of text.context) weights.set(word, contextWeight);
    for (const word of text.words) weights.set(word, 1);
    for (const [word, weight] of weights) {
      const list = postings.get(word) ?? [];
      if (list.length === 0) postings.set(word, list);
      list.push({ at, weight });
    }
    lengths.push(text.words.length + contextWeight * text.context.length);
  });
  const mean = lengths.length === 0 ? 1 : lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  return { postings, lengths, mean: mean === 0 ? 1 : mean, vocabulary: [...postings.keys()].toSorted() };
}

function firstFrom(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Term = { readonly word: string; readonly found: string; readonly share: number };

/** The asked word where texts have it, else words that begin as it does: `холодильник` leads to `холодильный`. */
function termsOf(index: TextIndex, word: string): readonly Term[] {
  if (index.postings.has(word)) return [{ word, found: word, share: 1 }];
  const length = Math.max(leastBeginning, Math.ceil(word.length * 0.7));
  if (word.length < length || /\d/.test(word)) return [];
  const beginning = word.slice(0, length);
  const terms: Term[] = [];
  for (let i = firstFrom(index.vocabulary, beginning); terms.length < 8; i += 1) {
    const found = index.vocabulary[i];
    if (found === undefined || !found.startsWith(beginning)) break;
    terms.push({ word, found, share: beginningWeight });
  }
  return terms;
}

/** How telling a word is: the fewer texts have it, the more. */
const tells = (index: TextIndex, word: string): number => {
  const n = index.postings.get(word)?.length ?? 0;
  return Math.log(1 + (index.lengths.length - n + 0.5) / (n + 0.5));
};

const six = (value: number): number => Math.round(value * 1e6) / 1e6;

type Tally = { score: number; readonly words: Map<string, number> };

/**
 * Texts most like the asked words, best first; equal ones in their own order. Deterministic: the same question over the same texts gives
 * the same list to the last digit that is shown.
 * @param words as `goodsWords` gives them
 */
export function similarTexts(index: TextIndex, words: readonly string[], most: number): readonly SimilarText[] {
  const tallies = new Map<number, Tally>();
  const weights = words.map((word) => Math.max(...termsOf(index, word).map((term) => tells(index, term.found)), 0));
  const unknown = tells(index, '');
  const whole = weights.reduce((sum, weight) => sum + (weight === 0 ? unknown : weight), 0);
  for (const term of words.flatMap((word) => termsOf(index, word))) {
    const idf = tells(index, term.found);
    for (const { at, weight } of index.postings.get(term.found) ?? []) {
      const held = 1 - lengthShare + (lengthShare * (index.lengths[at] ?? 0)) / index.mean;
      const share = weight * term.share;
      const gained = (idf * share * (saturation + 1)) / (share + saturation * held);
      const tally = tallies.get(at) ?? { score: 0, words: new Map<string, number>() };
      tallies.set(at, tally);
      tally.score += gained;
      tally.words.set(term.word, Math.max(tally.words.get(term.word) ?? 0, idf * share));
    }
  }
  const rated = [...tallies].map(([at, tally]): SimilarText => {
    const fit = whole === 0 ? 0 : [...tally.words.values()].reduce((sum, one) => sum + one, 0) / whole;
    return { at, score: six(tally.score), fit: six(Math.min(1, fit)), matched: words.filter((word) => tally.words.has(word)) };
  });
  return rated.toSorted((a, b) => b.score - a.score || a.at - b.at).slice(0, most);
}

/** Words of the question that no text has, in any form. */
export const unknownWords = (index: TextIndex, words: readonly string[]): readonly string[] =>
  words.filter((word) => termsOf(index, word).length === 0);
