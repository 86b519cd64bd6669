import type { NumberColumn, Population, PopulationSpec } from '../../domain/catalogue/audit-test.ts';
import { columnOf } from '../../domain/model/books.ts';
import type { ColumnType, TableName } from '../../domain/model/books.ts';
import { rowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';

/** Room for the records of one file in a row's rank: more than a file can have. */
const ranksPerImport = 2 ** 32;

const texts: readonly ColumnType[] = ['text', 'code', 'day', 'rateText'];

type Cells = { readonly name: string; readonly text: (string | null)[] | null; readonly number: NumberColumn | null };

/** Imports of the table by the order of their evidence, so that a rank does not depend on which file was imported first. */
type Visible = { readonly imports: readonly BookImport[]; readonly rows: number };

function visibleOf(table: TableName, imports: readonly BookImport[]): Visible {
  const own = imports
    .filter((i) => i.table === table && i.rows > 0)
    .toSorted((a, b) => (a.evidence < b.evidence ? -1 : a.evidence > b.evidence ? 1 : a.importNo - b.importNo));
  return { imports: own, rows: own.reduce((n, i) => n + i.rows, 0) };
}

function cellsOf(spec: PopulationSpec, rows: number): readonly Cells[] {
  return [...new Set(spec.columns)].map((name) => {
    const column = columnOf(spec.table, name);
    if (column === undefined) throw new Refused({ code: 'column_unknown', at: `${spec.table}.${name}` });
    if (texts.includes(column.type)) return { name, text: [], number: null };
    return { name, text: null, number: { values: new Float64Array(rows), present: new Uint8Array(rows) } };
  });
}

/** Between the texts of a column, and in place of an empty cell: control characters, which no imported text has. */
const [between, empty] = ['\u001f', '\u001e'];

/**
 * One row per block: each column of it as one text. Crossing from SQLite into JavaScript once per column and block instead of once per
 * row takes less than half the time. The plus keeps a prefix from its index: looking up every second row one by one would decrypt the file
 * many times over. Names of columns come from the model, never from outside; values are bound.
 */
function blockSql(spec: PopulationSpec, cells: readonly Cells[], byId: boolean): string {
  const columns = cells.map(({ name, text }) =>
    text === null ? `group_concat(coalesce(${name}, ''))` : `group_concat(coalesce(${name}, char(30)), char(31))`,
  );
  const wanted = [
    ...(byId ? ['id BETWEEN ? AND ?'] : []),
    ...(spec.prefix === undefined ? [] : [`+${spec.prefix.column} >= ? AND +${spec.prefix.column} < ?`]),
  ];
  const where = wanted.length === 0 ? '' : ` WHERE ${wanted.join(' AND ')}`;
  return `SELECT ${['count(*)', 'group_concat(id)', ...columns].join(', ')} FROM ${spec.table}${where}`;
}

function prefixBounds(spec: PopulationSpec): readonly string[] {
  if (spec.prefix === undefined) return [];
  const { column, value } = spec.prefix;
  if (columnOf(spec.table, column) === undefined) throw new Refused({ code: 'column_unknown', at: `${spec.table}.${column}` });
  return [value, `${value}\u{10ffff}`];
}

const [comma, minus, zero] = [44, 45, 48];

/** Reads whole numbers parted by commas, an empty one is an empty cell. @param at index of the first */
function readNumbers(text: string, into: NumberColumn, at: number): void {
  let [n, value, negative, digits] = [at, 0, false, 0];
  for (let i = 0; i <= text.length; i += 1) {
    const code = i === text.length ? comma : text.charCodeAt(i);
    if (code === comma) {
      into.values[n] = negative ? -value : value;
      into.present[n] = digits > 0 ? 1 : 0;
      n += 1;
      value = 0;
      digits = 0;
      negative = false;
    } else if (code === minus) negative = true;
    else {
      value = value * 10 + code - zero;
      digits += 1;
    }
  }
}

function readTexts(text: string, into: (string | null)[], n: number): void {
  const parts = text.split(between);
  if (parts.length !== n) throw new RangeError('a text of the books holds a control character');
  for (const part of parts) into.push(part === empty ? null : part);
}

/** Rows of one block, so that no text grows beyond what the engine can hold. */
const blockRows = 50_000;

type Block = { readonly from: number; readonly to: number };

function* blocksOf(imports: readonly BookImport[]): Iterable<Block> {
  for (const { firstId, rows } of imports) {
    const end = firstId + rows - 1;
    for (let from = firstId; from <= end; from += blockRows) yield { from, to: Math.min(end, from + blockRows - 1) };
  }
}

/** A population small enough for one block is read without asking for ids, so that a covering index can serve it in its own order. */
const inOneBlock = (cells: readonly Cells[], rows: number): boolean =>
  cells.every((c) => c.text === null) ? rows <= 4_000_000 : cells.length <= 2 && rows <= 1_200_000;

type BlockRow = readonly [number, ...(string | null)[]];
type Target = { readonly cells: readonly Cells[]; readonly ids: NumberColumn };

/** @returns index after the last row read */
function readBlock(row: BlockRow, target: Target, at: number): number {
  const [n, ids, ...columns] = row;
  if (n === 0 || ids === null || ids === undefined) return at;
  readNumbers(ids, target.ids, at);
  target.cells.forEach(({ text, number }, c) => {
    const column = columns[c] ?? '';
    if (number === null) readTexts(column, text ?? [], n);
    else readNumbers(column, number, at);
  });
  return at + n;
}

function readRows(
  db: ReadDb,
  spec: PopulationSpec,
  given: { readonly visible: Visible; readonly target: Target; readonly whole: boolean },
): number {
  const { visible, target, whole } = given;
  const bounds = prefixBounds(spec);
  const query = db.prepare(blockSql(spec, target.cells, !whole)).raw();
  if (whole) return readBlock(query.get(...bounds) as BlockRow, target, 0);
  let n = 0;
  for (const { from, to } of blocksOf(visible.imports))
    n = readBlock(query.get(BigInt(from), BigInt(to), ...bounds) as BlockRow, target, n);
  return n;
}

/** Index of the visible import that holds the row; rows of one import come together. */
function importFinder(imports: readonly BookImport[]): (id: number) => number {
  let last = 0;
  const holds = (at: number, id: number): boolean => {
    const one = imports[at];
    return one !== undefined && id >= one.firstId && id < one.firstId + one.rows;
  };
  return (id) => {
    if (!holds(last, id))
      last = Math.max(
        0,
        imports.findIndex((_, at) => holds(at, id)),
      );
    return last;
  };
}

/**
 * The rows that a test looks at, streamed out of the books into columns. Whatever order the store gives them in, `rank` says how they
 * stand in the dataset. To be used inside one `Store.read`: names of rows are looked up when a hit asks for them.
 * @param imports the imports that are visible: those of which the case log has an operation that stands
 */
export function loadPopulation(db: ReadDb, spec: PopulationSpec, imports: readonly BookImport[]): Population {
  const visible = visibleOf(spec.table, imports);
  const cells = cellsOf(spec, visible.rows);
  const ids: NumberColumn = { values: new Float64Array(visible.rows), present: new Uint8Array(visible.rows) };
  const stored =
    db.prepare<{ n: number }>('SELECT coalesce(sum(rows), 0) AS n FROM book_import WHERE table_name = ?').get(spec.table)?.n ?? 0;
  const whole = stored === visible.rows && spec.prefix === undefined && inOneBlock(cells, visible.rows);
  const n = readRows(db, spec, { visible, target: { cells, ids }, whole });
  const find = importFinder(visible.imports);
  const rank = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const id = ids.values[i] ?? 0;
    const at = find(id);
    rank[i] = at * ranksPerImport + id - (visible.imports[at]?.firstId ?? 0);
  }
  return populationOf(n, { cells, rank, nameOf: namer(db, { table: spec.table, ids: ids.values, find, imports: visible.imports }) });
}

