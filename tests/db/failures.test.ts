import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { asRefused } from '../../db/failures.ts';

/** The driver's own error; its types leave the result code out. */
const SqliteError = Database.SqliteError as unknown as new (message: string, code: string) => Error;

describe('what the disk says', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
    ['SQLITE_IOERR_WRITE', 'disk_full'],
    ['SQLITE_IOERR_READ', 'vault_damaged'],
    ['SQLITE_CORRUPT_VTAB', 'vault_damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'vault_in_use'],
    ['SQLITE_READONLY_DIRECTORY', 'file_unwritable'],
    ['SQLITE_READONLY', 'file_unwritable'],
  ])('%s is %s', (code, refusal) => {
    expect(asRefused(new SqliteError('said', code), 'assay.db')).toMatchObject({ code: refusal, at: 'assay.db' });
  });

  it('a full-text index that cannot be read is a damaged vault', () => {
    expect(asRefused(new SqliteError('vtable constructor failed: ledger_words', 'SQLITE_ERROR'), 'b.db')).toMatchObject({
      code: 'vault_damaged',
    });
  });

  it('a mistake of ours stays what it is', () => {
    const error = new SqliteError('said', 'SQLITE_CONSTRAINT_CHECK');
    expect(asRefused(error, 'assay.db')).toBe(error);
  });
});
