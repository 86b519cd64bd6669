import { drawnOtherwise } from '../../domain/matching/look-alikes.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import { fullTextTable, searchedColumns, termsBetween } from './full-text.ts';

/** @returns the words of what a person typed, in the letters of the index */
export const wordsOf = (search: string): readonly string[] =>
  (search.normalize('NFC').match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []).map((word) => word.toLowerCase());

/** A number in pieces: `9801 4000 1231`, `8518.30.95 00`. */
const pieces = /\d+(?:[ .\u00a0\u202f-]\d+)+/gu;
/** Shorter ones are rather several numbers. */
const joinedAtLeast = 6;

/** What a person typed as it may stand in the books: as it was typed, and with numbers that were typed in pieces in one. */
export function readingsOf(search: string): readonly (readonly string[])[] {
  const joined = search.replaceAll(pieces, (found) => {
    const digits = found.replaceAll(/\D/g, '');
    return digits.length < joinedAtLeast ? found : digits;
  });
  return joined === search ? [wordsOf(search)] : [wordsOf(search), wordsOf(joined)];
}

/** A word of fewer letters is like too many others. */
const drawnAtLeast = 3;

/** The beginnings that are looked up for a word: its spellings, and the same drawn with letters of the other script. */
function beginningsOf(word: string): readonly string[] {
  const plain = word.replaceAll('ё', 'е');
  return [...spellings(word), ...(plain.length < drawnAtLeast ? [] : drawnOtherwise(plain))];
}

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

/** One word: what the index is asked for, and whether it is a beginning of too many words to name them. */
type Word = { readonly query: string; readonly begins: readonly string[]; readonly open: boolean };

function wordOf(db: ReadDb, table: TableName, word: string): Word {
  const begins = beginningsOf(word);
  const each = begins.map((one) => termsOf(db, table, one));
  const query = each.flatMap((terms, i) => (terms === null ? [`"${begins[i] ?? ''}"*`] : terms.map((term) => `"${term}"`)));
  return { begins, query: [...new Set(query)].join(' OR '), open: each.includes(null) };
}

/** @param atMost so many rows, the first ones; -1 = all */
function matching(db: ReadDb, table: TableName, words: readonly Word[], atMost = -1): number[] {
  const name = fullTextTable(table);
  const query = words.map((word) => `(${word.query})`).join(' AND ');
  return db.prepare<number>(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid LIMIT ?`).pluck().all(query, atMost);
}

/** So many rows are read and looked at in less time than the index needs for a beginning that many words share. */
const readAtMost = 2_000;

/** Words of a text as the index parts them; marks over letters stay in their word. */
const inText = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{Mn}]*/gu;

/** Keeps the rows in which each of the beginnings stands. */
function keepBegun(
  db: ReadDb,
  table: TableName,
  { ids, words }: { readonly ids: readonly number[]; readonly words: readonly Word[] },
): number[] {
  const columns = searchedColumns[table].map((column) => `coalesce(t.${column}, '')`).join(" || ' ' || ");
  const rows = db.prepare<never>(`SELECT t.id, ${columns} FROM json_each(?) j JOIN ${table} t ON t.id = j.value ORDER BY t.id`).raw();
  const found: number[] = [];
  for (const [id, text] of rows.iterate(JSON.stringify(ids)) as unknown as Iterable<[number, string]>) {
    const present = text.toLowerCase().match(inText) ?? [];
    if (words.every(({ begins }) => begins.some((one) => present.some((word) => word.startsWith(one))))) found.push(id);
  }
  return found;
}

/**
 * Rows in which every word stands; the last letters of a word may be missing, е finds ё and ё finds е, a letter that is drawn like one of
 * the other script finds that one. What a person typed last is often one letter or digit: then the other words, or the longest one, are
 * looked up first.
 * @param words as `wordsOf` gives them; the table has its index
 * @returns ids, ascending; none for no words
 */
export function rowsWithWords(db: ReadDb, table: TableName, words: readonly string[]): number[] {
  const each = words.map((word) => wordOf(db, table, word));
  if (each.length === 0 || each.some((word) => word.query === '')) return [];
  const shortest = (word: Word): number => Math.min(...word.begins.map((one) => one.length));
  const open = each.filter((word) => word.open && word.begins.every((one) => agreed.test(one)));
  const longest = open.toSorted((a, b) => shortest(b) - shortest(a))[0];
  const first = open.length < each.length ? each.filter((word) => !open.includes(word)) : each.filter((word) => word === longest);
  if (first.length < each.length) {
    const ids = matching(db, table, first, readAtMost + 1);
    if (ids.length <= readAtMost) return keepBegun(db, table, { ids, words: each.filter((word) => !first.includes(word)) });
  }
  return matching(db, table, each);
}
