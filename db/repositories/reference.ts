import type { Lang } from '../../domain/model/words.ts';
import type { Day, Instant } from '../../domain/model/scalars.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** One version of a nomenclature or tariff. @property validFrom first day of the version; null where its file says none @property rated it has rates */
export type ReferenceList = {
  readonly no: number;
  readonly name: string;
  readonly sha256: string;
  readonly lang: Lang;
  readonly validFrom: Day | null;
  readonly rated: boolean;
  readonly entries: number;
  readonly addedAt: Instant;
};

/** A line of it. @property code digits only */
export type ReferenceEntry = {
  readonly code: string;
  readonly description: string;
  readonly originCountry: string | null;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly dutyRate: string | null;
  readonly exciseRate: string | null;
  readonly vatRate: string | null;
  readonly suppUnit: string | null;
  readonly source: string | null;
};

type ListRow = Omit<ReferenceList, 'rated'> & { readonly rated: number };

/** By name, the newest version of each first. */
export function referenceLists(db: ReadDb): readonly ReferenceList[] {
  const rows = db
    .prepare<ListRow>(
      `SELECT list_no AS no, name, sha256, lang, valid_from AS validFrom, rated, entries, added_at AS addedAt
       FROM reference_list ORDER BY name, valid_from DESC, list_no DESC`,
    )
    .all();
  return rows.map((row) => ({ ...row, rated: row.rated === 1 }));
}

/** @param folded text of an entry as it is searched by */
export function addReferenceList(
  db: WriteDb,
  list: Omit<ReferenceList, 'no' | 'entries'>,
  entries: readonly (ReferenceEntry & { readonly folded: string })[],
): void {
  const { lastInsertRowid } = db
    .prepareWrite(`INSERT INTO reference_list (name, sha256, lang, valid_from, rated, entries, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)`)
    .run(list.name, list.sha256, list.lang, list.validFrom, list.rated ? 1n : 0n, BigInt(entries.length), list.addedAt);
  const insert = db.prepareWrite(`INSERT INTO reference_entry
    (list_no, code, description, folded, origin_country, valid_from, valid_to, duty_rate, excise_rate, vat_rate, supp_unit, source)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const no = BigInt(lastInsertRowid);
  for (const e of entries) {
    const rates = [e.dutyRate, e.exciseRate, e.vatRate, e.suppUnit, e.source];
    insert.run(no, e.code, e.description, e.folded, e.originCountry, e.validFrom, e.validTo, ...rates);
  }
  db.prepareWrite('INSERT INTO reference_words (rowid, code, folded) SELECT id, code, folded FROM reference_entry WHERE list_no = ?').run(
    no,
  );
}

/** @returns false when there is none of that number */
export function removeReferenceList(db: WriteDb, no: number): boolean {
  const list = BigInt(no);
  db.prepareWrite(
    `INSERT INTO reference_words (reference_words, rowid, code, folded)
     SELECT 'delete', id, code, folded FROM reference_entry WHERE list_no = ?`,
  ).run(list);
  db.prepareWrite('DELETE FROM reference_entry WHERE list_no = ?').run(list);
  return db.prepareWrite('DELETE FROM reference_list WHERE list_no = ?').run(list).changes > 0;
}

const columns = `e.code, e.description, e.origin_country AS originCountry, e.valid_from AS validFrom, e.valid_to AS validTo,
  e.duty_rate AS dutyRate, e.excise_rate AS exciseRate, e.vat_rate AS vatRate, e.supp_unit AS suppUnit, e.source`;

/** All lines of a version, by code. */
export const referenceEntries = (db: ReadDb, no: number): readonly ReferenceEntry[] =>
  db.prepare<ReferenceEntry>(`SELECT ${columns} FROM reference_entry e WHERE e.list_no = ? ORDER BY e.code, e.id`).all(BigInt(no));

export type FoundEntry = ReferenceEntry & { readonly list: number };

export type ReferenceQuery = {
  /** numbers of the versions that are searched */
  readonly lists: readonly number[];
  /** beginning of a code, '' for any */
  readonly code: string;
  /** words as they are searched by; each is a beginning */
  readonly words: readonly string[];
  readonly on: Day | null;
  readonly limit: number;
};

const inForce = '(? IS NULL OR ((e.valid_from IS NULL OR e.valid_from <= ?) AND (e.valid_to IS NULL OR e.valid_to >= ?)))';
const wanted = `e.list_no IN (SELECT value FROM json_each(?)) AND ${inForce} AND e.code >= ? AND e.code < ?`;

/**
 * Lines whose code begins so and whose words begin so, in any order. By words alone the nearest first (BM25); with a code by the code.
 * @param query at least a code or one word
 */
export function findReference(db: ReadDb, query: ReferenceQuery): readonly FoundEntry[] {
  const { on, code } = query;
  // all characters of a code stand before the tilde
  const given = [JSON.stringify(query.lists), on, on, on, code, `${code}~`];
  const limit = BigInt(query.limit);
  if (query.words.length === 0) {
    const sqlText = `SELECT ${columns}, e.list_no AS list FROM reference_entry e WHERE ${wanted} ORDER BY e.code, e.list_no, e.id LIMIT ?`;
    return db.prepare<FoundEntry>(sqlText).all(...given, limit);
  }
  const match = query.words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ');
  const nearest = code === '' ? 'bm25(reference_words, 0.5, 1.0), ' : '';
  const sqlText = `SELECT ${columns}, e.list_no AS list FROM reference_words JOIN reference_entry e ON e.id = reference_words.rowid
    WHERE reference_words MATCH ? AND ${wanted} ORDER BY ${nearest}e.code, e.list_no, e.id LIMIT ?`;
  return db.prepare<FoundEntry>(sqlText).all(match, ...given, limit);
}
