import type { ReadDb, WriteDb } from '../store.ts';
import { spellings } from './word-query.ts';

const name = 'page_words';

/** Full text over the recognised pages themselves (external content: no second copy), folded as the words of rows are. */
export function createPageWords(db: WriteDb): void {
  db.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${name} USING fts5(text, content='page_text', content_rowid='id', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0")`,
  );
}

/** Adds the page of that id, which stands in `page_text`. */
export function indexPage(db: WriteDb, id: number): void {
  db.prepareWrite(`INSERT INTO ${name} (rowid, text) SELECT id, text FROM page_text WHERE id = ?`).run(id);
}

/** Takes the page out again; it must still stand as it was. */
export function forgetPage(db: WriteDb, id: number): void {
  db.prepareWrite(`INSERT INTO ${name} (${name}, rowid, text) SELECT 'delete', id, text FROM page_text WHERE id = ?`).run(id);
}

/**
 * Pages on which every word stands; the last letters of a word may be missing, е finds ё and ё finds е.
 * @param words as `wordsOf` gives them @returns ids, ascending; none for no words
 */
export function pagesWithWords(db: ReadDb, words: readonly string[], limit: number): readonly number[] {
  const isThere = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined;
  if (words.length === 0 || !isThere) return [];
  const query = words
    .map(
      (word) =>
        `(${spellings(word)
          .map((one) => `"${one}"*`)
          .join(' OR ')})`,
    )
    .join(' AND ');
  return db.prepare<number>(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid LIMIT ?`).pluck().all(query, limit);
}
