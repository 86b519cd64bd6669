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

type TextCells = (string | null)[];
type Cells = { readonly name: string; readonly text: TextCells | null; readonly number: NumberColumn | null };

/** Imports of the table by the order of their evidence, so that a rank does not depend on which file was imported first. */
type Visible = { readonly imports: readonly BookImport[]; readonly rows: number };

function visibleOf(table: TableName, imports: readonly BookImport[]): Visible {
  const own = imports
    .filter((i) => i.table === table)
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

/** Names of columns come from the model, never from outside; values are bound. */
function sqlOf(spec: PopulationSpec, cells: readonly Cells[]): { readonly sql: string; readonly bound: readonly string[] } {
  const select = `SELECT ${['id', ...cells.map((c) => c.name)].join(', ')} FROM ${spec.table}`;
  if (spec.prefix === undefined) return { sql: select, bound: [] };
  const { column, value } = spec.prefix;
  if (columnOf(spec.table, column) === undefined) throw new Refused({ code: 'column_unknown', at: `${spec.table}.${column}` });
  return { sql: `${select} WHERE ${column} >= ? AND ${column} < ?`, bound: [value, `${value}\u{10ffff}`] };
}

/** Index of the visible import that holds the row, -1 for a row that belongs to none; rows of one import come together. */
function importFinder(imports: readonly BookImport[]): (id: number) => number {
  let last = 0;
  const holds = (at: number, id: number): boolean => {
    const one = imports[at];
    return one !== undefined && id >= one.firstId && id < one.firstId + one.rows;
  };
  return (id) => {
    if (!holds(last, id)) {
      const found = imports.findIndex((_, at) => holds(at, id));
      if (found < 0) return -1;
      last = found;
    }
    return last;
  };
}

type Value = string | number | null;

function fill(cells: readonly Cells[], row: readonly Value[], n: number): void {
  for (let c = 0; c < cells.length; c += 1) {
    const value = row[c + 1] ?? null;
    const { text, number } = cells[c] as Cells;
    if (number === null) text?.push(value as string | null);
    else if (value !== null) {
      number.values[n] = value as number;
      number.present[n] = 1;
    }
  }
}

/**
 * The rows that a test looks at, streamed out of the books into columns. Whatever order the store gives them in, `rank` says how they
 * stand in the dataset. To be used inside one `Store.read`: names of rows are looked up when a hit asks for them.
 * @param imports the imports that are visible: those of which the case log has an operation that stands
 */
export function loadPopulation(db: ReadDb, spec: PopulationSpec, imports: readonly BookImport[]): Population {
  const visible = visibleOf(spec.table, imports);
  const cells = cellsOf(spec, visible.rows);
  const ids = new Float64Array(visible.rows);
  const rank = new Float64Array(visible.rows);
  const find = importFinder(visible.imports);
  const { sql, bound } = sqlOf(spec, cells);
  let n = 0;
  for (const row of db
    .prepare(sql)
    .raw()
    .iterate(...bound) as IterableIterator<Value[]>) {
    const id = row[0] as number;
    const at = find(id);
    if (at < 0) continue;
    ids[n] = id;
    rank[n] = at * ranksPerImport + id - (visible.imports[at]?.firstId ?? 0);
    fill(cells, row, n);
    n += 1;
  }
  return populationOf(n, { cells, rank, nameOf: namer(db, { table: spec.table, ids, find, imports: visible.imports }) });
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
    rank: given.rank.subarray(0, n),
    nameOf: given.nameOf,
    number: (column) => byName.get(column)?.number ?? missing(column),
    text: (column) => byName.get(column)?.text ?? missing(column),
  };
}
