import Database from 'better-sqlite3';
import { Refused, type RefusalCode } from '../domain/model/refused.ts';

/** SQLite's result codes that mean a state of the disk or the file, not a mistake of ours. */
function refusalOf(code: string): RefusalCode | null {
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return 'vault_damaged';
  if (code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_IOERR_DATA') return 'vault_damaged';
  if (code === 'SQLITE_IOERR_READ') return 'vault_damaged';
  // only a write says that it was for want of space; growing the shared memory file and a used-up quota are said as these
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'SQLITE_IOERR_WRITE') return 'disk_full';
  // a write on a reading connection is stopped before SQLite sees it (db/store.ts), so these say that the disk lets nobody write
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM' || code === 'SQLITE_AUTH') return 'file_unwritable';
  if (code.startsWith('SQLITE_BUSY')) return 'vault_in_use';
  return null;
}

/**
 * What the driver threw, as the refusal it means; anything else comes back unchanged.
 * A page that does not authenticate, a truncated file and a wrong key all are `vault_damaged`: the key was proved before by vault.json.
 * @param file shown to the person as the damaged thing
 */
export function asRefused(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  // a full-text index whose own pages do not authenticate is said with no code of its own
  const code = error.message.startsWith('vtable constructor failed') ? 'vault_damaged' : refusalOf(error.code);
  return code === null ? error : new Refused({ code, at: file });
}
