import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { Refused } from '../domain/model/refused.ts';

/** One step of a schema. `id` counts from 1 without gaps; a step that was ever released is never edited. */
export type Migration = { readonly id: number; readonly name: string; readonly sql: string };

type Applied = { readonly id: number; readonly sha256: string };

/** Hash by which an edited step is noticed. */
export const migrationHash = (migration: Migration): string => createHash('sha256').update(migration.sql, 'utf8').digest('hex');

/** @returns ids and hashes of the steps that this file has had, in order; none when it is new */
export function appliedMigrations(db: Database.Database): readonly Applied[] {
  const known = db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'migration'").pluck().get();
  return known === 0 ? [] : (db.prepare('SELECT id, sha256 FROM migration ORDER BY id').all() as Applied[]);
}

/**
 * Steps that are still to come.
 * @param at the file's name for a refusal
 * @throws Refused vault_newer when the file has a step this program does not know or knows with another text
 */
export function pendingMigrations(db: Database.Database, migrations: readonly Migration[], at: string): readonly Migration[] {
  const applied = appliedMigrations(db);
  for (const [index, step] of applied.entries()) {
    const known = migrations[index];
    if (known === undefined) throw new Refused({ code: 'vault_newer', at, args: { found: step.id, known: migrations.length } });
    if (step.id !== known.id || step.sha256 !== migrationHash(known))
      throw new Refused({ code: 'vault_newer', at, args: { found: step.id, known: migrations.length } });
  }
  return migrations.slice(applied.length);
}

/**
 * Brings a file to the newest schema, each step in its own transaction.
 * Foreign keys are off outside the transaction (inside, the pragma does nothing and a table rebuild would delete the children by cascade),
 * and are checked before each commit. drizzle's own migrate() does neither, skips a step that was merged later with an older date, and
 * never compares the hashes that it stores.
 * @returns how many steps were applied @throws Refused as `pendingMigrations`
 */
export function migrate(db: Database.Database, migrations: readonly Migration[], at: string): number {
  const pending = pendingMigrations(db, migrations, at);
  if (pending.length === 0) return 0;
  db.pragma('foreign_keys=OFF');
  try {
    for (const step of pending) db.transaction(() => apply(db, step)).immediate();
  } finally {
    db.pragma('foreign_keys=ON');
  }
  return pending.length;
}

function apply(db: Database.Database, step: Migration): void {
  db.exec('CREATE TABLE IF NOT EXISTS migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT');
  db.exec(step.sql);
  const broken = db.prepare('PRAGMA foreign_key_check').all();
  if (broken.length > 0) throw new Error(`migration ${step.id} leaves ${broken.length} broken references`);
  db.prepare('INSERT INTO migration (id, name, sha256) VALUES (?, ?, ?)').run(step.id, step.name, migrationHash(step));
}
