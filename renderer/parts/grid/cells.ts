import { scaledToDecimal } from '../../../domain/money/decimal.ts';
import type { Decimal } from '../../../domain/model/scalars.ts';
import { codeWords } from './coded.ts';

export type Cell = string | number | bigint | null;

export type CellColumn = { readonly name: string; readonly type: string; readonly currency?: string | undefined };

/** Minor digits by currency code, from the case's rule pack. */
export type Digits = Readonly<Record<string, number>>;

/** @returns decimals of the currency's amounts; two where the pack does not name the currency */
export const digitsOf = (currency: string, digits: Digits): number => digits[currency] ?? 2;

/** Decimals without zeros at the end: `12.500000` -> `12.5`. */
export function trimZeros(text: string): Decimal {
  return (text.includes('.') ? text.replace(/\.?0+$/, '') : text) as Decimal;
}

/** Where the row's value of the column that names the currency is found. */
export type ValueOf = (column: string) => Cell | undefined;

/** @returns the currency code of a money cell in this row */
export function currencyOf(column: CellColumn, national: string, valueOf: ValueOf): string {
  if (column.currency === undefined || column.currency === 'national') return national;
  if (/^[A-Z]{3}$/.test(column.currency)) return column.currency;
  const named = valueOf(column.currency);
  return typeof named === 'string' && named !== '' ? named : national;
}

/** How the case writes amounts. */
export type Money = { readonly national: string; readonly digits: Digits };

/** The cell of a column in its row, as plain text. */
export function rowText(cell: Cell, column: CellColumn, money: Money, valueOf: ValueOf): string {
  return plainText(cell, column, digitsOf(currencyOf(column, money.national, valueOf), money.digits));
}

const scaledDigits: Readonly<Record<string, number>> = { quantity: 6, rate: 8, weight: 3 };

/**
 * A cell as canonical decimal text, ISO day or text: what is copied, exported and filtered by.
 * @param decimals of the currency, for a column of amounts
 */
export function plainText(cell: Cell, column: CellColumn, decimals: number): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (column.type === 'money') return scaledToDecimal(cell, decimals);
  const digits = scaledDigits[column.type];
  return digits === undefined ? String(cell) : trimZeros(scaledToDecimal(cell, digits));
}

const numeric = new Set(['money', 'quantity', 'rate', 'weight', 'count', 'rateText']);

/** Numbers stand at the right. */
export const isNumeric = (column: CellColumn): boolean => numeric.has(column.type);

/** Sums are of amounts, quantities, weights; a sum of rates or item numbers means nothing. */
export const isSummable = (column: CellColumn): boolean => ['money', 'quantity', 'weight'].includes(column.type);

export type Writer = {
  readonly amount: (value: string) => string;
  readonly decimal: (value: string) => string;
  readonly day: (value: string) => string;
  readonly say: (key: string) => string;
};

/** A cell as the language writes it. */
export function shownText(text: string, column: CellColumn, writer: Writer): string {
  if (text === '') return '';
  switch (column.type) {
    case 'money':
      return writer.amount(text);
    case 'quantity':
    case 'rate':
    case 'weight':
      return writer.decimal(text);
    case 'day':
      return writer.day(text);
    case 'code':
      return codeWords(text, column, writer.say);
    default:
      return text;
  }
}

/** Columns in which codes and numbers of documents stand. */
export const isCode = (column: CellColumn): boolean => column.type === 'code';
