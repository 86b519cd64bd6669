import { tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { parseRowName, rowName } from '../../domain/model/ids.ts';
import type { RowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { keptStatement } from '../kept-statements.ts';
import type { ReadDb } from '../store.ts';
import { listBookImports } from './books-imports.ts';
import type { BookImport } from './books-imports.ts';

/** Money, quantities and rates are scaled bigints, counts and grams numbers, everything else text. */
export type BookCell = string | number | bigint | null;

/** Imports whose rows may be seen: their operation stands in the case log. */
export const visibleImports = (db: ReadDb, table: TableName, known: ReadonlySet<string>): readonly BookImport[] =>
  listBookImports(db).filter((i) => i.table === table && i.rows > 0 && known.has(i.importId));

export const columnList = (table: TableName, alias: string): string =>
  ['import_no', 'ordinal', 'line', 'locator', ...tables[table].map((c) => c.name)].map((name) => `${alias}.${name}`).join(', ');

const isScaled = (column: Column): boolean => column.type === 'money' || column.type === 'quantity' || column.type === 'rate';

export type BookRow = { readonly name: RowName; readonly line: number; readonly cells: readonly BookCell[] };

/** A row as `columnList` selects it. @param evidenceOf SHA-256 of the evidence by import number */
export function toRow(
  table: TableName,
  raw: readonly (string | number | null)[],
  evidenceOf: (importNo: number) => BookImport['evidence'],
): BookRow {
  const cells = tables[table].map((column, i) => {
    const cell = raw[i + 4] ?? null;
    return typeof cell === 'number' && isScaled(column) ? BigInt(cell) : cell;
  });
  return { name: rowName(evidenceOf(Number(raw[0])), table, raw[3] ?? Number(raw[1])), line: Number(raw[2]), cells };
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
  const { id, import: owner } = placeOf(db, listBookImports(db).filter(holds), parts.locator) ?? missing();
  const place =
    db
      .prepare<{ ordinal: number; offset: number; length: number }>(`SELECT ordinal, "offset", length FROM ${owner.table} WHERE id = ?`)
      .get(id) ?? missing();
  const raw = db
    .prepare<never>(`SELECT ${columnList(owner.table, 't')} FROM ${owner.table} t WHERE t.id = ?`)
    .raw()
    .get(id) as unknown as (string | number | null)[];
  return { ...toRow(owner.table, raw, () => owner.evidence), ...place, id, table: owner.table, import: owner };
}

/** The row of that locator in one of the imports that read its file. */
export function placeOf(
  db: ReadDb,
  owners: readonly BookImport[],
  locator: string,
): { readonly id: number; readonly import: BookImport } | null {
  for (const owner of owners) {
    const id = idOf(db, owner, locator);
    if (id !== null) return { id, import: owner };
  }
  return null;
}

/** All rows of an import are named in one way: by their ordinal, or each by the locator beside it. */
function idOf(db: ReadDb, owner: BookImport, locator: string): number | null {
  const { table, firstId, importNo } = owner;
  const first = keptStatement<{ locator: string | null }>(db, `SELECT locator FROM ${table} WHERE id = ?`).get(firstId);
  if (first === undefined) return null;
  if (first.locator === null) return /^[1-9]\d{0,9}$/.test(locator) ? idOfOrdinal(db, owner, Number(locator)) : null;
  const found = keptStatement<{ id: number }>(db, `SELECT id FROM ${table} WHERE import_no = ? AND locator = ?`).get(importNo, locator);
  return found?.id ?? null;
}

/** Rejected records have no row, so a row's id lies at or before `firstId + ordinal - 1`; ordinals grow with ids. */
function idOfOrdinal(db: ReadDb, found: BookImport, ordinal: number): number | null {
  const ordinalAt = keptStatement<{ ordinal: number }>(db, `SELECT ordinal FROM ${found.table} WHERE id = ?`);
  let low = found.firstId;
  let high = Math.min(found.firstId + ordinal - 1, found.firstId + found.rows - 1);
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const there = Number(ordinalAt.get(middle)?.ordinal);
    if (there === ordinal) return middle;
    if (there < ordinal) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Cells of a row by column name. */
export const cellsByName = (table: TableName, cells: readonly BookCell[]): Record<string, BookCell> =>
  Object.fromEntries(tables[table].map((column, i) => [column.name, cells[i] ?? null]));
