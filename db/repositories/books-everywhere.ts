import { tableNames } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import type { BookRow } from './books-rows.ts';
import { openView, readWindow } from './books-view.ts';
import type { ViewQuery } from './books-view.ts';
import { listBookImports } from './books-imports.ts';

export type EverywhereQuery = Pick<ViewQuery, 'search' | 'money' | 'known'> & {
  /** rows of each table */
  readonly limit: number;
};

/** Rows of a table in which every word stands. @property count of all of them */
export type FoundRows = { readonly table: TableName; readonly count: number; readonly rows: readonly BookRow[] };

/** Looks the words up in every table; tables without a row are left out. */
export function findEverywhere(db: ReadDb, { search, money, known, limit }: EverywhereQuery): readonly FoundRows[] {
  const filled = new Set(
    listBookImports(db)
      .filter((one) => one.rows > 0 && known.has(one.importId))
      .map((one) => one.table),
  );
  return tableNames.flatMap((table) => {
    if (!filled.has(table) || search.trim() === '') return [];
    const view = openView(db, { table, search, money, known, sort: [], filters: [] });
    return view.total === 0 ? [] : [{ table, count: view.total, rows: readWindow(db, view, 0, limit).rows }];
  });
}
