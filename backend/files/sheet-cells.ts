import type { BookCell } from '../../db/repositories/books-rows.ts';
import { currencyColumnOf, digitsOfColumn, fixedCurrency } from '../../db/repositories/books-digits.ts';
import type { MoneyDigits } from '../../db/repositories/books-filter.ts';
import { plainDecimal } from '../../db/repositories/group-codes.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import type { SheetColumn } from './sheet.ts';

/** Weights stand in the books in grams, in grids and copies in kilograms. */
export const weightDigits = 3;

export function kindOf({ type }: Column): SheetColumn['kind'] {
  switch (type) {
    case 'day':
      return 'day';
    case 'money':
      return 'amount';
    case 'count':
    case 'quantity':
    case 'rate':
    case 'weight':
      return 'number';
    default:
      return 'text';
  }
}

/** A cell as it stands in a copy: decimals with a point, ISO days. @param currency of a money cell's row */
export function copiedCell(cell: BookCell, column: Column, money: MoneyDigits, currency: string | null): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (column.type === 'money') return scaledToDecimal(cell, digitsOfColumn(column, money, currency));
  if (column.type === 'weight') return plainDecimal(cell, weightDigits);
  const digits = digitsOfColumn(column, money, null);
  return digits === 0 ? String(cell) : plainDecimal(cell, digits);
}

/** @returns the currency of a column's amounts in a row whose cells `at` gives by name */
export function currencyIn(table: TableName, column: Column, money: MoneyDigits): (at: (name: string) => BookCell) => string | null {
  const named = currencyColumnOf(table, column);
  const fixed = fixedCurrency(column, money);
  if (named === null) return () => fixed;
  return (at) => {
    const currency = at(named);
    return typeof currency === 'string' && currency !== '' ? currency : money.national;
  };
}
