import type { Decimal } from '../model/scalars.ts';
import type { Words } from '../model/words.ts';
import { words } from '../model/words.ts';
import { plainLetters } from './look-alikes.ts';
import { readName, similar } from './names.ts';
import { exactNumber, looseNumber } from './numbers.ts';

/** A product of the trader's own list, or of the warehouse where there is no list. */
export type Product = { readonly code: string; readonly article: string; readonly name: string; readonly hs: string };
/** An article as declarations name it. @property items on how many goods items */
export type DeclaredArticle = { readonly article: string; readonly hs: string; readonly text: string; readonly items: number };

/** What people said of a product and an article before. @property here in this case, not only elsewhere in the vault */
export type ArticleDecision = {
  readonly product: string;
  readonly article: string;
  readonly hs: string;
  readonly state: 'confirmed' | 'refused';
  readonly here: boolean;
};

export type ArticleLink = {
  readonly product: string;
  readonly article: string;
  readonly hs: string;
  readonly score: number;
  readonly why: readonly Words[];
  readonly state: 'proposed' | 'confirmed' | 'refused';
  readonly remembered: boolean;
};

/** Goods text by which a product is remembered: its name, or its code where it has no name. */
export const productText = ({ name, code }: Product): string => name || code;
/** The same of an article: the manufacturer's article, or the description where none is declared. */
export const articleText = ({ article, text }: DeclaredArticle): string => article || text;

/** One text for spellings of goods: letters and digits in their order. */
const goodsKey = (text: string): string =>
  plainLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const decisionKey = (product: string, article: string, hs: string): string => `${goodsKey(product)}\u0000${goodsKey(article)}\u0000${hs}`;

const percent = (share: number): { percent: Decimal } => ({ percent: (Math.round(share * 1000) / 10).toString() as Decimal });

type Read = { readonly words: readonly string[]; readonly numbers: readonly string[] };

function readGoods(text: string): Read {
  const { words: all } = readName(text);
  return { words: all.filter((word) => !/^\d+$/.test(word) && word.length > 2), numbers: all.filter((word) => /^\d+$/.test(word)) };
}

/** Share of the telling words of the shorter text that the other one has too; numbers that differ halve it. */
function textFit(a: Read, b: Read): number {
  const [few, many] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (few.words.length < 2) return 0;
  const shared = few.words.filter((word) =>
    many.words.some((other) => other === word || (word.length > 4 && similar(word, other) >= 0.92)),
  );
  const fit = shared.length / Math.max(few.words.length, many.words.length / 2);
  const clash = a.numbers.length > 0 && b.numbers.length > 0 && !a.numbers.some((n) => b.numbers.includes(n));
  return clash ? fit / 2 : Math.min(1, fit);
}

/** Products by the words and codes that could lead to them. */
type Index = {
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  readonly read: readonly Read[];
};

/** A word that so many products share leads nowhere. */
const mostOfWord = 400;

function indexOf(products: readonly Product[]): Index {
  const [byCode, byWord] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const read = products.map((one) => readGoods(one.name));
  const put = (map: Map<string, number[]>, key: string, i: number): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [i]);
    else if (list.at(-1) !== i) list.push(i);
  };
  products.forEach((one, i) => {
    for (const code of [one.code, one.article]) for (const key of codeKeys(code)) put(byCode, key, i);
    for (const word of read[i]?.words ?? []) put(byWord, word, i);
  });
  return { byCode, byWord, read };
}

const codeKeys = (code: string): readonly string[] => [...new Set([exactNumber(code), looseNumber(code)])].filter((key) => key.length >= 3);

type Found = { score: number; why: Words[] };

function byCodes(article: DeclaredArticle, index: Index, products: readonly Product[], see: (i: number, found: Found) => void): void {
  for (const key of codeKeys(article.article)) {
    for (const i of index.byCode.get(key) ?? []) {
      const product = products[i];
      const equal =
        product !== undefined && [product.code, product.article].some((code) => exactNumber(code) === exactNumber(article.article));
      const why = [
        words(equal ? 'matchWhy.code' : 'matchWhy.codeVariant', {
          left: product?.article || (product?.code ?? ''),
          right: article.article,
        }),
      ];
      see(i, { score: equal ? 0.95 : 0.85, why });
    }
  }
}

