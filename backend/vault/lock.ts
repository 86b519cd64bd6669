import path from 'node:path';
import Database from 'better-sqlite3';
import { Refused } from '../../domain/model/refused.ts';

export type VaultLock = { readonly release: () => void };

/**
 * One process per vault: an exclusive transaction on a small file of its own, which the operating system frees when the process ends.
 * The file holds nothing. Nobody else may open and close it in this process: that would free the lock on POSIX systems.
 * @throws Refused vault_in_use, file_unreadable
 */
export function lockVault(dir: string): VaultLock {
  const db = openLock(dir);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    throw busy ? new Refused({ code: 'vault_in_use', at: path.basename(dir) }) : error;
  }
  return {
    release: () => {
      if (db.open) db.close();
    },
  };
}

function openLock(dir: string): Database.Database {
  try {
    return new Database(path.join(dir, 'vault.lock'), { timeout: 0 });
  } catch {
    // a folder that this user may not write in, or something else of that name
    throw new Refused({ code: 'file_unreadable', at: 'vault.lock' });
  }
}
