import { columnOf, tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { rowName } from '../../domain/model/ids.ts';
import type { RowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { fullTextTable, wordQuery } from '../search/full-text.ts';
import type { ReadDb, SqlValue } from '../store.ts';
import { isIndexed } from './books-indexes.ts';
import { conditionOf } from './books-filter.ts';
import type { Condition, Currencies, Filter } from './books-filter.ts';
import type { BookImport } from './books-imports.ts';

export type ViewQuery = {
  readonly table: TableName;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  readonly filters: readonly Filter[];
  readonly search: string;
};

type Range = { readonly first: number; readonly last: number };

/** The rows of a table in an order. In natural order with nothing left out no list is kept: a place in it is a place in the id ranges. */
export type BooksView = {
  readonly table: TableName;
  readonly total: number;
  readonly ids: Uint32Array | null;
  readonly ranges: readonly Range[];
  readonly imports: readonly BookImport[];
};

function rangesOf(imports: readonly BookImport[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const { firstId, rows } of imports) {
    const before = ranges.at(-1);
    if (rows === 0) continue;
    if (before !== undefined && before.last + 1 === firstId) ranges[ranges.length - 1] = { first: before.first, last: firstId + rows - 1 };
    else ranges.push({ first: firstId, last: firstId + rows - 1 });
  }
  return ranges;
}

/** Rows of a withdrawn import stand in the table and belong to nobody. */
const visibleCondition = (ranges: readonly Range[]): Condition => ({
  kind: 'sql',
  sql: `(${ranges.map(() => 'id BETWEEN ? AND ?').join(' OR ')})`,
  values: ranges.flatMap(({ first, last }) => [BigInt(first), BigInt(last)]),
});

/** With a condition an index on the sort column would mean one random look-up per row: `+` makes it a scan and a sort. */
function orderOf(query: ViewQuery, whole: boolean): string {
  const keys = query.sort.map(({ column, descending }) => {
    if (columnOf(query.table, column) === undefined) throw new Refused({ code: 'column_unknown', at: column });
    const fromIndex = whole && query.sort.length === 1 && isIndexed(query.table, column);
    return `${fromIndex ? '' : '+'}${column}${descending ? ' DESC' : ''}`;
  });
  const last = query.sort.at(-1)?.descending === true && whole ? 'id DESC' : 'id';
  return [...keys, last].join(', ');
}

/**
 * The list of rows that a grid shows.
 * @param imports the visible ones, of any table
 * @throws Refused column_unknown, filter_invalid
 */
export function openView(
  db: ReadDb,
  query: ViewQuery,
  given: { readonly imports: readonly BookImport[]; readonly currencies: Currencies },
): BooksView {
  const imports = given.imports.filter((one) => one.table === query.table).toSorted((a, b) => a.firstId - b.firstId);
  const ranges = rangesOf(imports);
  const count = imports.reduce((n, one) => n + one.rows, 0);
  const conditions = query.filters.map((filter) => conditionOf(query.table, filter, given.currencies));
  const match = query.search.trim() === '' ? null : wordQuery(query.search);
  const searched = query.search.trim() !== '';
  const view = { table: query.table, ranges, imports };
  if (count === 0 || (searched && match === null)) return { ...view, ids: new Uint32Array(0), total: 0 };
  if (query.sort.length === 0 && conditions.length === 0 && !searched) return { ...view, ids: null, total: count };
  const ids = listIds(db, query, { conditions, match, ranges, count });
  return { ...view, ids, total: ids.length };
}

type Listing = {
  readonly conditions: readonly Condition[];
  readonly match: string | null;
  readonly ranges: readonly Range[];
  readonly count: number;
};

function listIds(db: ReadDb, query: ViewQuery, { conditions, match, ranges, count }: Listing): Uint32Array {
  const words = conditions.flatMap((c) => (c.kind === 'contains' ? [c] : []));
  const inSql = [visibleCondition(ranges), ...conditions].flatMap((c) => (c.kind === 'sql' ? [c] : []));
  const search =
    match === null ? [] : [`id IN (SELECT rowid FROM ${fullTextTable(query.table)} WHERE ${fullTextTable(query.table)} MATCH ?)`];
  const where = [...search, ...inSql.map((c) => c.sql)].join(' AND ');
  const whole = conditions.length === 0 && match === null;
  const sql = `SELECT id${words.map((w) => `, ${w.column}`).join('')} FROM ${query.table} WHERE ${where} ORDER BY ${orderOf(query, whole)}`;
  const values: SqlValue[] = [...(match === null ? [] : [match]), ...inSql.flatMap((c) => c.values)];
  const ids = new Uint32Array(count);
  let n = 0;
  for (const row of db
    .prepare<unknown[]>(sql)
    .raw()
    .iterate(...values)) {
    if (words.every((w, i) => holds(row[i + 1], w.needle))) ids[n++] = row[0] as number;
  }
  return ids.slice(0, n);
}

const holds = (cell: unknown, needle: string): boolean => typeof cell === 'string' && cell.toLowerCase().includes(needle);

export type ViewCell = string | number | bigint | null;
export type ViewWindow = {
  readonly names: readonly RowName[];
  readonly lines: readonly number[];
  /** cells in the order of the table's columns; scaled numbers as bigint, counts and grams as numbers */
  readonly rows: readonly (readonly ViewCell[])[];
};

function idsAt(view: BooksView, at: number, limit: number): readonly number[] {
  if (view.ids !== null) return [...view.ids.subarray(at, at + limit)];
  const ids: number[] = [];
  let before = 0;
  for (const { first, last } of view.ranges) {
    const size = last - first + 1;
    for (let place = Math.max(at, before); place < Math.min(at + limit, before + size); place += 1) ids.push(first + place - before);
    before += size;
  }
  return ids;
}

const isScaled = (column: Column): boolean => column.type === 'money' || column.type === 'quantity' || column.type === 'rate';

/** Rows at..at+limit of a view. */
export function viewWindow(db: ReadDb, view: BooksView, at: number, limit: number): ViewWindow {
  const columns = tables[view.table];
  const sql = `SELECT row.import_no, row.ordinal, row.line, ${columns.map((c) => `row.${c.name}`).join(', ')}
    FROM json_each(?) AS place JOIN ${view.table} AS row ON row.id = place.value ORDER BY place.key`;
  const evidence = new Map(view.imports.map((one) => [one.importNo, one.evidence]));
  const raw = db
    .prepare<ViewCell[]>(sql)
    .raw()
    .safeIntegers()
    .all(JSON.stringify(idsAt(view, at, limit))) as unknown as ViewCell[][];
  const known = raw.flatMap((row) => {
    const sha256 = evidence.get(Number(row[0]));
    return sha256 === undefined ? [] : [{ row, name: rowName(sha256, view.table, String(row[1])) }];
  });
  return {
    names: known.map(({ name }) => name),
    lines: known.map(({ row }) => Number(row[2])),
    rows: known.map(({ row }) =>
      columns.map((column, i) => {
        const value = row[i + 3] ?? null;
        return typeof value === 'bigint' && !isScaled(column) ? Number(value) : value;
      }),
    ),
  };
}

/** Sum of a number column by currency (one entry for columns without one), and how many cells are filled. */
export function viewSum(
  db: ReadDb,
  view: BooksView,
  column: Column,
): { readonly sums: ReadonlyMap<string, bigint>; readonly count: number } {
  const by =
    column.currency !== undefined && columnOf(view.table, column.currency) !== undefined ? `coalesce(row.${column.currency}, '')` : "''";
  const source =
    view.ids === null
      ? `${view.table} AS row WHERE row.id BETWEEN ? AND ? AND`
      : `json_each(?) AS place JOIN ${view.table} AS row ON row.id = place.value WHERE`;
  const statement = db
    .prepare<{ by: string; sum: bigint; n: bigint }>(
      `SELECT ${by} AS by, sum(row.${column.name}) AS sum, count(*) AS n FROM ${source} row.${column.name} IS NOT NULL GROUP BY 1`,
    )
    .safeIntegers();
  const sums = new Map<string, bigint>();
  let count = 0;
  for (const values of slices(view)) {
    for (const part of statement.all(...values)) {
      sums.set(part.by, (sums.get(part.by) ?? 0n) + part.sum);
      count += Number(part.n);
    }
  }
  return { sums, count };
}

const sliceRows = 50_000;

function* slices(view: BooksView): Generator<SqlValue[]> {
  if (view.ids === null) {
    for (const { first, last } of view.ranges) yield [BigInt(first), BigInt(last)];
    return;
  }
  for (let at = 0; at < view.ids.length; at += sliceRows) yield [JSON.stringify([...view.ids.subarray(at, at + sliceRows)])];
}
