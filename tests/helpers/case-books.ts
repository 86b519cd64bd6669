import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { openBooks } from '../../db/open.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { Store } from '../../db/store.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { TestRow } from './population.ts';

export type TestImport = {
  readonly table: TableName;
  readonly evidence: Sha256;
  readonly rows: Iterable<TestRow>;
  readonly importId: string;
};

/** A real encrypted books file with rows put in directly. Close the store before the folder goes. */
export type TestBooks = { readonly file: string; readonly key: Buffer; readonly store: Store; readonly imports: readonly BookImport[] };

export function caseBooks(dir: string, imports: readonly TestImport[]): TestBooks {
  const file = path.join(dir, `${randomBytes(4).toString('hex')}.db`);
  const key = randomBytes(32);
  const store = openBooks(file, key, { cacheMiB: 256 });
  const made = store.write((db) => {
    const next = new Map<TableName, number>();
    return imports.map(({ table, evidence, rows, importId }, i): BookImport => {
      const columns = tables[table].map((c) => c.name);
      const marks = ['id', 'import_no', 'ordinal', 'line', 'offset', 'length', ...columns];
      const insert = db.prepareWrite(`INSERT INTO ${table} (${marks.join(', ')}) VALUES (${marks.map(() => '?').join(', ')})`);
      const firstId = next.get(table) ?? 1;
      const header = 'INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (?, ?, ?, ?, ?, 0)';
      db.prepareWrite(header).run(BigInt(i + 1), importId, table, evidence, BigInt(firstId));
      let n = 0;
      for (const row of rows) {
        n += 1;
        const cells = columns.map((c) => (typeof row[c] === 'number' ? BigInt(row[c]) : (row[c] ?? null)));
        const leading = [firstId + n - 1, i + 1, Number(row['#'] ?? n), n, 0, 0].map(BigInt);
        insert.run(...leading, ...cells);
      }
      db.prepareWrite('UPDATE book_import SET rows = ? WHERE import_no = ?').run(BigInt(n), BigInt(i + 1));
      next.set(table, firstId + n);
      return { importNo: i + 1, importId, table, evidence, firstId, rows: n };
    });
  });
  return { file, key, store, imports: made };
}
