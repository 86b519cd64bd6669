import fs from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { copyDatabase } from './backup.ts';
import { checkLength, sizeOf } from './check-size.ts';
import { checkWal } from './check-wal.ts';
import { connect } from './connect.ts';
import { asRefused } from './failures.ts';
import { migrate, pendingMigrations, type Migration } from './migrate.ts';
import { assayMigrations } from './migrations/assay/index.ts';
import { booksMigrations } from './migrations/books/index.ts';
import { showTerms } from './search/full-text.ts';
import { storeOf, type Store } from './store.ts';
import { tableNames } from '../domain/model/books.ts';
import { Refused } from '../domain/model/refused.ts';

export type OpenBooks = {
  /** for queries in a child process and for the grid: a second connection that cannot write */
  readonly readonly?: boolean;
  /** default 64 */
  readonly cacheMiB?: number;
};

export type OpenAssay = {
  readonly create?: boolean;
  /** beside the process that writes: what it has committed is read, nothing is checked or migrated */
  readonly readonly?: boolean;
};

/** A file up to this size is read whole at opening, so that a damaged page is found before anybody works on it. */
const checkedWhole = 64 * 1024 * 1024;

/**
 * Opens assay.db, or makes it when `create`. Every commit is on disk before it returns. An older schema is copied aside
 * (`assay.db.before-<id>`) and migrated.
 * @param key 32 bytes @throws Refused vault_damaged, vault_newer, disk_full
 */
export function openAssay(file: string, key: Uint8Array, options: OpenAssay = {}): Store {
  if (options.readonly === true) return storeOf(connect(file, key, { readonly: true }), file, basename(file));
  if (options.create !== true) requireContent(file);
  if (fs.existsSync(file)) checkWal(file, key);
  const measured = sizeOf(file);
  const db = connect(file, key, { create: options.create === true, synchronous: 'FULL', cacheMiB: 32 });
  return settled(db, file, () => {
    checkLength(db, file, measured);
    if (fs.statSync(file).size <= checkedWhole) checkPages(db, basename(file));
    upgrade(db, file, { key, migrations: assayMigrations });
  });
}

/**
 * Opens the books of a case. For writing the file is made when it is not there. Commits are durable at the next checkpoint of the
 * write-ahead log: books can be built again from evidence and profile.
 * @param key 32 bytes @throws Refused vault_damaged, vault_newer, disk_full
 */
export function openBooks(file: string, key: Uint8Array, options: OpenBooks = {}): Store {
  const readonly = options.readonly === true;
  const measured = sizeOf(file);
  const db = connect(file, key, { readonly, create: !readonly, synchronous: 'NORMAL', cacheMiB: options.cacheMiB ?? 64 });
  return settled(db, file, () => {
    checkLength(db, file, measured);
    if (!readonly) upgrade(db, file, { key, migrations: booksMigrations });
    else if (pendingMigrations(db, booksMigrations, basename(file)).length > 0)
      throw new Refused({ code: 'vault_damaged', at: basename(file) });
    for (const table of tableNames) db.exec(showTerms(table));
  });
}

/** SQLite takes an empty file for a new database and writes its header into it. @throws Refused vault_damaged */
export function requireContent(file: string): void {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) throw new Refused({ code: 'vault_damaged', at: basename(file) });
}

function settled(db: Database.Database, file: string, prepare: () => void): Store {
  try {
    prepare();
    return storeOf(db, file, basename(file));
  } catch (error) {
    db.close();
    throw asRefused(error, basename(file));
  }
}

/** Brings an open file to the newest schema; one that holds rows already is copied aside first, to `<file>.before-<step>`. */
export function upgrade(
  db: Database.Database,
  file: string,
  to: { readonly key: Uint8Array; readonly migrations: readonly Migration[] },
): void {
  const pending = pendingMigrations(db, to.migrations, basename(file));
  const first = pending[0];
  if (first === undefined) return;
  if (first.id > 1) copyDatabase(db, `${file}.before-${first.id}`, to.key);
  migrate(db, to.migrations, basename(file));
}

/** Reads and authenticates every page in use. @throws Refused vault_damaged */
function checkPages(db: Database.Database, at: string): void {
  const said = db.prepare('PRAGMA quick_check(1)').pluck().get();
  if (said !== 'ok') throw new Refused({ code: 'vault_damaged', at });
}

/** Whether this key opens this file; false when it is not there. Reads the first page only. */
export function canOpen(file: string, key: Uint8Array): boolean {
  if (!fs.existsSync(file)) return false;
  try {
    connect(file, key, { readonly: true }).close();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'vault_damaged') return false;
    throw error;
  }
}

/** Reads and authenticates every page of a file that may be open elsewhere. @throws Refused vault_damaged */
export function checkFile(file: string, key: Uint8Array): void {
  const measured = sizeOf(file);
  const db = connect(file, key, { readonly: true });
  try {
    checkLength(db, file, measured);
    checkPages(db, basename(file));
  } finally {
    db.close();
  }
}
