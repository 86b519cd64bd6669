import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { rowsWithAmount } from '../search/amount-query.ts';
import { fullTextTable } from '../search/full-text.ts';
import { readingsOf, rowsWithWords } from '../search/word-query.ts';
import type { ReadDb, SqlValue } from '../store.ts';
import { conditionOf, requireColumn } from './books-filter.ts';
import type { Condition, Filter, MoneyDigits } from './books-filter.ts';
import { insideOf } from './books-filter-inside.ts';
import type { Inside } from './books-filter-inside.ts';
import type { BookImport } from './books-imports.ts';
import { orderBy, orderRows, sortedCells, sortsTexts } from './books-order.ts';
import type { Sort, SortedRow } from './books-order.ts';
import { columnList, toRow, visibleImports } from './books-rows.ts';
import type { BookRow } from './books-rows.ts';

/** Rows that a list is narrowed to, or that are left out of it, ascending: what the case's log says of rows, found beforehand. */
export type RowSet = { readonly ids: Uint32Array; readonly keep: boolean };

/** Rows in groups that stand one after the other, whatever else the list is sorted by; rows without a rank come last. */
export type RowRanks = { readonly ids: Uint32Array; readonly ranks: Uint32Array; readonly descending: boolean };

export type ViewQuery = {
  readonly table: TableName;
  readonly sort: readonly Sort[];
  readonly filters: readonly Filter[];
  /** words of a full-text search; empty for none */
  readonly search: string;
  readonly money: MoneyDigits;
  /** imports whose operation stands */
  readonly known: ReadonlySet<string>;
  readonly within?: readonly RowSet[] | undefined;
  readonly ranked?: RowRanks | undefined;
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
  const { table, within = [], ranked } = query;
  for (const { column } of query.sort) requireColumn(table, column);
  const imports = visibleImports(db, table, query.known);
  const inside = query.filters.flatMap((filter) => insideOf(table, filter) ?? []);
  const conditions = query.filters
    .filter((filter) => insideOf(table, filter) === null)
    .map((filter) => conditionOf(table, filter, query.money));
  const searched = query.search.trim() !== '';
  const narrowed = query.filters.length > 0 || searched || within.length > 0;
  const made = { table, imports, narrowed, money: query.money };
  const total = imports.reduce((n, i) => n + i.rows, 0);
  if (!narrowed && query.sort.length === 0) {
    return { ...made, ids: ranked === undefined ? null : rankedFirst(naturalIds(imports, 0, total), ranked), total };
  }
  const found = searched ? searchIds(db, query) : undefined;
  const wanted = { imports, conditions, hits: hitsWithin(found, within) };
  const sorted = inside.length === 0 ? idsInOrder(db, query, wanted) : idsInside(db, query, { wanted, inside });
  const kept = leftOut(sorted, within);
  const ids = ranked === undefined ? kept : rankedFirst(kept, ranked);
  return { ...made, ids, total: ids.length };
}

/** @param found ids, ascending; undefined: all rows */
function hitsWithin(found: readonly number[] | undefined, within: readonly RowSet[]): readonly number[] | undefined {
  let hits = found;
  for (const { ids } of within.filter((set) => set.keep)) hits = hits === undefined ? [...ids] : hits.filter(among(ids));
  return hits;
}

function leftOut(ids: Uint32Array, within: readonly RowSet[]): Uint32Array {
  let left = ids;
  for (const set of within) {
    if (set.keep) continue;
    const isOut = among(set.ids);
    left = left.filter((id) => !isOut(id));
  }
  return left;
}

/** Puts the ranks one after the other; within a rank the rows keep their order. */
function rankedFirst(ids: Uint32Array, { ids: known, ranks, descending }: RowRanks): Uint32Array {
  const rankOf = new Map<number, number>();
  known.forEach((id, i) => rankOf.set(id, ranks[i] ?? 0));
  const byRank = new Map<number, number[]>();
  const rest = ids.filter((id) => {
    const rank = rankOf.get(id);
    if (rank === undefined) return true;
    const same = byRank.get(rank);
    if (same === undefined) byRank.set(rank, [id]);
    else same.push(id);
    return false;
  });
  const ordered = [...byRank].sort(([a], [b]) => (descending ? b - a : a - b)).flatMap(([, same]) => same);
  const list = new Uint32Array(ids.length);
  list.set(ordered);
  list.set(rest, ordered.length);
  return list;
}

