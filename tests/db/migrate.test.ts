import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate, type Migration } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { booksMigrations } from '../../db/migrations/books/index.ts';
import { openAssay, upgrade } from '../../db/open.ts';
import { refusal, temporaryFolder } from '../vault/helpers.ts';

const key = randomBytes(32);
const first: Migration = {
  id: 1,
  name: 'start',
  sql: `CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT) STRICT;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE) STRICT;`,
};
/** What a schema tool drafts for a changed column: the table is made anew. */
const rebuild: Migration = {
  id: 2,
  name: 'rebuild',
  sql: `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '') STRICT;
    INSERT INTO parent_new (id, name) SELECT id, coalesce(name, '') FROM parent;
    DROP TABLE parent; ALTER TABLE parent_new RENAME TO parent;`,
};

const fresh = (): Database.Database => connect(path.join(temporaryFolder(), 'm.db'), key, { create: true });
const count = (db: Database.Database, table: string): unknown => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

describe('the migration runner', () => {
  it('applies the steps once and in order', () => {
    const db = fresh();
    expect(migrate(db, [first], 'm.db')).toBe(1);
    expect(migrate(db, [first, rebuild], 'm.db')).toBe(1);
    expect(migrate(db, [first, rebuild], 'm.db')).toBe(0);
    db.close();
  });

  it('rebuilding a table keeps the rows that refer to it', () => {
    const db = fresh();
    migrate(db, [first], 'm.db');
    db.exec("INSERT INTO parent VALUES (1, 'a'), (2, NULL); INSERT INTO child VALUES (1, 1), (2, 2)");
    migrate(db, [first, rebuild], 'm.db');
    expect([count(db, 'parent'), count(db, 'child')]).toEqual([2, 2]);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it('a step that leaves a broken reference is undone whole', () => {
    const db = fresh();
    migrate(db, [first], 'm.db');
    db.exec("INSERT INTO parent VALUES (1, 'a'); INSERT INTO child VALUES (1, 1)");
    const bad: Migration = { id: 2, name: 'bad', sql: 'CREATE TABLE more (id INTEGER) STRICT; DELETE FROM parent;' };
    expect(() => migrate(db, [first, bad], 'm.db')).toThrow(/broken references/);
    expect([count(db, 'parent'), count(db, 'child')]).toEqual([1, 1]);
    expect(() => count(db, 'more')).toThrow(/no such table/);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    db.close();
  });

  it('a step this program does not know, and a known one with another text, are vault_newer', async () => {
    const db = fresh();
    migrate(db, [first, rebuild], 'm.db');
    const newer = await refusal(() => migrate(db, [first], 'm.db'));
    expect([newer.code, newer.args]).toEqual(['vault_newer', { found: 2, known: 1 }]);
    expect((await refusal(() => migrate(db, [first, { ...rebuild, sql: `${rebuild.sql} ` }], 'm.db'))).code).toBe('vault_newer');
    db.close();
  });
});

describe('the steps of the vault', () => {
  it.each([
    ['assay', assayMigrations],
    ['books', booksMigrations],
  ] as const)('%s: numbered from 1 without gaps, and apply to an empty file', (_, migrations) => {
    expect(migrations.map((step) => step.id)).toEqual(migrations.map((_step, index) => index + 1));
    const db = fresh();
    migrate(db, migrations, 'm.db');
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const loose = db
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    expect(loose).toEqual([]);
    db.close();
  });

  it('a vault from a newer version is refused and left as it was', async () => {
    const file = path.join(temporaryFolder(), 'assay.db');
    openAssay(file, key, { create: true }).close();
    const db = connect(file, key);
    db.prepare("INSERT INTO migration (id, name, sha256) VALUES (99, 'future', 'x')").run();
    db.close();
    const before = fs.readFileSync(file);
    expect((await refusal(() => openAssay(file, key))).code).toBe('vault_newer');
    expect(fs.readFileSync(file).equals(before)).toBe(true);
  });

  it('an older file is copied aside, encrypted, before it is migrated; a new one is not', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'm.db');
    const db = connect(file, key, { create: true });
    upgrade(db, file, { key, migrations: [first] });
    expect(fs.readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
    db.exec("INSERT INTO parent VALUES (1, 'накладная')");
    upgrade(db, file, { key, migrations: [first, rebuild] });
    expect(count(db, 'parent')).toBe(1);
    db.close();
    expect(fs.readdirSync(folder)).toEqual(['m.db', 'm.db.before-2']);
    expect(fs.readFileSync(path.join(folder, 'm.db.before-2')).includes(Buffer.from('накладная'))).toBe(false);
    const copy = connect(path.join(folder, 'm.db.before-2'), key);
    expect(copy.prepare('SELECT name FROM parent').pluck().get()).toBe('накладная');
    expect(copy.prepare('SELECT max(id) FROM migration').pluck().get()).toBe(1);
    copy.close();
  });
});
