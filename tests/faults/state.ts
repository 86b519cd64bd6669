import fs from 'node:fs';
import path from 'node:path';
import { itemsIn } from '../../backend/actions/evidence-items.ts';
import { openSession } from '../../backend/actions/session.ts';
import { close, unlock } from '../../backend/actions/vault.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { ReadDb } from '../../db/store.ts';
import { tableNames } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';

/** What stands in a case: imports with their rows, items of evidence, by the names of their files. */
export type VaultState = { readonly imports: readonly (readonly [string, number])[]; readonly evidence: readonly string[] };

const count = (db: ReadDb, sql: string, ...values: number[]): number =>
  Number(
    db
      .prepare(sql)
      .pluck()
      .get(...values),
  );

/**
 * Opens a vault as the next start does and looks at everything in it: each import of the log has all its rows, there are no others, every
 * item of evidence can be read whole and is what its hash says, no file lies about that nobody names.
 * @throws where one of that is not so
 */
export async function stateOf(vaultDir: string, caseId: string): Promise<VaultState> {
  const now = () => new Date().toISOString() as Instant;
  const session = openSession({ vaultDir, now, emit: () => undefined, app: 'test', reading: true });
  await unlock(session, { passphrase });
  try {
    const vault = session.vault();
    const of = caseId as CaseId;
    const imports = vault.assay.read((db) => listImports(db, of));
    const items = vault.assay.read((db) => itemsIn(db, of));
    const hashes = new Set([...items.map((item) => item.sha256), ...imports.map((one) => one.evidence)]);
    for (const sha256 of hashes) await vault.blobs(of).verify(sha256);
    const rows = vault.books(of).read((db) => rowsIn(db));
    const same = imports.length === rows.size && imports.every((one) => rows.get(one.importId) === one.rows);
    if (!same)
      throw new Error(`the log has ${imports.map((one) => `${one.fileName} ${one.rows}`).join()}, the books ${[...rows.values()].join()}`);
    const stray = strayFiles(path.join(vaultDir, 'evidence'), hashes.size);
    if (stray !== 0) throw new Error(`${stray} files of evidence that nobody names`);
    const byName = [...imports].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
    return { imports: byName.map((one) => [one.fileName, one.rows]), evidence: items.map((item) => item.name).sort() };
  } finally {
    close(session);
  }
}

/** Rows by import, as they are and not as a header says. @throws when there are rows of none, or the file is damaged */
function rowsIn(db: ReadDb): ReadonlyMap<string, number> {
  const said = db.prepare('PRAGMA quick_check(1)').pluck().get();
  if (said !== 'ok') throw new Error(`the books: ${String(said)}`);
  const made = listBookImports(db).map(
    (one) => [one.importId, count(db, `SELECT count(*) FROM ${one.table} WHERE import_no = ?`, one.importNo)] as const,
  );
  const all = tableNames.reduce((sum, table) => sum + count(db, `SELECT count(*) FROM ${table}`), 0);
  if (all !== made.reduce((sum, [, rows]) => sum + rows, 0)) throw new Error('rows of no import');
  return new Map(made);
}

function strayFiles(folder: string, named: number): number {
  if (!fs.existsSync(folder)) return 0;
  const all = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all.filter((name) => fs.statSync(path.join(folder, name)).isFile()).length - named;
}
