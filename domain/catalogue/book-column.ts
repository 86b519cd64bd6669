import { columnOf, tableNames } from '../model/books.ts';
import type { Column, TableName } from '../model/books.ts';

/** A column of the books as a parameter names it: `ledger.debit_minor`. */
export type BookColumn = { readonly table: TableName; readonly column: Column };

/** @throws RangeError for a text that is no column of the books: parameters are checked against their choices before */
export function bookColumn(text: string): BookColumn {
  const [table = '', name = ''] = text.split('.');
  const known = tableNames.find((t) => t === table);
  const column = known === undefined ? undefined : columnOf(known, name);
  if (known === undefined || column === undefined) throw new RangeError(`no such column: ${text}`);
  return { table: known, column };
}

/** Rows of one group of accounts: those whose account begins so; only the ledger has accounts. */
export function accountPrefix(
  table: TableName,
  account: string,
): { readonly prefix?: { readonly column: string; readonly value: string } } {
  return table === 'ledger' && account !== '' ? { prefix: { column: 'account', value: account } } : {};
}
