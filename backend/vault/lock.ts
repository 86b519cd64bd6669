import path from 'node:path';
import Database from 'better-sqlite3';
import { Refused } from '../../domain/model/refused.ts';

export type VaultLock = { readonly release: () => void };

/**
 * One process per vault: an exclusive transaction on a small file of its own, which the operating system frees when the process ends.
 * The file holds nothing. Nobody else may open and close it in this process: that would free the lock on POSIX systems.
 * @throws Refused vault_in_use
 */
export function lockVault(dir: string): VaultLock {
  const db = new Database(path.join(dir, 'vault.lock'), { timeout: 0 });
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