/** Rows with the words in any of their readings, or with the amount that was typed, ascending. */
function searchIds(db: ReadDb, { table, search, money }: Pick<ViewQuery, 'table' | 'search' | 'money'>): number[] {
  const [first = [], ...others] = [...wordIds(db, table, search), rowsWithAmount(db, table, search, money)].filter((ids) => ids.length > 0);
  return others.length === 0 ? [...first].sort((a, b) => a - b) : [...new Set([...first, ...others.flat()])].sort((a, b) => a - b);
}

/** Rows by reading; books that were never imported into have no index. */
function wordIds(db: ReadDb, table: TableName, search: string): readonly (readonly number[])[] {
  const exists = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(fullTextTable(table)) !== undefined;
  return exists ? readingsOf(search).map((words) => rowsWithWords(db, table, words)) : [];
}

/** `hits`: ids, ascending, to which the list is narrowed. */
type Wanted = {
  readonly imports: readonly BookImport[];
  readonly conditions: readonly Condition[];
  readonly hits: readonly number[] | undefined;
};

type Asked = Pick<ViewQuery, 'table' | 'sort'>;

function idsInOrder(db: ReadDb, { table, sort }: Asked, { imports, conditions, hits }: Wanted): Uint32Array {
  const visible = rangesOf(db, table, imports);
  if (hits !== undefined && conditions.length === 0 && sort.length === 0 && visible === null) return Uint32Array.from(hits);
  const few = hits !== undefined && hits.length <= fewRows ? hits : undefined;
  const where: Condition[] = [...conditions];
  if (visible !== null) where.push(visible);
  if (few !== undefined) where.push({ sql: 'id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(few)] });
  const conditionsOf = where.length === 0 ? '' : ` WHERE ${where.map((c) => c.sql).join(' AND ')}`;
  const values: SqlValue[] = where.flatMap((c) => [...c.values]);
  const keep = hits === undefined || few !== undefined ? () => true : among(hits);
  if (sortsTexts(table, sort)) {
    const cells = db.prepare<never>(sortedCells(table, sort, conditionsOf)).raw();
    const expected = hits?.length ?? (conditions.length > 0 ? fewRows : imports.reduce((n, i) => n + i.rows, 0));
    return orderRows({ table, sort, expected }, cells.iterate(...values) as unknown as Iterable<SortedRow>, keep);
  }
  const sql = `SELECT id FROM ${table}${conditionsOf} ORDER BY ${orderBy(table, sort, where.length > 0)}`;
  const statement = db.prepare<number>(sql).pluck();
  return Uint32Array.from(statement.all(...values)).filter(keep);
}

/** Rows whose texts are looked into: narrowed by everything else first, put in order last. */
function idsInside(
  db: ReadDb,
  query: ViewQuery,
  { wanted, inside }: { readonly wanted: Wanted; readonly inside: readonly Inside[] },
): Uint32Array {
  let ids = idsInOrder(db, { table: query.table, sort: [] }, wanted);
  for (const filter of inside) ids = keepInside(db, query.table, { filter, ids });
  return query.sort.length === 0 ? ids : idsInOrder(db, query, { imports: wanted.imports, conditions: [], hits: [...ids] });
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

/** @param ids ascending */
function among(ids: readonly number[] | Uint32Array): (id: number) => boolean {
  const last = ids.at(-1) ?? 0;
  const isHit = new Uint8Array(last + 1);
  for (const id of ids) isHit[id] = 1;
  return (id) => id <= last && isHit[id] === 1;
}

/** @param ids ascending; so are those that are kept */
function keepInside(db: ReadDb, table: TableName, { filter, ids }: { filter: Inside; ids: Uint32Array }): Uint32Array {
  const { column, keeps, keepsEmpty } = filter;
  const few = ids.length <= fewRows;
  const source = few ? `json_each(?) j JOIN ${table} t ON t.id = j.value` : `${table} t`;
  const where = keepsEmpty ? '' : ` WHERE t.${column} IS NOT NULL`;
  const rows = db.prepare<[number, string | null]>(`SELECT t.id, t.${column} FROM ${source}${where}`).raw();
  const isAsked = few ? () => true : among(ids);
  const hits: number[] = [];
  for (const [id, text] of (few ? rows.iterate(JSON.stringify([...ids])) : rows.iterate()) as Iterable<[number, string | null]>) {
    if (isAsked(id) && (text === null ? keepsEmpty : keeps(text))) hits.push(id);
  }
  return Uint32Array.from(hits).sort();
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
