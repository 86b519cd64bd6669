import { setImmediate as nextTurn } from 'node:timers/promises';
import { openBooks } from '../../db/open.ts';
import { importedCells } from '../../db/repositories/books-imported-rows.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { batchRows } from '../../db/repositories/books-load.ts';
import type { BooksPlace } from '../../db/repositories/books-load.ts';
import type { ReadDb } from '../../db/store.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { rowDigest } from './totals.ts';

/** An import as its operation pinned it, as far as its rows can be proved. */
export type PinnedRows = {
  readonly importId: string;
  readonly table: TableName;
  readonly format: string;
  readonly columns: readonly string[];
  readonly rowDigest: string;
};

export type DigestJobs = {
  'books.digest': {
    readonly input: { readonly place: BooksPlace; readonly imports: readonly PinnedRows[] };
    /** ids of the imports whose rows are not the ones that were pinned */
    readonly output: readonly string[];
  };
};

/** Fingerprint of an import's rows as they were imported, out of the books, whatever stands over them. */
function digestOf(db: ReadDb, one: PinnedRows): string | null {
  const found = listBookImports(db).find((held) => held.importId === one.importId);
  if (found === undefined) return null;
  const planned = tables[one.table].filter((column) => one.columns.includes(column.name));
  const columns = one.format === 'csv' ? planned : [...planned, { name: 'locator', type: 'text' } as const];
  const digest = rowDigest(one.table, columns);
  let batch: Value[] = [];
  let rows = 0;
  for (const cells of importedCells(
    db,
    found,
    columns.map((column) => column.name),
  )) {
    batch.push(...cells);
    rows += 1;
    if (rows % batchRows === 0) {
      digest.add(batch);
      batch = [];
    }
  }
  if (batch.length > 0) digest.add(batch);
  return digest.hex();
}

/** Proves that the rows in the books are the ones that the log pinned. */
export const digestJobs = (): JobHandlers<DigestJobs> => ({
  'books.digest': async ({ place, imports }, { signal, progress }) => {
    const books = openBooks(place.file, place.key, { readonly: true, cacheMiB: 64 });
    try {
      const differing: string[] = [];
      for (const [i, one] of imports.entries()) {
        if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'case.verify' });
        if (books.read((db) => digestOf(db, one)) !== one.rowDigest) differing.push(one.importId);
        progress({ stage: 'verify', done: i + 1, total: imports.length });
        await nextTurn();
      }
      return differing;
    } finally {
      books.close();
      place.key.fill(0);
    }
  },
});
