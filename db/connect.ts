import Database from 'better-sqlite3';
import fs from 'node:fs';
import { basename } from 'node:path';
import { asRefused } from './failures.ts';
import { Refused } from '../domain/model/refused.ts';

export type ConnectOptions = {
  readonly readonly?: boolean;
  /** false: the file may be made new (default true: it must exist) */
  readonly create?: boolean;
  readonly cacheMiB?: number;
  /** durable = every commit is on disk before it returns */
  readonly synchronous?: 'FULL' | 'NORMAL';
};

/** Bytes per page of every database of the vault. */
export const pageSize = 8192;

/**
 * One encrypted connection: ChaCha20-Poly1305 over every page, WAL, foreign keys on.
 * `temp_store=MEMORY` comes before the first query: otherwise a large sort writes plain text into a temporary file.
 * @param key 32 raw bytes @throws Refused vault_damaged when the first page does not authenticate
 */
export function connect(file: string, key: Uint8Array, options: ConnectOptions = {}): Database.Database {
  if (key.length !== 32) throw new RangeError('a database key has 32 bytes');
  const db = openFile(file, options);
  try {
    db.pragma("cipher='chacha20'");
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    db.pragma('temp_store=MEMORY');
    settle(db, options);
    return db;
  } catch (error) {
    db.close();
    throw asRefused(error, basename(file));
  }
}

function openFile(file: string, options: ConnectOptions): Database.Database {
  try {
    return new Database(file, { readonly: options.readonly === true, fileMustExist: options.create !== true, timeout: 5000 });
  } catch (error) {
    if (isForbidden(file)) throw new Refused({ code: 'file_unreadable', at: basename(file) });
    // better-sqlite3 says a missing folder by a TypeError
    throw error instanceof TypeError ? new Refused({ code: 'vault_damaged', at: basename(file) }) : asRefused(error, basename(file));
  }
}

/** SQLite says "cannot open" of a lost file and of one that this user may not read. */
function isForbidden(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.R_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}

function settle(db: Database.Database, options: ConnectOptions): void {
  db.pragma('foreign_keys=ON');
  db.pragma('trusted_schema=OFF');
  db.pragma(`cache_size=${-1024 * (options.cacheMiB ?? 16)}`);
  if (options.readonly !== true) {
    db.pragma(`page_size=${pageSize}`);
    db.pragma('journal_mode=WAL');
    db.pragma(`synchronous=${options.synchronous ?? 'FULL'}`);
  }
  // the first read: a wrong key or a damaged first page shows here, not at the first question of a screen
  db.prepare('SELECT count(*) AS n FROM sqlite_master').get();
}