type Named = {
  readonly table: TableName;
  readonly ids: Float64Array;
  readonly find: (id: number) => number;
  readonly imports: readonly BookImport[];
};

function namer(db: ReadDb, { table, ids, find, imports }: Named): Population['nameOf'] {
  const ordinalOf = db.prepare<{ ordinal: number }>(`SELECT ordinal FROM ${table} WHERE id = ?`);
  return (i) => {
    const id = ids[i] ?? 0;
    const owner = imports[find(id)];
    const found = ordinalOf.get(BigInt(id));
    if (owner === undefined || found === undefined) throw new Refused({ code: 'row_missing', at: `${table}:${id}` });
    return rowName(owner.evidence, table, found.ordinal);
  };
}

function populationOf(
  n: number,
  given: { readonly cells: readonly Cells[]; readonly rank: Float64Array; readonly nameOf: Population['nameOf'] },
): Population {
  const byName = new Map(given.cells.map((c) => [c.name, c]));
  const missing = (column: string): never => {
    throw new RangeError(`column ${column} is not in the population`);
  };
  return {
    n,
    rank: given.rank,
    nameOf: given.nameOf,
    number: (column) => byName.get(column)?.number ?? missing(column),
    text: (column) => byName.get(column)?.text ?? missing(column),
  };
}
