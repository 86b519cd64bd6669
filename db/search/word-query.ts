import { drawnOtherwise } from '../../domain/matching/look-alikes.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import { keptStatement } from '../kept-statements.ts';
import { fullTextTable, searchedColumns, termBetween } from './full-text.ts';

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

/** The beginnings that are looked up for a word: its spellings, the same drawn with letters of the other script, and in Kazakh letters. */
function beginningsOf(db: ReadDb, table: TableName, word: string): readonly string[] {
  const plain = word.replaceAll('ё', 'е');
  if (plain.length < drawnAtLeast) return spellings(word);
  return [...new Set([...spellings(word), ...drawnOtherwise(plain), ...inOtherLetters(db, table, plain)])];
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

/** The first word of the index from `from` on that begins so. */
const firstTerm = (db: ReadDb, table: TableName, begins: string, from = begins): string | undefined =>
  keptStatement<{ term: string }>(db, termBetween(table)).get(from, begins + afterAll)?.term;

/** Below every letter that a word may go on with. */
const beforeAll = '\u0001';

/**
 * Words that begin so, each by itself: the index walks whole words without collecting their rows first, three times faster than a
 * beginning. @returns null when there are too many, or the word is left to the index
 */
function termsOf(db: ReadDb, table: TableName, begins: string): readonly string[] | null {
  if (!agreed.test(begins)) return null;
  const found: string[] = [];
  for (let term = firstTerm(db, table, begins); term !== undefined; term = firstTerm(db, table, begins, term + beforeAll)) {
    if (found.length === termsAtMost) return null;
    found.push(term);
  }
  return found;
}

/** Kazakh letters, and the Russian ones that stand for them where the keyboard, or the program, has no others. */
const kazakh = ['аә', 'гғ', 'кқ', 'нң', 'оө', 'уүұ', 'хһ', 'иі'] as const;
const sameLetters = new Map(kazakh.flatMap((letters) => [...letters].map((letter) => [letter, [...letters]] as const)));

/** So many half-written words are followed; more is no word but noise. */
const followedAtMost = 64;

/**
 * The word as the books have it in Kazakh letters when it was typed in Russian ones, or the other way round, letter by letter: only
 * beginnings that stand in the index are followed, so that a word of many such letters costs a few looks.
 */
function inOtherLetters(db: ReadDb, table: TableName, word: string): readonly string[] {
  if (!agreed.test(word)) return [];
  let begun = [''];
  for (const letter of word) {
    const letters = sameLetters.get(letter);
    if (letters === undefined) {
      begun = begun.map((one) => one + letter);
      continue;
    }
    const next = begun.flatMap((one) => letters.map((other) => one + other));
    begun = next.filter((one) => firstTerm(db, table, one) !== undefined);
    if (begun.length === 0 || begun.length > followedAtMost) return [];
  }
  return begun.filter((one) => one !== word && firstTerm(db, table, one) !== undefined);
}

/** One word: what the index is asked for, and whether it is a beginning of too many words to name them. */
type Word = { readonly query: string; readonly begins: readonly string[]; readonly open: boolean };

function wordOf(db: ReadDb, table: TableName, word: string): Word {
  const begins = beginningsOf(db, table, word);
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
 * the other script finds that one, a Russian letter the Kazakh one that it stands for, and the other way round. What a person typed last is often one letter or digit: then the other words, or the longest one, are
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
