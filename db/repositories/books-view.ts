import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { fullTextTable, wordQuery } from '../search/full-text.ts';
import type { ReadDb, SqlValue } from '../store.ts';
import { conditionOf, folded, requireColumn, requireContains } from './books-filter.ts';
import type { Condition, Filter, MoneyDigits } from './books-filter.ts';
import type { BookImport } from './books-imports.ts';
import { indexesOf } from './books-indexes.ts';
import { columnList, toRow, visibleImports } from './books-rows.ts';
import type { BookRow } from './books-rows.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

export type ViewQuery = {
  readonly table: TableName;
  readonly sort: readonly Sort[];
  readonly filters: readonly Filter[];
  /** words of a full-text search; empty for none */
  readonly search: string;
  readonly money: MoneyDigits;
  /** imports whose operation stands */
  readonly known: ReadonlySet<string>;
};

/** The rows of a table in one order: the natural one by ranges of ids, any other as a list of ids made once. */
export type BookView = {
  readonly table: TableName;
  readonly total: number;
  readonly imports: readonly BookImport[];
  readonly ids: Uint32Array | null;
  /** false: every visible row is in it */
  readonly narrowed: boolean;
  readonly money: MoneyDigits;
};

/** Below this many hits a list of ids goes into the statement; above it the whole column is read. */
export const fewRows = 20_000;

/** Makes the list of rows under sort, filters and search. @throws Refused column_unknown, filter_invalid */
export function openView(db: ReadDb, query: ViewQuery): BookView {
  const { table } = query;
  for (const { column } of query.sort) requireColumn(table, column);
  const imports = visibleImports(db, table, query.known);
  const contains = query.filters.filter((f) => f.op === 'contains');
  for (const filter of contains) requireContains(table, filter);
  const conditions = query.filters.filter((f) => f.op !== 'contains').map((f) => conditionOf(table, f, query.money));
  const words = query.search.trim() === '' ? undefined : wordQuery(query.search);
  const narrowed = query.filters.length > 0 || words !== undefined;
  const made = { table, imports, narrowed, money: query.money };
  if (!narrowed && query.sort.length === 0) return { ...made, ids: null, total: imports.reduce((n, i) => n + i.rows, 0) };
  const hits = words === undefined ? undefined : searchIds(db, table, words);
  let ids = sortedIds(db, query, { imports, conditions, hits });
  for (const filter of contains) ids = keepContaining(db, table, { filter, ids });
  return { ...made, ids, total: ids.length };
}

