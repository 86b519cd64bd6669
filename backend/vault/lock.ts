import path from 'node:path';
import Database from 'better-sqlite3';
import { asRefused } from '../../db/failures.ts';
import { Refused } from '../../domain/model/refused.ts';

const fileName = 'vault.lock';

export type VaultLock = { readonly release: () => void };

/**
 * One process per vault: an exclusive transaction on a small file of its own, which the operating system frees when the process ends.
 * The file holds nothing. Nobody else may open and close it in this process: that would free the lock on POSIX systems.
 * @throws Refused vault_in_use, file_unwritable, vault_damaged (bytes in the file that are no lock's)
 */
export function lockVault(dir: string): VaultLock {
  const db = openLock(dir);
  try {
    // no journal file: a full disk must not keep anybody from reading
    db.pragma('journal_mode=MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const refused = asRefused(error, fileName);
    const inUse = refused instanceof Refused && refused.code === 'vault_in_use';
    throw inUse ? new Refused({ code: 'vault_in_use', at: path.basename(dir) }) : refused;
  }
  return {
    release: () => {
      if (db.open) db.close();
    },
  };
}

function openLock(dir: string): Database.Database {
  try {
    return new Database(path.join(dir, fileName), { timeout: 0 });
  } catch {
    // a folder that this user may not write in, or something else of that name
    throw new Refused({ code: 'file_unwritable', at: fileName });
  }
}
