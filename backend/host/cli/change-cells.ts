import type { Cell } from '../../../contract/rpc/shapes.ts';
import { columnOf, tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { scaledToDecimal } from '../../../domain/money/decimal.ts';
import type { Given } from './command.ts';
import { digitsIn } from './present.ts';

type Shown = string | number | null;

/** Tells single cells of rows as `--json` does: amounts as decimals of the row's own currency. */
export type CellTeller = (of: { readonly row: string; readonly table: TableName; readonly column: string }, cell: Cell) => Promise<Shown>;

/** Cells of the rows that were asked for are kept: several of one row are told by one question. */
export function cellTeller({ call }: Given, caseId: string): CellTeller {
  const money = new Map<TableName, Promise<{ readonly national: string; readonly digits: Readonly<Record<string, number>> }>>();
  const rows = new Map<string, Promise<readonly Cell[]>>();
  const moneyOf = (table: TableName) => {
    const known = money.get(table) ?? call('rows.open', { caseId, table, sort: [], filters: [], search: '' });
    money.set(table, known);
    return known;
  };
  const cellsOf = (table: TableName, row: string): Promise<readonly Cell[]> => {
    const read = async (): Promise<readonly Cell[]> => {
      const { cells } = await call('rows.get', { caseId, name: row });
      return tables[table].map((column) => cells[column.name] ?? null);
    };
    const known = rows.get(row) ?? read();
    rows.set(row, known);
    return known;
  };
  return async ({ row, table, column: name }, cell) => {
    if (typeof cell !== 'bigint') return cell;
    const column = columnOf(table, name);
    if (column === undefined) return String(cell);
    const { national, digits } = await moneyOf(table);
    const places = digitsIn(tables[table], national, (currency) => digits[currency] ?? 2)(column, await cellsOf(table, row));
    return scaledToDecimal(cell, places ?? 0);
  };
}
