import type { Article, State } from './shapes.ts';

export const articleKey = ({ product, article, hs }: Pick<Article, 'product' | 'article' | 'hs'>): string =>
  `${product}\n${article}\n${hs}`;

/** The list with what was just decided about some of its links. */
export function decidedOnes(all: readonly Article[], decided: readonly Article[], state: State): readonly Article[] {
  const keys = new Set(decided.map(articleKey));
  return all.map((one) => (keys.has(articleKey(one)) ? { ...one, state } : one));
}