function byTexts(article: DeclaredArticle, index: Index, products: readonly Product[], see: (i: number, found: Found) => void): void {
  const read = readGoods(article.text);
  const places = new Set(
    read.words.flatMap((word) => {
      const list = index.byWord.get(word) ?? [];
      return list.length > mostOfWord ? [] : list;
    }),
  );
  for (const i of places) {
    const fit = textFit(read, index.read[i] ?? { words: [], numbers: [] });
    if (fit < 0.5) continue;
    const why = [words('matchWhy.goodsText', { left: products[i]?.name ?? '', right: article.text, share: percent(fit) })];
    see(i, { score: 0.4 + fit * 0.4, why });
  }
}

/** Codes that agree raise the score, others lower it. */
function withHs(found: Found, a: string, b: string): Found {
  if (a === '' || b === '') return found;
  const same = a === b;
  if (!same && a.slice(0, 4) === b.slice(0, 4)) return found;
  return {
    score: Math.max(0, Math.min(0.99, found.score + (same ? 0.03 : -0.15))),
    why: [...found.why, words(same ? 'matchWhy.hs' : 'matchWhy.hsDiffers', { left: a, right: b })],
  };
}

/** Below it a proposal is not worth looking at. */
const leastScore = 0.6;

/**
 * Which product of the trader's list is which declared article: by code, by the words of the goods, by what people decided before.
 * A refusal here takes the link off the list of proposals; one elsewhere in the vault lowers it.
 * @returns by score, then by text
 */
export function suggestArticles(
  products: readonly Product[],
  articles: readonly DeclaredArticle[],
  decisions: readonly ArticleDecision[],
): readonly ArticleLink[] {
  const index = indexOf(products);
  const decided = new Map<string, { here: ArticleDecision['state'] | null; elsewhere: ArticleDecision['state'] | null }>();
  for (const one of decisions) {
    const key = decisionKey(one.product, one.article, one.hs);
    const known = decided.get(key) ?? { here: null, elsewhere: null };
    decided.set(key, one.here ? { ...known, here: one.state } : { ...known, elsewhere: one.state });
  }
  const links: ArticleLink[] = [];
  for (const article of articles) {
    const best = new Map<number, Found>();
    const see = (i: number, found: Found): void => {
      const known = best.get(i);
      const joined =
        known === undefined
          ? found
          : { score: Math.min(0.97, Math.max(known.score, found.score) + 0.02), why: [...known.why, ...found.why] };
      best.set(i, joined);
    };
    byCodes(article, index, products, see);
    byTexts(article, index, products, see);
    for (const [i, plain] of best) {
      const product = products[i];
      if (product === undefined) continue;
      const told = decided.get(decisionKey(productText(product), articleText(article), article.hs)) ?? { here: null, elsewhere: null };
      const link = linkOf(product, article, { found: withHs(plain, product.hs, article.hs), told });
      if (link.score >= leastScore || link.state !== 'proposed') links.push(link);
    }
  }
  return once(links).toSorted(
    (a, b) => b.score - a.score || order(a.product, b.product) || order(a.article, b.article) || order(a.hs, b.hs),
  );
}

/** Two products of one text and one article are one link: the surer reason stands. */
function once(links: readonly ArticleLink[]): readonly ArticleLink[] {
  const found = new Map<string, ArticleLink>();
  for (const link of links) {
    const key = decisionKey(link.product, link.article, link.hs);
    if ((found.get(key)?.score ?? -1) < link.score) found.set(key, link);
  }
  return [...found.values()];
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Told = { readonly here: ArticleDecision['state'] | null; readonly elsewhere: ArticleDecision['state'] | null };

function linkOf(product: Product, article: DeclaredArticle, { found, told }: { found: Found; told: Told }): ArticleLink {
  const remembered = told.elsewhere !== null;
  const memory =
    told.elsewhere === null ? [] : [words(told.elsewhere === 'confirmed' ? 'matchWhy.remembered' : 'matchWhy.rememberedNot', {})];
  const score = told.elsewhere === 'confirmed' ? Math.max(found.score, 0.98) : told.elsewhere === 'refused' ? found.score / 2 : found.score;
  return {
    product: productText(product),
    article: articleText(article),
    hs: article.hs,
    score: Math.round(score * 1000) / 1000,
    why: [...found.why, ...memory],
    state: told.here ?? 'proposed',
    remembered,
  };
}
