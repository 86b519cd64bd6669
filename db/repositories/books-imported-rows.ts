import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { RowName, Sha256 } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';
import type { BookImport } from './books-imports.ts';
import { columnList, toRow } from './books-rows.ts';
import type { BookCell } from './books-rows.ts';

/** A row as it was imported, whatever stands over it. */
export type ImportedRow = { readonly name: RowName; readonly cells: readonly BookCell[] };

type Raw = (string | number | null)[];

/** Cells before those of the columns: what `columnList` selects first. */
const leading = 4;

/** Rows of one file by their ids, with the values that were imported. */
export function importedRows(
  db: ReadDb,
  of: { readonly table: TableName; readonly evidence: Sha256; readonly ids: readonly number[] },
): ReadonlyMap<number, ImportedRow> {
  const { table, evidence } = of;
  const ids = JSON.stringify(of.ids);
  const rows = db
    .prepare<never>(`SELECT t.id, ${columnList(table, 't')} FROM json_each(?) j JOIN ${table} t ON t.id = j.value`)
    .raw()
    .all(ids) as unknown as [number, ...Raw][];
  const kept = `SELECT row_id AS id, column_name AS name, value FROM original_cell
    WHERE table_name = ? AND row_id IN (SELECT value FROM json_each(?))`;
  const originals = db.prepare<{ id: number; name: string; value: string | number | null }>(kept).all(table, ids);
  return new Map(
    rows.map(([id, ...raw]) => {
      for (const cell of originals) {
        if (cell.id === id) raw[leading + tables[table].findIndex((column) => column.name === cell.name)] = cell.value;
      }
      const { name, cells } = toRow(table, raw, () => evidence);
      return [id, { name, cells }];
    }),
  );
}

/**
 * The rows of an import in the order of its file, as they were imported: ordinal, line, offset, length, then these columns.
 * @param columns of its table, or `locator`
 */
export function* importedCells(db: ReadDb, of: BookImport, columns: readonly string[]): Generator<Raw> {
  const { table, firstId, rows } = of;
  const names = ['ordinal', 'line', '"offset"', 'length', ...columns];
  const range = [BigInt(firstId), BigInt(firstId + rows - 1)] as const;
  const kept = `SELECT row_id AS id, column_name AS name, value FROM original_cell WHERE table_name = ? AND row_id BETWEEN ? AND ?`;
  const originals = new Map<number, Raw[]>();
  for (const cell of db.prepare<{ id: number; name: string; value: Raw[number] }>(kept).iterate(table, ...range)) {
    originals.set(cell.id, [...(originals.get(cell.id) ?? []), [leading + columns.indexOf(cell.name), cell.value]]);
  }
  const sql = `SELECT id, ${names.join(', ')} FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`;
  for (const [id, ...cells] of db
    .prepare<never>(sql)
    .raw()
    .iterate(...range) as unknown as Iterable<[number, ...Raw]>) {
    for (const [at, value] of originals.get(id) ?? []) if (Number(at) >= leading) cells[Number(at)] = value ?? null;
    yield cells;
  }
}
