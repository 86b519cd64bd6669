import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { connect } from '../connect.ts';
import { asRefused } from '../failures.ts';
import { createFullText, indexWords } from '../search/full-text.ts';
import { createIndex, dropIndex, indexesOf } from './books-indexes.ts';
import type { BookIndex } from './books-indexes.ts';

/** The books file of a case and its key. */
export type BooksPlace = { readonly file: string; readonly key: Uint8Array };

/** Cells before the columns: ordinal, line, offset, length. Ids follow each other, so none is given. */
export const leadingCells = 4;
type Cell = string | number | null;

/**
 * One import being written, on a connection of its own, in one transaction: until `commit` no other connection sees a row, and the
 * end of the process leaves nothing behind.
 */
export type BookLoad = {
  readonly importNo: number;
  readonly firstId: number;
  /** Inserts whole rows out of `cells`: `leadingCells` + one per column each. */
  readonly insert: (cells: Cell[], rows: number) => void;
  /** Steps after the last row: indexes and statistics; each call does one. @returns how many are left */
  readonly finishStep: () => number;
  readonly commit: (evidence: Sha256, importId: string) => void;
  /** Undoes everything and closes; harmless after `commit`. */
  readonly close: () => void;
};

/** Rows in one statement: more gain nothing. */
export const batchRows = 32;
/** Words are taken up while the pages of their rows are still in the cache. */
const sliceRows = 32_768;

type LoadOptions = {
  readonly table: TableName;
  readonly columns: readonly string[];
  /** an estimate: whether the indexes are taken down for the load */
  readonly expectedRows: number;
};

/** @throws Refused vault_in_use when another import is writing these books, disk_full, vault_damaged */
export function beginLoad(place: BooksPlace, options: LoadOptions): BookLoad {
  const db = connect(place.file, place.key, { synchronous: 'NORMAL', cacheMiB: 128 });
  try {
    // rows and their import are written together at the end, so the check of each row would find nothing
    db.pragma('foreign_keys=OFF');
    db.pragma('wal_autocheckpoint=0');
    db.exec('BEGIN IMMEDIATE');
    return loadOn(db, basename(place.file), options);
  } catch (error) {
    db.close();
    throw asRefused(error, basename(place.file));
  }
}

const single = (db: Database.Database, sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);

function loadOn(db: Database.Database, name: string, { table, columns, expectedRows }: LoadOptions): BookLoad {
  const firstId = single(db, `SELECT max(id) FROM ${table}`) + 1;
  const importNo = single(db, 'SELECT max(import_no) FROM book_import') + 1;
  const rebuild = takeDownIndexes(db, table, { existing: firstId - 1, expected: expectedRows });
  const insertRows = rowInserter(db, { table, columns, importNo });
  let rows = 0;
  let steps: (() => void)[] | null = null;
  const guarded = <T>(fn: () => T): T => {
    try {
      return fn();
    } catch (error) {
      throw asRefused(error, name);
    }
  };
  db.exec(createFullText(table));
  const words = db.prepare(indexWords(table));
  let worded = 0;
  const takeWords = (): void => {
    if (rows > worded) words.run(firstId + worded, firstId + rows - 1);
    worded = rows;
  };
  const plan = (): (() => void)[] => [
    takeWords,
    ...rebuild.map((index) => () => void db.exec(createIndex(table, index))),
    () => void db.exec('PRAGMA analysis_limit=400; ANALYZE'),
  ];
  return {
    importNo,
    firstId,
    insert: (cells, n) => {
      guarded(() => {
        insertRows(cells, n);
        rows += n;
        if (rows - worded >= sliceRows) takeWords();
      });
    },
    finishStep: () =>
      guarded(() => {
        steps ??= plan();
        steps.shift()?.();
        return steps.length;
      }),
    commit: (evidence, importId) => {
      guarded(() => commit(db, [importNo, importId, table, evidence, firstId, rows]));
    },
    close: () => {
      if (!db.open) return;
      if (db.inTransaction) db.exec('ROLLBACK');
      db.close();
    },
  };
}

function commit(db: Database.Database, header: Cell[]): void {
  const columns = 'import_no, import_id, table_name, evidence, first_id, rows';
  db.prepare<[Cell[]]>(`INSERT INTO book_import (${columns}) VALUES (?, ?, ?, ?, ?, ?)`).run(header);
  db.exec('COMMIT');
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/**
 * A load of much more than is there is faster with the indexes built afterwards; otherwise building them again costs more time and memory
 * the larger the case is. @returns the ones to build
 */
function takeDownIndexes(db: Database.Database, table: TableName, size: { existing: number; expected: number }): readonly BookIndex[] {
  const indexes = indexesOf(table);
  if (size.existing > 0 && size.expected < size.existing * 2) return [];
  for (const index of indexes) db.exec(dropIndex(index));
  return indexes;
}

type Into = { readonly table: TableName; readonly columns: readonly string[]; readonly importNo: number };

/**
 * Inserts whole rows out of `cells`: `leadingCells` + one per column each. Of its own so that the bare load can be measured.
 * @param db an open transaction
 */
export function rowInserter(db: Database.Database, { table, columns, importNo }: Into): (cells: Cell[], rows: number) => void {
  const names = ['ordinal', 'line', 'offset', 'length', ...columns];
  const row = `(${importNo},${names.map(() => '?').join(',')})`;
  const head = `INSERT INTO ${table} (import_no, ${names.join(', ')}) VALUES `;
  const many = db.prepare<[Cell[]]>(head + Array.from({ length: batchRows }, () => row).join(','));
  const one = db.prepare<[Cell[]]>(head + row);
  return (cells, rows) => {
    if (rows === batchRows) many.run(cells);
    else for (let i = 0; i < rows; i += 1) one.run(cells.slice(i * names.length, (i + 1) * names.length));
  };
}
