import { openBooks } from '../../db/open.ts';
import { requireColumn } from '../../db/repositories/books-filter.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { BooksPlace } from '../../db/repositories/books-load.ts';
import { applyOverrides, storedCell } from '../../db/repositories/books-originals.ts';
import type { CellOverride } from '../../db/repositories/books-originals.ts';
import { placeOf } from '../../db/repositories/books-rows.ts';
import type { OverrideRecord } from '../../db/repositories/overrides.ts';
import type { ReadDb, WriteDb } from '../../db/store.ts';
import { isTableName } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import { readCell } from '../../domain/model/readers/one-cell.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { readerParams } from './reader-params.ts';
import type { Reading } from './reader-params.ts';

/**
 * Values that people put over imported ones, as they can be sent to another process.
 * @property known ids of the imports whose rows are seen @property head the name of that state
 */
export type LoggedOverrides = {
  readonly overrides: readonly Pick<OverrideRecord, 'id' | 'row' | 'column' | 'value'>[];
  readonly known: ReadonlySet<string>;
  readonly head: string;
};

/** Where a row lies in the books. */
export type Placed = { readonly table: TableName; readonly rowId: number };

/** The row of that name in one of these imports, or null. */
export function placed(books: ReadDb, row: string, imports: readonly BookImport[]): Placed | null {
  const parts = parseRowName(row);
  if (parts === null || !isTableName(parts.table)) return null;
  const owners = imports.filter((one) => one.rows > 0 && one.evidence === parts.evidence && one.table === parts.table);
  const place = placeOf(books, owners, parts.locator);
  return place === null ? null : { table: parts.table, rowId: place.id };
}

/** The cells as they are to be seen. A row or value that these books do not have is passed over: it stays in the log. */
export function cellsOf(books: ReadDb, { overrides, known }: LoggedOverrides, params: ReaderParams): CellOverride[] {
  const imports = listBookImports(books).filter((one) => known.has(one.importId));
  const currencies = new Map(overrides.filter((one) => one.column === 'currency').map((one) => [one.row, one.value]));
  return overrides.flatMap(({ id, row, column: name, value }) => {
    const place = placed(books, row, imports);
    if (place === null) return [];
    const column = requireColumn(place.table, name);
    const byRow = column.type === 'money' && column.currency === 'currency';
    const stated = byRow ? (currencies.get(row) ?? storedCell(books, { ...place, column: 'currency' })) : null;
    const currency = typeof stated === 'string' ? stated : null;
    const read = readCell({ table: place.table, column, currency, hsLength: 0 }, value ?? '', params);
    return 'problem' in read ? [] : [{ ...place, column: name, value: read.value, overrideId: id }];
  });
}

/** What a process that changes books is told of the values that will stand over them then. */
export type Following = { readonly logged: LoggedOverrides; readonly reading: Reading };

/** Brings the rows to these values, in the transaction of whoever calls. @throws Refused column_unknown */
export function follow(db: WriteDb, { logged, reading }: Following): void {
  applyOverrides(db, cellsOf(db, logged, readerParams(reading)), logged.head);
}

/** The same in a transaction of its own. @throws Refused disk_full, vault_damaged, vault_in_use */
export function followIn(place: BooksPlace, following: Following): void {
  const books = openBooks(place.file, place.key, { cacheMiB: 64 });
  try {
    books.write((db) => follow(db, following));
  } finally {
    books.close();
  }
}
