import { columnOf, tableNames } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { forgetWords, fullTextTable } from '../search/full-text.ts';
import type { ReadDb, WriteDb } from '../store.ts';
import { forgetOriginals } from './books-originals.ts';

/** Rows of one import: ids firstId .. firstId + rows - 1 of its table. */
export type BookImport = {
  readonly importNo: number;
  readonly importId: string;
  readonly table: TableName;
  readonly evidence: Sha256;
  readonly firstId: number;
  readonly rows: number;
};

/** All imports that stand in these books, whether or not their operation does, in the order of their rows. */
export function listBookImports(db: ReadDb): readonly BookImport[] {
  return db
    .prepare<BookImport>(
      `SELECT import_no AS importNo, import_id AS importId, table_name AS "table", evidence, first_id AS firstId, rows
       FROM book_import ORDER BY import_no`,
    )
    .all();
}

/** Notes that a file is being imported, so that an interrupted import can be named at the next start. */
export function noteImport(db: WriteDb, what: { readonly importId: string; readonly table: TableName; readonly fileName: string }): void {
  db.prepareWrite('INSERT OR REPLACE INTO book_pending (import_id, table_name, file_name) VALUES (?, ?, ?)').run(
    what.importId,
    what.table,
    what.fileName,
  );
}

/** The import is over: its operation stands, or it was refused or cancelled. */
export function settleImport(db: WriteDb, importId: string): void {
  db.prepareWrite('DELETE FROM book_pending WHERE import_id = ?').run(importId);
}

/** Removes the rows of one import, its words and its header. */
export function purgeImport(db: WriteDb, importId: string): void {
  const found = listBookImports(db).find((i) => i.importId === importId);
  if (found !== undefined) {
    const range = [found.firstId, found.firstId + found.rows - 1] as const;
    const hasWords = db.prepare(`SELECT 1 FROM sqlite_master WHERE name = ?`).get(fullTextTable(found.table)) !== undefined;
    if (hasWords) db.prepareWrite(forgetWords(found.table)).run(...range);
    db.prepareWrite(`DELETE FROM ${found.table} WHERE id BETWEEN ? AND ?`).run(...range);
    forgetOriginals(db, found.table, range);
    db.prepareWrite('DELETE FROM book_import WHERE import_no = ?').run(found.importNo);
  }
  settleImport(db, importId);
}

/**
 * At the start: removes the rows of imports that have no operation in the case log.
 * @param known ids of the imports that the case log has, withdrawn ones included
 * @returns names of the files whose import was interrupted
 */
export function purgeOrphans(db: WriteDb, known: ReadonlySet<string>): readonly string[] {
  const pending = db
    .prepare<{ importId: string; fileName: string }>('SELECT import_id AS importId, file_name AS fileName FROM book_pending')
    .all();
  for (const { importId } of listBookImports(db)) if (!known.has(importId)) purgeImport(db, importId);
  for (const { importId } of pending) settleImport(db, importId);
  return pending.filter(({ importId }) => !known.has(importId)).map(({ fileName }) => fileName);
}

/** Whether amounts in that currency stand in the books. */
export const usesCurrency = (db: ReadDb, currency: string): boolean =>
  tableNames
    .filter((table) => columnOf(table, 'currency') !== undefined)
    .some((table) => db.prepare(`SELECT 1 FROM ${table} WHERE currency = ? LIMIT 1`).get(currency) !== undefined);
