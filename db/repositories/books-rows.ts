import { tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { parseRowName, rowName } from '../../domain/model/ids.ts';
import type { RowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ReadDb } from '../store.ts';
import { listBookImports } from './books-imports.ts';
import type { BookImport } from './books-imports.ts';

/** Money, quantities and rates are scaled bigints, counts and grams numbers, everything else text. */
export type BookCell = string | number | bigint | null;

/** Imports whose rows may be seen: their operation stands in the case log. */
export const visibleImports = (db: ReadDb, table: TableName, known: ReadonlySet<string>): readonly BookImport[] =>
  listBookImports(db).filter((i) => i.table === table && i.rows > 0 && known.has(i.importId));

export const columnList = (table: TableName, alias: string): string =>
  ['import_no', 'ordinal', 'line', ...tables[table].map((c) => c.name)].map((name) => `${alias}.${name}`).join(', ');

const isScaled = (column: Column): boolean => column.type === 'money' || column.type === 'quantity' || column.type === 'rate';

export type BookRow = { readonly name: RowName; readonly line: number; readonly cells: readonly BookCell[] };

/** A row as `columnList` selects it. @param evidenceOf SHA-256 of the evidence by import number */
export function toRow(
  table: TableName,
  raw: readonly (string | number | null)[],
  evidenceOf: (importNo: number) => BookImport['evidence'],
): BookRow {
  const cells = tables[table].map((column, i) => {
    const cell = raw[i + 3] ?? null;
    return typeof cell === 'number' && isScaled(column) ? BigInt(cell) : cell;
  });
  return { name: rowName(evidenceOf(Number(raw[0])), table, Number(raw[1])), line: Number(raw[2]), cells };
}

/** Where a row stands in its evidence. */
export type RowPlace = BookRow & {
  readonly id: number;
  readonly table: TableName;
  readonly import: BookImport;
  readonly ordinal: number;
  /** bytes in the evidence */
  readonly offset: number;
  readonly length: number;
};

/** The row of that name. @throws Refused row_missing when no visible import has it */
export function rowByName(db: ReadDb, name: string, known: ReadonlySet<string>): RowPlace {
  const missing = (): never => {
    throw new Refused({ code: 'row_missing', at: name });
  };
  const parts = parseRowName(name) ?? missing();
  const holds = (i: BookImport): boolean => i.rows > 0 && i.evidence === parts.evidence && i.table === parts.table && known.has(i.importId);
  const found = listBookImports(db).find(holds) ?? missing();
  const ordinal = /^[1-9]\d{0,9}$/.test(parts.locator) ? Number(parts.locator) : missing();
  const id = idOfOrdinal(db, found, ordinal) ?? missing();
  const place =
    db.prepare<{ offset: number; length: number }>(`SELECT "offset", length FROM ${found.table} WHERE id = ?`).get(id) ?? missing();
  const raw = db
    .prepare<never>(`SELECT ${columnList(found.table, 't')} FROM ${found.table} t WHERE t.id = ?`)
    .raw()
    .get(id) as unknown as (string | number | null)[];
  return { ...toRow(found.table, raw, () => found.evidence), ...place, id, table: found.table, import: found, ordinal };
}

/** Rejected records have no row, so a row's id lies at or before `firstId + ordinal - 1`; ordinals grow with ids. */
function idOfOrdinal(db: ReadDb, found: BookImport, ordinal: number): number | null {
  const ordinalAt = db.prepare<number>(`SELECT ordinal FROM ${found.table} WHERE id = ?`).pluck();
  let low = found.firstId;
  let high = Math.min(found.firstId + ordinal - 1, found.firstId + found.rows - 1);
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const there = Number(ordinalAt.get(middle));
    if (there === ordinal) return middle;
    if (there < ordinal) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Cells of a row by column name. */
export const cellsByName = (table: TableName, cells: readonly BookCell[]): Record<string, BookCell> =>
  Object.fromEntries(tables[table].map((column, i) => [column.name, cells[i] ?? null]));
