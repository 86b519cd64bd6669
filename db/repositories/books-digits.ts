import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import type { Coded } from '../queries/coded-columns.ts';
import { digitsFor } from './books-filter.ts';
import type { MoneyDigits } from './books-filter.ts';

/** The column in which the currency of a money column's rows stands; null where all rows have one. */
export function currencyColumnOf(table: TableName, column: Column): string | null {
  if (column.type !== 'money') return null;
  const named = column.currency ?? 'national';
  return columnOf(table, named) === undefined ? null : named;
}

/** The one currency of a column whose currency stands in no other column; null for columns that hold no money. */
export function fixedCurrency(column: Column, money: MoneyDigits): string | null {
  if (column.type !== 'money') return null;
  return column.currency === undefined || column.currency === 'national' ? money.national : column.currency;
}

const unitDigits = { quantity: 6, rate: 8 } as const;

/** Decimals of a column's stored integers. @param currency of money */
export function digitsOfColumn(column: Column, money: MoneyDigits, currency: string | null): number {
  if (column.type === 'money') return digitsFor(money, currency ?? money.national);
  return column.type === 'quantity' || column.type === 'rate' ? unitDigits[column.type] : 0;
}

/** Decimals of amounts by the code of their row's currency: 0 is an empty one, which means the national currency. */
export const digitsByCode = (currencies: Coded, money: MoneyDigits): readonly number[] => [
  digitsFor(money, money.national),
  ...currencies.values.map((currency) => digitsFor(money, currency)),
];
