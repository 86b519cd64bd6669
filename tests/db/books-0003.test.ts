import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { booksMigrations } from '../../db/migrations/books/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('books of step 2 keep their rows and imports at step 3, and take the other tables', () => {
  const db = connect(path.join(temporaryFolder(), 'b.db'), randomBytes(32), { create: true });
  const evidence = 'a'.repeat(64);
  migrate(db, booksMigrations.slice(0, 2), 'b.db');
  db.exec(`INSERT INTO book_import VALUES (1, 'i1', 'ledger', '${evidence}', 1, 2);
    INSERT INTO ledger (id, import_no, ordinal, line, offset, length, posting_date, account, debit_minor)
      VALUES (1, 1, 1, 2, 10, 20, '2025-01-31', '1310', 12345), (2, 1, 3, 5, 40, 20, '2025-02-01', '3310', NULL)`);
  migrate(db, booksMigrations.slice(0, 3), 'b.db');
  expect(db.prepare('SELECT * FROM book_import').all()).toEqual([
    { import_no: 1, import_id: 'i1', table_name: 'ledger', evidence, scope: '', first_id: 1, rows: 2 },
  ]);
  expect(db.prepare('SELECT id, ordinal, account, debit_minor, locator FROM ledger ORDER BY id').all()).toEqual([
    { id: 1, ordinal: 1, account: '1310', debit_minor: 12345, locator: null },
    { id: 2, ordinal: 3, account: '3310', debit_minor: null, locator: null },
  ]);
  db.exec(`INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (2, 'i2', 'rates', '${evidence}', 1, 1);
    INSERT INTO rates (id, import_no, ordinal, line, offset, length, rate_date, currency, fx_unit, rate_e8, locator)
      VALUES (1, 2, 1, 0, 0, 0, '2025-01-31', 'KRW', 100, 3521000000, '1.2')`);
  expect(() => db.exec('UPDATE rates SET import_no = 9 WHERE id = 1')).toThrow(/FOREIGN KEY/);
  db.close();
});
