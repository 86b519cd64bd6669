import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { connect } from '../connect.ts';
import { asRefused } from '../failures.ts';
import { beginPieces, createFullText, endPieces, indexWords, joinPieces } from '../search/full-text.ts';
import { createIndex, createLocatorIndex, dropIndex, indexesOf } from './books-indexes.ts';
import type { BookIndex } from './books-indexes.ts';

/** The books file of a case and its key. */
export type BooksPlace = { readonly file: string; readonly key: Uint8Array };

/** Cells before the columns: ordinal, line, offset, length. Ids follow each other, so none is given. */
export const leadingCells = 4;
type Cell = string | number | null;

/** Rows of one import going into one table. */
export type TableLoad = {
  readonly importNo: number;
  /** Inserts whole rows out of `cells`: `leadingCells` + one per column each. */
  readonly insert: (cells: Cell[], rows: number) => void;
};

/**
 * A file being written, into one table or several, on a connection of its own, in one transaction: until `commit` no other connection
 * sees a row, and the end of the process leaves nothing behind.
 */
export type BookLoad = {
  /** Opens an import. The rows of one table come import after import: ids of an import follow each other. */
  readonly table: (options: LoadOptions) => TableLoad;
  /** Steps after the last row: indexes and statistics; each call does one. @returns how many are left */
  readonly finishStep: () => number;
  readonly commit: (evidence: Sha256) => void;
  /** Undoes everything and closes; harmless after `commit`. */
  readonly close: () => void;
};

/** Rows in one statement: more gain nothing. */
export const batchRows = 32;
/** Words are taken up while the pages of their rows are still in the cache. */
const sliceRows = 32_768;

export type LoadOptions = {
  readonly importId: string;
  /** part of the file that the import reads; '' the whole */
  readonly scope: string;
  readonly table: TableName;
  readonly columns: readonly string[];
  /** an estimate: whether the indexes are taken down for the load */
  readonly expectedRows: number;
};

/** @throws Refused vault_in_use when another import is writing these books, disk_full, vault_damaged */
export function beginLoad(place: BooksPlace): BookLoad {
  // the log is about to name what is committed here, and a checkpoint puts nothing on the disk while somebody else reads
  const db = connect(place.file, place.key, { synchronous: 'FULL', cacheMiB: 128 });
  try {
    // rows and their import are written together at the end, so the check of each row would find nothing
    db.pragma('foreign_keys=OFF');
    db.pragma('wal_autocheckpoint=0');
    db.exec('BEGIN IMMEDIATE');
    return loadOn(db, basename(place.file));
  } catch (error) {
    db.close();
    throw asRefused(error, basename(place.file));
  }
}

const single = (db: Database.Database, sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);

/** A table that this load has begun: its indexes to build again, its words, the imports in it. */
type Begun = {
  readonly rebuild: readonly BookIndex[];
  readonly words: Database.Statement<[number, number]>;
  readonly join: Database.Statement<[]>;
  lastId: number;
  worded: number;
  /** the import whose rows came last: another may follow it, but none may come back */
  current: number;
};

type Header = LoadOptions & { readonly importNo: number; firstId: number; rows: number };

function takeWords(into: Begun): void {
  if (into.lastId === into.worded) return;
  into.words.run(into.worded + 1, into.lastId);
  into.join.run();
  into.worded = into.lastId;
}

function loadOn(db: Database.Database, name: string): BookLoad {
  const begun = new Map<TableName, Begun>();
  const headers: Header[] = [];
  const firstNo = single(db, 'SELECT max(import_no) FROM book_import') + 1;
  let steps: (() => void)[] | null = null;
  const guarded = <T>(fn: () => T): T => {
    try {
      return fn();
    } catch (error) {
      throw asRefused(error, name);
    }
  };
  const located = (): readonly TableName[] => [...new Set(headers.filter((h) => h.columns.includes('locator')).map((h) => h.table))];
  const plan = (): (() => void)[] => [
    ...[...begun].map(([table, into]) => () => {
      takeWords(into);
      db.exec(endPieces(table));
    }),
    ...[...begun].flatMap(([table, into]) => into.rebuild.map((index) => () => void db.exec(createIndex(table, index)))),
    ...located().map((table) => () => void db.exec(createLocatorIndex(table))),
    () => void db.exec('PRAGMA analysis_limit=400; ANALYZE'),
  ];
  const insertInto = (header: Header, insertRows: (cells: Cell[], rows: number) => void): TableLoad['insert'] => {
    const into = begun.get(header.table) ?? beginTable(db, header);
    begun.set(header.table, into);
    return (cells, n) => {
      if (header.rows === 0) [header.firstId, into.current] = [into.lastId + 1, header.importNo];
      if (into.current !== header.importNo) throw new RangeError(`rows of ${header.table} come from two parts of the file at once`);
      insertRows(cells, n);
      header.rows += n;
      into.lastId += n;
      if (into.lastId - into.worded >= sliceRows) takeWords(into);
    };
  };
  return {
    table: (options) =>
      guarded(() => {
        const header: Header = { ...options, importNo: firstNo + headers.length, firstId: 0, rows: 0 };
        headers.push(header);
        const insert = insertInto(header, rowInserter(db, header));
        return { importNo: header.importNo, insert: (cells, n) => guarded(() => insert(cells, n)) };
      }),
    finishStep: () =>
      guarded(() => {
        steps ??= plan();
        steps.shift()?.();
        return steps.length;
      }),
    commit: (evidence) => {
      guarded(() => commit(db, headers, evidence));
    },
    close: () => {
      if (!db.open) return;
      if (db.inTransaction) db.exec('ROLLBACK');
      db.close();
    },
  };
}

function beginTable(db: Database.Database, { table, expectedRows }: LoadOptions): Begun {
  const lastId = single(db, `SELECT max(id) FROM ${table}`);
  const rebuild = takeDownIndexes(db, table, { existing: lastId, expected: expectedRows });
  db.exec(`${createFullText(table)}; ${beginPieces(table)}`);
  const words = db.prepare<[number, number]>(indexWords(table));
  return { rebuild, words, join: db.prepare<[]>(joinPieces(table)), lastId, worded: lastId, current: 0 };
}

function commit(db: Database.Database, headers: readonly Header[], evidence: Sha256): void {
  const columns = 'import_no, import_id, table_name, evidence, scope, first_id, rows';
  const insert = db.prepare<[Cell[]]>(`INSERT INTO book_import (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  for (const one of headers) insert.run([one.importNo, one.importId, one.table, evidence, one.scope, Math.max(1, one.firstId), one.rows]);
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
  // what fails ends the whole load, so SQLite need not be able to undo the one statement
  const head = `INSERT OR FAIL INTO ${table} (import_no, ${names.join(', ')}) VALUES `;
  const many = db.prepare<[Cell[]]>(head + Array.from({ length: batchRows }, () => row).join(','));
  const one = db.prepare<[Cell[]]>(head + row);
  return (cells, rows) => {
    if (rows === batchRows) many.run(cells);
    else for (let i = 0; i < rows; i += 1) one.run(cells.slice(i * names.length, (i + 1) * names.length));
  };
}
