import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { booksMigrations } from '../../db/migrations/books/index.ts';
import { tableNames, tables } from '../../domain/model/books.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('books of step 4 keep their rows at step 5, and take the twelve books of reference data', () => {
  const db = connect(path.join(temporaryFolder(), 'b.db'), randomBytes(32), { create: true });
  const evidence = 'd'.repeat(64);
  migrate(db, booksMigrations.slice(0, 4), 'b.db');
  db.exec(`INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i1', 'register', '${evidence}', 1, 1);
    INSERT INTO register (id, import_no, ordinal, line, offset, length, reg_no, reg_date) VALUES (1, 1, 1, 2, 0, 9, '55301/010125/0000001', '2025-01-01');
    INSERT INTO page_text (evidence, page, by, languages, confidence, text, words) VALUES ('${evidence}', 1, 'ocr', 'rus', 90, 'Склад', '[]')`);
  migrate(db, booksMigrations.slice(0, 5), 'b.db');
  expect(db.prepare('SELECT reg_no, reg_date FROM register').all()).toEqual([{ reg_no: '55301/010125/0000001', reg_date: '2025-01-01' }]);
  expect(db.prepare('SELECT text FROM page_text').all()).toEqual([{ text: 'Склад' }]);
  db.exec(`INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (2, 'i2', 'tariff', '${evidence}', 1, 1);
    INSERT INTO tariff (id, import_no, ordinal, line, offset, length, hs_code, valid_from, duty_rate)
      VALUES (1, 2, 1, 2, 0, 9, '8471300000', '2025-01-01', '5%');
    INSERT INTO base_rates (id, import_no, ordinal, line, offset, length, valid_from, rate_percent_e8)
      VALUES (1, 2, 2, 3, 9, 9, '2025-01-01', 1525000000)`);
  expect(db.prepare('SELECT hs_code, duty_rate FROM tariff').all()).toEqual([{ hs_code: '8471300000', duty_rate: '5%' }]);
  const beyond = `INSERT INTO base_rates (id, import_no, ordinal, line, offset, length, valid_from, rate_percent_e8)
    VALUES (2, 2, 3, 4, 9, 9, '2025-01-02', 9007199254740993)`;
  expect(() => db.exec(beyond)).toThrow(/CHECK/);
  db.close();
});

it('each table of the books has the columns of its model, with the types that they are stored in', () => {
  const db = connect(path.join(temporaryFolder(), 'b.db'), randomBytes(32), { create: true });
  migrate(db, booksMigrations, 'b.db');
  const stored = { text: 'TEXT', code: 'TEXT', day: 'TEXT', rateText: 'TEXT' } as const;
  for (const table of tableNames) {
    const there = db.prepare(`SELECT name, type, "notnull" AS needed FROM pragma_table_info('${table}')`).all() as {
      name: string;
      type: string;
      needed: number;
    }[];
    const kept = new Map(there.map((column) => [column.name, `${column.type} ${column.needed}`]));
    const meant = tables[table].map((c) => [
      c.name,
      `${(stored as Record<string, string>)[c.type] ?? 'INTEGER'} ${c.required === true ? 1 : 0}`,
    ]);
    expect([table, meant.map(([name]) => [name, kept.get(name ?? '')])]).toEqual([table, meant]);
  }
  db.close();
});
