import fs from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { Refused } from '../domain/model/refused.ts';
import { connect, pageSize } from './connect.ts';
import { asRefused } from './failures.ts';

/**
 * Copies an open database to a new file under the same key and proves the copy by opening and reading it whole.
 * VACUUM INTO keeps the encryption; the driver's `backup()` and `serialize()` do not.
 * An unfinished copy lies under `<to>.part` and is replaced by the next one.
 * @throws Refused disk_full; backup_failed when the copy does not read back
 */
export function copyDatabase(db: Database.Database, to: string, key: Uint8Array): void {
  const part = `${to}.part`;
  fs.rmSync(part, { force: true });
  try {
    db.pragma(`page_size=${pageSize}`);
    db.prepare('VACUUM INTO ?').run(part);
    syncFile(part);
    proveCopy(part, key);
    fs.renameSync(part, to);
  } catch (error) {
    fs.rmSync(part, { force: true });
    throw asRefused(error, basename(to));
  }
}

/** VACUUM INTO leaves it to the system when its file reaches the disk. */
function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Opens a database file read-only and reads every page. @throws Refused backup_failed */
function proveCopy(file: string, key: Uint8Array): void {
  try {
    const copy = connect(file, key, { readonly: true });
    try {
      if (copy.prepare('PRAGMA integrity_check(1)').pluck().get() !== 'ok')
        throw new Refused({ code: 'backup_failed', at: basename(file) });
    } finally {
      copy.close();
    }
  } catch {
    throw new Refused({ code: 'backup_failed', at: basename(file) });
  }
}

/** Where a database lies and what opens it. */
export type KeyedFile = { readonly file: string; readonly key: Uint8Array };

/**
 * A copy under another key. The database itself is only read: rekeying in place could be caught half way by a power cut.
 * @throws Refused disk_full, backup_failed, vault_damaged
 */
export function rekeyedCopy(from: KeyedFile, to: KeyedFile): void {
  copyFile(from, to.file);
  const copy = connect(to.file, from.key);
  try {
    // rekeying needs a rollback journal, and leaves a file without companions
    copy.pragma('journal_mode=DELETE');
    copy.pragma(`rekey="x'${Buffer.from(to.key).toString('hex')}'"`);
  } catch (error) {
    throw asRefused(error, basename(to.file));
  } finally {
    copy.close();
  }
  syncFile(to.file);
  proveCopy(to.file, to.key);
}

/** Copies a database file, open elsewhere or not, with everything committed. @throws Refused as `copyDatabase` */
export function copyFile(from: KeyedFile, to: string): void {
  const db = connect(from.file, from.key, { readonly: true });
  try {
    copyDatabase(db, to, from.key);
  } finally {
    db.close();
  }
}
