import fs from 'node:fs';
import path from 'node:path';
import type { Bench } from '../bench.ts';
import type { Sample } from '../line.ts';
import { machine } from '../machine.ts';
import { timed } from '../processes.ts';

export const sqliteImport = 'sqlite3 .import --csv';

/** The shell's own import of the same file into a plain file that nothing protects: no journal, no sync. */
export async function importWithSqlite(bench: Bench, file: string): Promise<Sample> {
  const db = path.join(bench.dir, 'reference.db');
  fs.rmSync(db, { force: true });
  try {
    const { ms, cpu } = await timed(
      'sqlite3',
      [db],
      `PRAGMA journal_mode=OFF;\nPRAGMA synchronous=OFF;\n.import --csv "${file}" ledger\nSELECT count(*) FROM ledger;\n`,
    );
    return { value: ms, cpu };
  } finally {
    fs.rmSync(db, { force: true });
  }
}

/** Said beside a figure that has no reference. */
export const sqliteMissing = 'no reference: the sqlite3 shell is not installed (Debian: apt-get install sqlite3)';

export const hasSqlite = (): boolean => machine().sqlite3 !== null;