function searchIds(db: ReadDb, table: TableName, words: string | null): number[] {
  const name = fullTextTable(table);
  const exists = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined;
  if (words === null || !exists) return [];
  return db.prepare<number>(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid`).pluck().all(words);
}

type Wanted = { readonly imports: readonly BookImport[]; readonly conditions: readonly Condition[]; readonly hits: number[] | undefined };

function sortedIds(db: ReadDb, query: ViewQuery, { imports, conditions, hits }: Wanted): Uint32Array {
  const visible = rangesOf(db, query.table, imports);
  const isPlain = conditions.length === 0 && query.sort.length === 0 && visible === null;
  if (hits !== undefined && isPlain) return Uint32Array.from(hits);
  const few = hits !== undefined && hits.length <= fewRows ? hits : undefined;
  const where: Condition[] = [...conditions];
  if (visible !== null) where.push(visible);
  if (few !== undefined) where.push({ sql: 'id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(few)] });
  const sql = `SELECT id FROM ${query.table}${where.length === 0 ? '' : ` WHERE ${where.map((c) => c.sql).join(' AND ')}`} ORDER BY ${orderOf(query, where.length > 0)}`;
  const values: SqlValue[] = where.flatMap((c) => [...c.values]);
  const sorted = Uint32Array.from(
    db
      .prepare<number>(sql)
      .pluck()
      .all(...values),
  );
  return hits === undefined || few !== undefined ? sorted : keepIds(sorted, hits);
}

/** @returns null when all rows of the table may be seen */
function rangesOf(db: ReadDb, table: TableName, imports: readonly BookImport[]): Condition | null {
  const all = db.prepare<number>('SELECT count(*) FROM book_import WHERE table_name = ? AND rows > 0').pluck().get(table) ?? 0;
  if (imports.length === all) return null;
  if (imports.length === 0) return { sql: '0', values: [] };
  return {
    sql: `(${imports.map(() => 'id BETWEEN ? AND ?').join(' OR ')})`,
    values: imports.flatMap((i) => [i.firstId, i.firstId + i.rows - 1]),
  };
}

/**
 * The id is the last key, so equal rows keep one order; descending is the exact reverse. A plus before the column keeps SQLite from
 * walking an index and fetching each row by itself: with conditions a scan and a sort is six times faster (reference/data.md §3).
 */
function orderOf(query: ViewQuery, narrowed: boolean): string {
  const [first] = query.sort;
  if (first === undefined) return 'id';
  const oneWay = query.sort.every((s) => s.descending === first.descending);
  const named = query.sort.map((s) => s.column);
  const usesIndex = !narrowed && oneWay && indexesOf(query.table).some((index) => named.every((column, i) => index.columns[i] === column));
  const terms = query.sort.map((s) => `${usesIndex ? '' : '+'}${s.column}${s.descending ? ' DESC' : ''}`);
  return [...terms, first.descending ? 'id DESC' : 'id'].join(', ');
}

function keepIds(sorted: Uint32Array, hits: readonly number[]): Uint32Array {
  const last = hits.at(-1) ?? 0;
  const isHit = new Uint8Array(last + 1);
  for (const id of hits) isHit[id] = 1;
  return sorted.filter((id) => id <= last && isHit[id] === 1);
}

function keepContaining(db: ReadDb, table: TableName, { filter, ids }: { filter: Filter; ids: Uint32Array }): Uint32Array {
  const needle = folded(filter.value);
  const few = ids.length <= fewRows;
  const source = few ? `json_each(?) j JOIN ${table} t ON t.id = j.value` : `${table} t`;
  const rows = db.prepare<[number, string]>(`SELECT t.id, t.${filter.column} FROM ${source} WHERE t.${filter.column} IS NOT NULL`).raw();
  const hits: number[] = [];
  for (const [id, text] of (few ? rows.iterate(JSON.stringify([...ids])) : rows.iterate()) as Iterable<[number, string]>) {
    if (text.toLowerCase().includes(needle)) hits.push(id);
  }
  hits.sort((a, b) => a - b);
  return keepIds(ids, hits);
}

export type Window = { readonly at: number; readonly rows: readonly BookRow[] };

/** Rows at..at+limit of the view, fewer at its end. @param limit at most 500 */
export function readWindow(db: ReadDb, view: BookView, at: number, limit: number): Window {
  const evidence = new Map<number, Sha256>(view.imports.map((i) => [i.importNo, i.evidence]));
  const ids = view.ids === null ? naturalIds(view.imports, at, limit) : view.ids.subarray(at, at + limit);
  if (ids.length === 0) return { at, rows: [] };
  const raw = db
    .prepare<never>(`SELECT ${columnList(view.table, 't')} FROM json_each(?) j JOIN ${view.table} t ON t.id = j.value ORDER BY j.key`)
    .raw()
    .all(`[${ids.join(',')}]`) as unknown as (string | number | null)[][];
  return { at, rows: raw.map((cells) => toRow(view.table, cells, (no) => evidence.get(no) ?? ('' as Sha256))) };
}

/** Ids of the positions at..at+limit when the visible imports stand one behind the other. */
function naturalIds(imports: readonly BookImport[], at: number, limit: number): Uint32Array {
  const ids: number[] = [];
  let before = 0;
  for (const { firstId, rows } of imports) {
    for (let i = Math.max(0, at - before); i < rows && ids.length < limit && before + i < at + limit; i += 1) ids.push(firstId + i);
    before += rows;
  }
  return Uint32Array.from(ids);
}
