import type { NumberColumn } from '../../domain/catalogue/audit-test.ts';
import { columnOf } from '../../domain/model/books.ts';
import type { ColumnType, TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';
import { coveringIndex } from '../repositories/books-indexes.ts';
import { readNumbers, readTexts } from './cell-texts.ts';

/** One column of the visible rows of a table, in their natural order: import after import, row after row. */
export type LoadedColumn = {
  readonly name: string;
  readonly text: (string | null)[] | null;
  readonly number: NumberColumn | null;
  /** an upper estimate of what it takes in memory */
  readonly bytes: number;
};

/** The visible imports of one table. The order of their evidence is theirs, so that a rank does not depend on which came first. */
export type Visible = { readonly table: TableName; readonly imports: readonly BookImport[]; readonly rows: number };

export function visibleOf(table: TableName, imports: readonly BookImport[]): Visible {
  const own = imports
    .filter((i) => i.table === table && i.rows > 0)
    .toSorted((a, b) => (a.evidence < b.evidence ? -1 : a.evidence > b.evidence ? 1 : a.importNo - b.importNo));
  return { table, imports: own, rows: own.reduce((n, i) => n + i.rows, 0) };
}

const textTypes: readonly ColumnType[] = ['text', 'code', 'day', 'rateText'];

/** A column being read. */
type Filling = { readonly name: string; readonly text: (string | null)[] | null; readonly number: NumberColumn | null; letters: number };

/** @throws Refused column_unknown: names of columns go into statements, so they come from the model and never from outside */
function emptyColumn(table: TableName, name: string, rows: number): Filling {
  const column = columnOf(table, name);
  if (column === undefined) throw new Refused({ code: 'column_unknown', at: `${table}.${name}` });
  if (textTypes.includes(column.type)) return { name, text: Array.from<string | null>({ length: rows }), number: null, letters: 0 };
  return { name, text: null, number: { values: new Float64Array(rows), present: new Uint8Array(rows) }, letters: 0 };
}

/** A cut piece of a block's text takes 24 bytes beside the letters it keeps alive, a place in the list 8. */
const sizeOf = ({ text, number, letters }: Filling): number =>
  number === null ? (text?.length ?? 0) * 32 + letters * 2 : number.values.length * 9;

/** Rows of one block, so that no text grows beyond what the engine can hold. */
const blockRows = 50_000;
/** Rows up to which one column, read through its index, may be one text. */
const mostInOneText = 1_200_000;

/** Each column of the rows as one text: crossing from SQLite into JavaScript once per column and block takes less than half the time. */
const asTexts = (columns: readonly Filling[]): string =>
  columns
    .map(({ name, text }) =>
      text === null ? `group_concat(coalesce(${name}, ''))` : `group_concat(coalesce(${name}, char(30)), char(31))`,
    )
    .join(', ');

type TextRow = readonly (string | number | null)[];

function fill(
  column: Filling,
  text: string,
  places: { readonly at: number; readonly n: number; readonly order: Uint32Array | null },
): void {
  column.letters += text.length;
  if (column.number !== null) readNumbers(text, column.number, places);
  else if (column.text !== null) readTexts(text, column.text, places);
}

/** Rows of an import have ids without holes, so a row's place is told by its id. */
function readBlocks(db: ReadDb, { table, imports }: Visible, columns: readonly Filling[]): void {
  const query = db.prepare(`SELECT count(*), ${asTexts(columns)} FROM ${table} WHERE id BETWEEN ? AND ?`).raw();
  let at = 0;
  for (const { firstId, rows } of imports) {
    const end = firstId + rows - 1;
    for (let from = firstId; from <= end; from += blockRows) {
      const n = Math.min(blockRows, end - from + 1);
      const [count, ...texts] = query.get(BigInt(from), BigInt(from + n - 1)) as TextRow;
      if (count !== n) throw new RangeError(`rows of ${table} are missing`);
      columns.forEach((column, c) => fill(column, String(texts[c]), { at, n, order: null }));
      at += n;
    }
  }
}

/** Where each of these ids stands among the visible rows. */
function placesOf(ids: string, { imports, rows }: Visible): Uint32Array {
  const found: NumberColumn = { values: new Float64Array(rows), present: new Uint8Array(rows) };
  readNumbers(ids, found, { at: 0, n: rows, order: null });
  const starts = imports.map((_, i) => imports.slice(0, i).reduce((n, one) => n + one.rows, 0));
  const places = new Uint32Array(rows);
  let last = 0;
  for (let i = 0; i < rows; i += 1) {
    const id = found.values[i] ?? 0;
    const holds = (one: BookImport | undefined): boolean => one !== undefined && id >= one.firstId && id < one.firstId + one.rows;
    if (!holds(imports[last])) last = imports.findIndex(holds);
    places[i] = (starts[last] ?? 0) + id - (imports[last]?.firstId ?? 0);
  }
  return places;
}

/** All rows at once in the order of an index that holds these columns: a tenth of the pages of the table. */
function readByIndex(db: ReadDb, visible: Visible, { columns, index }: { columns: readonly Filling[]; index: string }): void {
  const query = db.prepare(`SELECT count(*), group_concat(id), ${asTexts(columns)} FROM ${visible.table} INDEXED BY ${index}`).raw();
  const [count, ids, ...texts] = query.get() as TextRow;
  if (count !== visible.rows) throw new RangeError(`rows of ${visible.table} are missing`);
  const order = placesOf(String(ids), visible);
  columns.forEach((column, c) => fill(column, String(texts[c]), { at: 0, n: visible.rows, order }));
}

/** The index by which the columns may be read: every row of the table is visible, and its texts are not too long for one. */
function indexFor(db: ReadDb, visible: Visible, names: readonly string[]): string | null {
  if (visible.rows === 0 || visible.rows > mostInOneText || names.length > 2) return null;
  const stored = db.prepare<number>('SELECT coalesce(sum(rows), 0) FROM book_import WHERE table_name = ?').pluck().get(visible.table);
  const name = stored === visible.rows ? coveringIndex(visible.table, names) : null;
  const exists = name !== null && db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?").get(name) !== undefined;
  return exists ? name : null;
}

/** Reads columns of the visible rows. @throws Refused column_unknown */
export function readColumns(db: ReadDb, visible: Visible, names: readonly string[]): readonly LoadedColumn[] {
  if (names.length === 0) return [];
  const columns = names.map((name) => emptyColumn(visible.table, name, visible.rows));
  const index = indexFor(db, visible, names);
  if (index !== null) readByIndex(db, visible, { columns, index });
  else readBlocks(db, visible, columns);
  return columns.map((column) => ({ name: column.name, text: column.text, number: column.number, bytes: sizeOf(column) }));
}
