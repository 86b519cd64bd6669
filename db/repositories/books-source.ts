import { parseRowName } from '../../domain/model/ids.ts';
import { tableNames } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import { namedRows } from './books-named-rows.ts';
import type { NamedRow } from './books-named-rows.ts';
import type { BookImport } from './books-imports.ts';

/** Where a row stands in its evidence: physical line, and the bytes of its record. */
export type RowPlace = { readonly line: number; readonly offset: number; readonly length: number };
export type SourcedRow = NamedRow & {
  readonly table: TableName;
  readonly evidence: Sha256;
  readonly importId: string;
  readonly place: RowPlace;
};

/** A row with its provenance, or null when no visible import has it. */
export function sourcedRow(db: ReadDb, name: string, visible: readonly BookImport[]): SourcedRow | null {
  const parts = parseRowName(name);
  const table = tableNames.find((one) => one === parts?.table);
  if (parts === null || table === undefined) return null;
  const [row] = namedRows(db, table, [name], visible);
  const from = visible.find((one) => one.table === table && one.evidence === parts.evidence);
  if (row === undefined || from === undefined) return null;
  const sql = `SELECT line, offset, length FROM ${table} WHERE id = ?`;
  const place = db.prepare<RowPlace>(sql).get(row.id);
  return place === undefined ? null : { ...row, table, evidence: from.evidence, importId: from.importId, place };
}
