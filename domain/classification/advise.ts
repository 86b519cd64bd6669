import { goodsWords } from './goods-words.ts';
import { indexTexts, similarTexts, unknownWords } from './similar-texts.ts';
import type { SimilarText, TextIndex } from './similar-texts.ts';

/** An entry of a nomenclature. @property code digits only */
export type NomenclatureEntry = { readonly code: string; readonly description: string };
/** Goods whose code people confirmed in earlier cases: text and code, never a case or a trader. */
export type EarlierItem = { readonly code: string; readonly text: string; readonly times: number };

export type Advice<T> = T & Pick<SimilarText, 'score' | 'fit' | 'matched'>;

export type Advisor = {
  readonly nomenclature: readonly NomenclatureEntry[];
  readonly entries: TextIndex;
  readonly earlier: readonly EarlierItem[];
  readonly items: TextIndex;
};

/** Codes that stand above one: its beginnings of two, four, six … digits. */
const above = (code: string): readonly string[] =>
  Array.from({ length: Math.max(0, Math.ceil(code.length / 2) - 1) }, (_, i) => code.slice(0, 2 * (i + 1)));

/** Codes shorter than a subheading are headings: nothing is declared under them. */
const leastCode = 6;

/** Prepares what an advice is drawn from. Entries that others stand below, and headings, give their words to what stands below them. */
export function advisorOf(entries: readonly NomenclatureEntry[], earlier: readonly EarlierItem[]): Advisor {
  const wordsOfCode = new Map<string, readonly string[]>();
  for (const { code, description } of entries) if (!wordsOfCode.has(code)) wordsOfCode.set(code, goodsWords(description));
  const parents = new Set(entries.flatMap(({ code }) => above(code)));
  const nomenclature = entries.filter(({ code }) => code.length >= leastCode && !parents.has(code));
  const texts = nomenclature.map(({ code, description }) => {
    const words = goodsWords(description);
    const context = above(code).flatMap((one) => wordsOfCode.get(one) ?? []);
    return { words, context: [...new Set(context)].filter((word) => !words.includes(word)) };
  });
  const items = earlier.map(({ text }) => ({ words: goodsWords(text), context: [] }));
  return { nomenclature, entries: indexTexts(texts), earlier, items: indexTexts(items) };
}

export type AdviceGiven = {
  readonly words: readonly string[];
  readonly nomenclature: readonly Advice<NomenclatureEntry>[];
  readonly earlier: readonly Advice<EarlierItem>[];
  /** words that stand neither in the nomenclature nor in earlier goods */
  readonly unknown: readonly string[];
};

/**
 * Entries of the nomenclature and goods of earlier cases whose words are most like a description. A likeness of words, no classification:
 * it knows neither the rules of interpretation nor what the goods are.
 * @param most of each list
 */
export function advise(advisor: Advisor, description: string, most: number): AdviceGiven {
  const words = goodsWords(description);
  const from = <T>(index: TextIndex, all: readonly T[]): readonly Advice<T>[] =>
    similarTexts(index, words, most).flatMap(({ at, score, fit, matched }) => {
      const one = all[at];
      return one === undefined ? [] : [{ ...one, score, fit, matched }];
    });
  const nowhere = new Set(unknownWords(advisor.items, words));
  return {
    words,
    nomenclature: from(advisor.entries, advisor.nomenclature),
    earlier: from(advisor.items, advisor.earlier),
    unknown: unknownWords(advisor.entries, words).filter((word) => nowhere.has(word)),
  };
}
