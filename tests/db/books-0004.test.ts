import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { booksMigrations } from '../../db/migrations/books/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('books of step 3 keep their rows at step 4, and take the register and texts of pages', () => {
  const db = connect(path.join(temporaryFolder(), 'b.db'), randomBytes(32), { create: true });
  const evidence = 'c'.repeat(64);
  migrate(db, booksMigrations.slice(0, 3), 'b.db');
  db.exec(`INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i1', 'rates', '${evidence}', 1, 1);
    INSERT INTO rates (id, import_no, ordinal, line, offset, length, rate_date, currency, fx_unit, rate_e8, locator)
      VALUES (1, 1, 1, 0, 0, 0, '2025-01-31', 'KRW', 100, 3521000000, '1.2')`);
  migrate(db, booksMigrations.slice(0, 4), 'b.db');
  expect(db.prepare('SELECT currency, rate_e8 FROM rates').all()).toEqual([{ currency: 'KRW', rate_e8: 3521000000 }]);
  db.exec(`INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (2, 'i2', 'register', '${evidence}', 1, 1);
    INSERT INTO register (id, import_no, ordinal, line, offset, length, reg_no, reg_date) VALUES (1, 2, 1, 2, 0, 9, '55301/010125/0000001', '2025-01-01');
    INSERT INTO page_text (evidence, page, by, languages, confidence, text, words) VALUES ('${evidence}', 1, 'ocr', 'kaz', 91.5, 'Қойма кітабы', '[]')`);
  expect(() =>
    db.exec(
      `INSERT INTO page_text (evidence, page, by, languages, confidence, text, words) VALUES ('${evidence}', 0, 'ocr', '', 1, '', '[]')`,
    ),
  ).toThrow(/CHECK/);
  db.close();
});
