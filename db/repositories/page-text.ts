import type { Sha256 } from '../../domain/model/ids.ts';
import { createPageWords, forgetPage, indexPage, pagesWithWords } from '../search/page-words.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** A word on a page: edges in ten-thousandths of its width and height, confidence 0 to 100. */
export type PlacedWord = {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
};

/** Text of one page of an item of evidence, of its own layer or recognised. */
export type PageText = {
  readonly page: number;
  readonly by: 'layer' | 'ocr';
  /** models, joined by `+`; '' for a layer */
  readonly languages: string;
  readonly confidence: number;
  readonly text: string;
  readonly words: readonly PlacedWord[];
};

type Stored = Omit<PageText, 'words'> & { readonly words: string };

/** Words are kept as short lists: a page has hundreds of them. */
type Packed = readonly [text: string, left: number, top: number, width: number, height: number, confidence: number];

const packed = (words: readonly PlacedWord[]): string =>
  JSON.stringify(words.map((w): Packed => [w.text, w.left, w.top, w.width, w.height, w.confidence]));

const unpacked = (words: string): readonly PlacedWord[] =>
  (JSON.parse(words) as readonly Packed[]).map(([text, left, top, width, height, confidence]) => ({
    text,
    left,
    top,
    width,
    height,
    confidence,
  }));

/** Pages of an item in their order. */
export function pagesOf(db: ReadDb, evidence: Sha256): readonly PageText[] {
  const sql = 'SELECT page, by, languages, confidence, text, words FROM page_text WHERE evidence = ? ORDER BY page';
  return db
    .prepare<Stored>(sql)
    .all(evidence)
    .map(({ words, ...page }) => ({ ...page, words: unpacked(words) }));
}

/** Numbers of the pages that are at hand. */
export const pageNumbers = (db: ReadDb, evidence: Sha256): readonly number[] =>
  db.prepare<number>('SELECT page FROM page_text WHERE evidence = ? ORDER BY page').pluck().all(evidence);

/** Keeps a page, in the place of what was there before, and its words for the search. */
export function putPage(db: WriteDb, evidence: Sha256, page: PageText): void {
  createPageWords(db);
  const before = db.prepare<number>('SELECT id FROM page_text WHERE evidence = ? AND page = ?').pluck().get(evidence, page.page);
  if (before !== undefined) {
    forgetPage(db, before);
    db.prepareWrite('DELETE FROM page_text WHERE id = ?').run(before);
  }
  const sql = 'INSERT INTO page_text (evidence, page, by, languages, confidence, text, words) VALUES (?, ?, ?, ?, ?, ?, ?)';
  const given = [evidence, page.page, page.by, page.languages, page.confidence, page.text, packed(page.words)] as const;
  indexPage(db, Number(db.prepareWrite(sql).run(...given).lastInsertRowid));
}

export type FoundText = { readonly evidence: Sha256; readonly page: number; readonly text: string };

/** Pages on which the words stand, in the order in which they were read. @param words as `wordsOf` gives them */
export function findPages(db: ReadDb, words: readonly string[], limit: number): readonly FoundText[] {
  const ids = pagesWithWords(db, words, limit);
  const sql = 'SELECT p.evidence, p.page, p.text FROM json_each(?) j JOIN page_text p ON p.id = j.value ORDER BY p.id';
  return db.prepare<FoundText>(sql).all(JSON.stringify(ids));
}
