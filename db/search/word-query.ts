import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import { termsBetween } from './full-text.ts';

/** @returns the words of what a person typed, in the letters of the index */
export const wordsOf = (search: string): readonly string[] =>
  (search.normalize('NFC').match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []).map((word) => word.toLowerCase());

/** More е than this in one word are taken as they are typed. */
const foldedAtMost = 10;

/**
 * The ways in which a word may stand in the books: people write ё as е, or not. A word has one ё, a compound two ("трёхзвёздный").
 * @returns the word as typed, without ё, and with ё at each one and two places
 */
export function spellings(word: string): readonly string[] {
  const plain = word.replaceAll('ё', 'е');
  const places = [...plain.matchAll(/е/g)].map((found) => found.index);
  if (places.length === 0 || places.length > foldedAtMost) return [...new Set([word, plain])];
  const dotted = (text: string, at: number): string => `${text.slice(0, at)}ё${text.slice(at + 1)}`;
  const once = places.map((at) => dotted(plain, at));
  const twice = places.flatMap((at, i) => places.slice(i + 1).map((later) => dotted(dotted(plain, at), later)));
  return [...new Set([word, plain, ...once, ...twice])];
}

/** A beginning that so many words share is looked up as a beginning. */
const termsAtMost = 16;
/** Letters whose small form the index and we agree on; other alphabets are left to the index. */
const agreed = /^[0-9a-z\u0400-\u04ff]+$/;
/** Above every letter that a word may go on with. */
const afterAll = '\u{10ffff}';

/**
 * Words that begin so, each by itself: the index walks whole words without collecting their rows first, three times faster than a
 * beginning. @returns null when there are too many, or the word is left to the index
 */
function termsOf(db: ReadDb, table: TableName, begins: string): readonly string[] | null {
  if (!agreed.test(begins)) return null;
  const found = db
    .prepare<string>(termsBetween(table))
    .pluck()
    .all(begins, begins + afterAll, termsAtMost + 1);
  return found.length > termsAtMost ? null : found;
}

/**
 * The query of the index: every word must stand in the row, the last letters of a word may be missing, е finds ё and ё finds е.
 * @param words as `wordsOf` gives them
 * @returns null when no row can have them
 */
export function wordQuery(db: ReadDb, table: TableName, words: readonly string[]): string | null {
  const each = words.map((word) =>
    spellings(word).flatMap((begins) => {
      const terms = termsOf(db, table, begins);
      return terms === null ? [`"${begins}"*`] : terms.map((term) => `"${term}"`);
    }),
  );
  if (each.length === 0 || each.some((one) => one.length === 0)) return null;
  return each.map((one) => `(${[...new Set(one)].join(' OR ')})`).join(' AND ');
}
