import type { TableName } from '../../domain/model/books.ts';
import { forgetWords, fullTextTable, indexWords, searchedColumns } from '../search/full-text.ts';
import type { ReadDb, SqlValue, WriteDb } from '../store.ts';
import { requireColumn } from './books-filter.ts';

/** A stored cell: text, or a safe integer in the column's unit. */
export type StoredCell = string | number | null;

/** A cell of a row as it is to be seen, in place of the imported one. */
export type CellOverride = {
  readonly table: TableName;
  readonly rowId: number;
  readonly column: string;
  readonly value: StoredCell;
  readonly overrideId: string;
};

/** The imported value of a cell over which another one stands. */
export type OriginalCell = CellOverride;

/** Up to which state of the case's overrides the rows are; '' when none was ever applied. */
export function overridesState(db: ReadDb): string {
  return db.prepare<string>('SELECT head FROM overrides_state WHERE one = 1').pluck().get() ?? '';
}

/** Every imported value that is kept under another one, by table, row and column. */
export function originalCells(db: ReadDb): readonly OriginalCell[] {
  return db
    .prepare<OriginalCell>(
      `SELECT table_name AS "table", row_id AS rowId, column_name AS "column", value, override_id AS overrideId
       FROM original_cell ORDER BY table_name, row_id, column_name`,
    )
    .all();
}

/** Imported values of one row, by column. */
export function originalsOfRow(db: ReadDb, table: TableName, rowId: number): ReadonlyMap<string, StoredCell> {
  const sql = 'SELECT column_name AS "column", value FROM original_cell WHERE table_name = ? AND row_id = ?';
  const rows = db.prepare<{ column: string; value: StoredCell }>(sql).all(table, BigInt(rowId));
  return new Map(rows.map((row) => [row.column, row.value]));
}

const keyOf = ({ table, rowId, column }: Pick<CellOverride, 'table' | 'rowId' | 'column'>): string => `${table} ${rowId} ${column}`;

const bound = (value: StoredCell): SqlValue => (typeof value === 'number' ? BigInt(value) : value);

type Edit = { readonly column: string; readonly to: CellOverride | null };

/**
 * Brings the rows to exactly these overrides: cells that have none any more get their imported value back, the others their own; words and
 * indexes follow. What is as it should be is not written.
 * @param head the state of the log that this is; read back by `overridesState`
 * @returns how many cells were written
 * @throws Refused column_unknown
 */
export function applyOverrides(db: WriteDb, wanted: readonly CellOverride[], head: string): number {
  const before = new Map(originalCells(db).map((cell) => [keyOf(cell), cell]));
  const after = new Map(wanted.map((cell) => [keyOf(cell), cell]));
  const rows = new Map<string, { readonly table: TableName; readonly rowId: number; readonly edits: Edit[] }>();
  const note = (cell: CellOverride, to: CellOverride | null): void => {
    requireColumn(cell.table, cell.column);
    const key = `${cell.table} ${cell.rowId}`;
    const row = rows.get(key) ?? { table: cell.table, rowId: cell.rowId, edits: [] };
    row.edits.push({ column: cell.column, to });
    rows.set(key, row);
  };
  for (const [key, cell] of before) if (!after.has(key)) note(cell, null);
  for (const [key, cell] of after) if (!isApplied(db, cell, before.get(key))) note(cell, cell);
  let written = 0;
  for (const row of rows.values()) {
    editRow(db, row);
    written += row.edits.length;
  }
  keepState(db, head);
  return written;
}

/** The same for one cell that gets a value over its own, when the rows were at the state before. @throws Refused column_unknown */
export function changeCell(db: WriteDb, cell: CellOverride, head: string): void {
  const { table, rowId, column } = cell;
  requireColumn(table, column);
  editRow(db, { table, rowId, edits: [{ column, to: cell }] });
  keepState(db, head);
}

function keepState(db: WriteDb, head: string): void {
  const state = 'INSERT INTO overrides_state (one, head) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET head = excluded.head';
  db.prepareWrite(state).run(head);
}

const isApplied = (db: ReadDb, cell: CellOverride, before: OriginalCell | undefined): boolean =>
  before?.overrideId === cell.overrideId && storedCell(db, cell) === cell.value;

/** A cell as it is seen. @throws Refused column_unknown */
export function storedCell(db: ReadDb, { table, rowId, column }: Pick<CellOverride, 'table' | 'rowId' | 'column'>): StoredCell {
  const sql = `SELECT ${requireColumn(table, column).name} FROM ${table} WHERE id = ?`;
  return db.prepare<StoredCell>(sql).pluck().get(BigInt(rowId)) ?? null;
}

/** Words are taken out while the row still is as it was, and taken up again after. */
function editRow(
  db: WriteDb,
  { table, rowId, edits }: { readonly table: TableName; readonly rowId: number; readonly edits: readonly Edit[] },
): void {
  const id = BigInt(rowId);
  const searched = edits.some(({ column }) => searchedColumns[table].includes(column));
  const worded = searched && db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(fullTextTable(table)) !== undefined;
  if (worded) db.prepareWrite(forgetWords(table)).run(id, id);
  for (const edit of edits) editCell(db, { table, id }, edit);
  if (worded) db.prepareWrite(indexWords(table)).run(id, id);
}

function editCell(db: WriteDb, { table, id }: { readonly table: TableName; readonly id: bigint }, { column, to }: Edit): void {
  if (to === null) {
    const kept = 'SELECT value FROM original_cell WHERE table_name = ? AND row_id = ? AND column_name = ?';
    // a value that nothing was put over stands already
    db.prepareWrite(`UPDATE ${table} SET ${column} = (${kept}) WHERE id = ? AND EXISTS (${kept})`).run(
      table,
      id,
      column,
      id,
      table,
      id,
      column,
    );
    db.prepareWrite('DELETE FROM original_cell WHERE table_name = ? AND row_id = ? AND column_name = ?').run(table, id, column);
    return;
  }
  const keep = `INSERT INTO original_cell (table_name, row_id, column_name, value, override_id)
    SELECT ?, id, ?, ${column}, ? FROM ${table} WHERE id = ?
    ON CONFLICT (table_name, row_id, column_name) DO UPDATE SET override_id = excluded.override_id`;
  db.prepareWrite(keep).run(table, column, to.overrideId, id);
  db.prepareWrite(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(bound(to.value), id);
}

/** Rows that leave the books take the values kept under theirs along. */
export function forgetOriginals(db: WriteDb, table: TableName, range: readonly [from: number, to: number]): void {
  const sql = 'DELETE FROM original_cell WHERE table_name = ? AND row_id BETWEEN ? AND ?';
  db.prepareWrite(sql).run(table, BigInt(range[0]), BigInt(range[1]));
  // the same rows may come back without what stood over them
  db.prepareWrite('DELETE FROM overrides_state').run();
}

/** What stands over the imported values of a column now: two runs that read the same of it have read the same column. */
export function overridesOfColumn(db: ReadDb, table: TableName, column: string): string {
  const ids = 'SELECT row_id FROM original_cell WHERE table_name = ? AND column_name = ?';
  const sql = `SELECT group_concat(id || '=' || quote(${column}), ';') FROM (SELECT id, ${column} FROM ${table} WHERE id IN (${ids}) ORDER BY id)`;
  return db.prepare<string | null>(sql).pluck().get(table, column) ?? '';
}
