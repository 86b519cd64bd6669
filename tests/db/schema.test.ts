import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate, type Migration } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { booksMigrations } from '../../db/migrations/books/index.ts';
import * as log from '../../db/schema/log.ts';
import { projections } from '../../db/schema/projections.ts';
import * as vault from '../../db/schema/vault.ts';
import { entities } from '../../domain/caselog/entities.ts';
import type { EntityName } from '../../domain/caselog/operation.ts';
import { tableNames, tables } from '../../domain/model/books.ts';
import { temporaryFolder } from '../vault/helpers.ts';

type Info = { name: string; type: string; notnull: number };

function schemaOf(migrations: readonly Migration[]): Database.Database {
  const db = connect(path.join(temporaryFolder(), 's.db'), randomBytes(32), { create: true });
  migrate(db, migrations, 's.db');
  return db;
}

const infoOf = (db: Database.Database, table: string): Info[] =>
  db.prepare<[], Info>(`SELECT name, type, "notnull" FROM pragma_table_info('${table}')`).all();

const drizzleTables: readonly SQLiteTable[] = [...Object.values(log), ...Object.values(projections), ...Object.values(vault)];

describe('assay.db', () => {
  const db = schemaOf(assayMigrations);

  it.each(drizzleTables.map((table) => [getTableName(table), table] as const))(
    '%s: drizzle and the migrations say the same',
    (name, table) => {
      const columns = Object.values(getTableColumns(table));
      const made = infoOf(db, name);
      expect(made.map((column) => [column.name, column.type])).toEqual(
        columns.map((column) => [column.name, column.getSQLType().toUpperCase()]),
      );
      // SQLite does not repeat NOT NULL on a key of one column
      const nullable = (own: boolean, column: string): boolean => own && !columns.some((one) => one.primary && one.name === column);
      expect(made.filter((column) => nullable(column.notnull === 0, column.name)).map((column) => column.name)).toEqual(
        columns.filter((column) => nullable(!column.notNull, column.name)).map((column) => column.name),
      );
    },
  );

  it('every table of the migrations is described', () => {
    // the full text of the reference lists makes its own tables
    const made = db
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'reference_words%' AND name <> 'migration' ORDER BY name",
      )
      .pluck()
      .all();
    expect(made).toEqual(drizzleTables.map((table) => getTableName(table)).toSorted());
  });

  it.each(Object.keys(entities) as EntityName[])('%s: every field of the log has its column, required ones never null', (ent) => {
    const columns = getTableColumns(projections[ent]) as Readonly<Record<string, { name: string; notNull: boolean }>>;
    const own = ['caseId', 'id', 'createdOp', 'changedOp', 'deletedOp'];
    expect(Object.keys(columns).filter((name) => !own.includes(name))).toEqual(Object.keys(entities[ent].fields));
    for (const [name, field] of Object.entries(entities[ent].fields)) expect(columns[name]?.notNull, name).toBe(field.required);
  });
});

describe('books', () => {
  const db = schemaOf(booksMigrations);

  it.each(tableNames)('%s: provenance, then the columns of the model in their order', (table) => {
    const whole = ['count', 'money', 'quantity', 'rate', 'weight'];
    const model = tables[table].map((column) => ({
      name: column.name,
      type: whole.includes(column.type) ? 'INTEGER' : 'TEXT',
      notnull: column.required === true ? 1 : 0,
    }));
    const made = infoOf(db, table);
    expect(made.slice(0, 6).map((column) => column.name)).toEqual(['id', 'import_no', 'ordinal', 'line', 'offset', 'length']);
    expect(made.slice(6)).toEqual([...model, { name: 'locator', type: 'TEXT', notnull: 0 }]);
  });

  it.each(tableNames)('%s: every whole number is held within 2^53-1', (table) => {
    const sql = db.prepare<[string], { sql: string }>('SELECT sql FROM sqlite_master WHERE name = ?').get(table)?.sql ?? '';
    for (const column of infoOf(db, table).slice(6))
      if (column.type === 'INTEGER') expect(sql).toContain(`CHECK (${column.name} BETWEEN -9007199254740991 AND 9007199254740991)`);
  });
});
