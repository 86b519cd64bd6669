import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import type { TableName } from '../../domain/model/books.ts';
import { connect } from '../connect.ts';
import { asRefused } from '../failures.ts';
import { forgetWords, fullTextTable, indexWords } from '../search/full-text.ts';
import { storeOf } from '../store.ts';
import type { WriteDb } from '../store.ts';
import { createIndex, createLocatorIndex, dropIndex, indexesOf } from './books-indexes.ts';
import type { BooksPlace } from './books-load.ts';

/**
 * Imports being taken out of the books, on a connection of its own, in one transaction: until `commit` every other connection sees them
 * as before, and the end of the process leaves them there.
 */
export type BookPurge = {
  /** rows that go */
  readonly rows: number;
  /** Each call does one piece of the work. @returns how many are left */
  readonly step: () => number;
  readonly commit: () => void;
  /** Undoes everything and closes; harmless after `commit`. */
  readonly close: () => void;
};

/** So many rows are taken out at once: a second or so. */
const sliceRows = 32_768;

type Range = { readonly importNo: number; readonly table: TableName; readonly firstId: number; readonly rows: number };

/**
 * @param imports ids of the imports; those that are not in the books are passed over
 * @param after the last step of the same transaction @throws Refused vault_in_use, disk_full, vault_damaged
 */
export function beginPurge(place: BooksPlace, imports: readonly string[], after?: (db: WriteDb) => void): BookPurge {
  const name = basename(place.file);
  // the journal is about to say that it is done, and a checkpoint puts nothing on the disk while somebody else reads
  const db = connect(place.file, place.key, { synchronous: 'FULL', cacheMiB: 128 });
  const guarded = <T>(fn: () => T): T => {
    try {
      return fn();
    } catch (error) {
      throw asRefused(error, name);
    }
  };
  try {
    // rows leave together with their import, so the check of each would find nothing
    db.pragma('foreign_keys=OFF');
    db.pragma('wal_autocheckpoint=0');
    db.exec('BEGIN IMMEDIATE');
    const ranges = rangesOf(db, imports);
    const last: readonly Step[] = after === undefined ? [] : [() => void storeOf(db, place.file, name).write(after)];
    const steps = [...planOf(db, ranges), ...last];
    return {
      rows: ranges.reduce((n, one) => n + one.rows, 0),
      step: () =>
        guarded(() => {
          steps.shift()?.();
          return steps.length;
        }),
      commit: () =>
        guarded(() => {
          for (let left = steps.length; left > 0; left = steps.length) steps.shift()?.();
          db.exec('COMMIT');
          db.pragma('wal_checkpoint(TRUNCATE)');
        }),
      close: () => {
        if (!db.open) return;
        if (db.inTransaction) db.exec('ROLLBACK');
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw asRefused(error, name);
  }
}

function rangesOf(db: Database.Database, imports: readonly string[]): readonly Range[] {
  const sql = `SELECT import_no AS importNo, table_name AS "table", first_id AS firstId, rows FROM book_import
    WHERE import_id IN (SELECT value FROM json_each(?)) ORDER BY import_no`;
  return db.prepare<[string], Range>(sql).all(JSON.stringify(imports));
}

type Step = () => void;

function planOf(db: Database.Database, ranges: readonly Range[]): Step[] {
  if (ranges.length === 0) return [];
  const tables = [...new Set(ranges.filter((one) => one.rows > 0).map((one) => one.table))];
  const ofTable = tables.flatMap((table) => {
    const going = ranges.filter((one) => one.table === table && one.rows > 0);
    return tableSteps(db, table, going);
  });
  const headers: Step = () => {
    for (const { importNo } of ranges) db.prepare('DELETE FROM book_import WHERE import_no = ?').run(importNo);
    db.exec('PRAGMA analysis_limit=400; ANALYZE');
  };
  return [...ofTable, headers];
}

type Staying = { readonly from: number; readonly to: number };

/** Imports of a table that stay, in the order of their rows. */
function stayingRows(db: Database.Database, table: TableName, going: readonly Range[]): readonly Staying[] {
  const sql = `SELECT first_id AS "from", first_id + rows - 1 AS "to" FROM book_import
    WHERE table_name = ? AND rows > 0 AND import_no NOT IN (SELECT value FROM json_each(?)) ORDER BY first_id`;
  return db.prepare<[string, string], Staying>(sql).all(table, JSON.stringify(going.map((one) => one.importNo)));
}

/**
 * Where more goes than stays, words and indexes of what stays are built anew: taking single entries out of them costs as much as putting
 * them in did.
 */
function tableSteps(db: Database.Database, table: TableName, going: readonly Range[]): readonly Step[] {
  const staying = stayingRows(db, table, going);
  const gone = going.reduce((n, one) => n + one.rows, 0);
  const left = staying.reduce((n, one) => n + one.to - one.from + 1, 0);
  const worded = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(fullTextTable(table)) !== undefined;
  const originals: Step = () => {
    for (const { firstId, rows } of going) {
      db.prepare('DELETE FROM original_cell WHERE table_name = ? AND row_id BETWEEN ? AND ?').run(table, firstId, firstId + rows - 1);
    }
    // the same rows may come back without what stood over them
    db.exec('DELETE FROM overrides_state');
  };
  if (left >= gone) return [originals, ...going.flatMap((range) => slicesOut(db, range, worded))];
  return [originals, ...rebuilt(db, { table, going, staying, worded })];
}

function slices({ from, to }: Staying): readonly Staying[] {
  const out: Staying[] = [];
  for (let at = from; at <= to; at += sliceRows) out.push({ from: at, to: Math.min(to, at + sliceRows - 1) });
  return out;
}

function slicesOut(db: Database.Database, { table, firstId, rows }: Range, worded: boolean): readonly Step[] {
  return slices({ from: firstId, to: firstId + rows - 1 }).map(({ from, to }) => () => {
    if (worded) db.prepare(forgetWords(table)).run(from, to);
    db.prepare(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`).run(from, to);
  });
}

type Rebuild = {
  readonly table: TableName;
  readonly going: readonly Range[];
  readonly staying: readonly Staying[];
  readonly worded: boolean;
};

function rebuilt(db: Database.Database, { table, going, staying, worded }: Rebuild): readonly Step[] {
  const words = fullTextTable(table);
  const present = indexesOf(table).filter(
    (index) => db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(index.name) !== undefined,
  );
  const located = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(`${table}_by_locator`) !== undefined;
  const takeDown: Step = () => {
    if (worded) db.exec(`INSERT INTO ${words} (${words}) VALUES ('delete-all')`);
    for (const index of present) db.exec(dropIndex(index));
    if (located) db.exec(`DROP INDEX ${table}_by_locator`);
  };
  const out: readonly Step[] =
    staying.length === 0
      ? [() => void db.exec(`DELETE FROM ${table}`)]
      : going.flatMap(({ firstId, rows }) =>
          slices({ from: firstId, to: firstId + rows - 1 }).map(
            ({ from, to }) =>
              () =>
                void db.prepare(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`).run(from, to),
          ),
        );
  const again = staying.flatMap(slices);
  const wording = worded
    ? again.map(
        ({ from, to }): Step =>
          () =>
            void db.prepare(indexWords(table)).run(from, to),
      )
    : [];
  const indexing = present.map(
    (index): Step =>
      () =>
        void db.exec(createIndex(table, index)),
  );
  const locating: readonly Step[] = located ? [() => void db.exec(createLocatorIndex(table))] : [];
  return [takeDown, ...out, ...wording, ...indexing, ...locating];
}
