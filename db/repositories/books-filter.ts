import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { pow10 } from '../../domain/money/decimal.ts';
import type { SqlValue } from '../store.ts';

export type FilterOp = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';
/** `value` in canonical form: decimal point, ISO day; amounts, quantities and rates as decimals, weights in grams. */
export type Filter = { readonly column: string; readonly op: FilterOp; readonly value: string };

/** Decimals of amounts: by currency code, and the code of the `national` columns. */
export type MoneyDigits = { readonly national: string; readonly digits: Readonly<Record<string, number>> };

export type Condition = { readonly sql: string; readonly values: readonly SqlValue[] };

/** Decimals of a currency that nobody stated. */
const usualDigits = 2;
export const digitsFor = (money: MoneyDigits, currency: string): number => money.digits[currency] ?? usualDigits;

/** @throws Refused column_unknown */
export function requireColumn(table: TableName, name: string): Column {
  const column = columnOf(table, name);
  if (column === undefined) throw new Refused({ code: 'column_unknown', at: name });
  return column;
}

const invalid = (filter: Filter): never => {
  throw new Refused({ code: 'filter_invalid', at: `${filter.column} ${filter.op} ${filter.value}` });
};

/** A decimal scaled by 10^digits and rounded down, and whether nothing was lost. */
function scaledDown(filter: Filter, digits: number): { readonly floor: bigint; readonly exact: boolean } {
  const parts = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(filter.value.trim()) ?? invalid(filter);
  const decimals = (parts[3] ?? '').padEnd(digits, '0');
  const cut = BigInt((parts[2] ?? '0') + decimals.slice(0, digits));
  const exact = !/[1-9]/.test(decimals.slice(digits));
  const negative = parts[1] === '-';
  return { floor: negative ? -cut - (exact ? 0n : 1n) : cut, exact };
}

/** 2^53-1 bounds every stored integer; a larger bound says the same and fits the driver. */
const clamp = (value: bigint): bigint => (value > pow10(16) ? pow10(16) : value < -pow10(16) ? -pow10(16) : value);

function compareNumber(filter: Filter, digits: number): Condition {
  const { floor, exact } = scaledDown(filter, digits);
  const value = clamp(floor);
  const { column, op } = filter;
  if (op === '=') return exact ? { sql: `${column} = ?`, values: [value] } : { sql: '0', values: [] };
  if (op === '!=') return exact ? { sql: `${column} IS NOT ?`, values: [value] } : { sql: '1', values: [] };
  if (exact) return { sql: `${column} ${op} ?`, values: [value] };
  return { sql: `${column} ${op.startsWith('<') ? '<=' : '>'} ?`, values: [value] };
}

/** Amounts whose currency stands in the row are compared by currencies of equal digits. */
function compareByCurrency(filter: Filter, currencyColumn: string, money: MoneyDigits): Condition {
  const usual = digitsFor(money, money.national);
  const others = new Map<number, string[]>();
  for (const [code, digits] of Object.entries(money.digits)) {
    if (digits !== usual) others.set(digits, [...(others.get(digits) ?? []), code]);
  }
  if (others.size === 0) return compareNumber(filter, usual);
  const marks = (codes: readonly string[]): string => codes.map(() => '?').join(',');
  const all = [...others.values()].flat();
  const main = compareNumber(filter, usual);
  const parts = [...others].map(([digits, codes]) => {
    const compared = compareNumber(filter, digits);
    return { sql: `(${currencyColumn} IN (${marks(codes)}) AND ${compared.sql})`, values: [...codes, ...compared.values] };
  });
  const first = {
    sql: `((${currencyColumn} IS NULL OR ${currencyColumn} NOT IN (${marks(all)})) AND ${main.sql})`,
    values: [...all, ...main.values],
  };
  return { sql: `(${[first, ...parts].map((p) => p.sql).join(' OR ')})`, values: [first, ...parts].flatMap((p) => p.values) };
}

const compareText = (column: Column, filter: Filter): Condition => ({
  sql: `${column.name} ${filter.op === '!=' ? 'IS NOT' : filter.op} ?`,
  values: [filter.value.normalize('NFC')],
});

/** @returns the condition of one filter, `contains` excepted @throws Refused column_unknown, filter_invalid */
export function conditionOf(table: TableName, filter: Filter, money: MoneyDigits): Condition {
  const column = requireColumn(table, filter.column);
  if (filter.value === '') {
    if (filter.op === '=') return { sql: `${column.name} IS NULL`, values: [] };
    return filter.op === '!=' ? { sql: `${column.name} IS NOT NULL`, values: [] } : invalid(filter);
  }
  switch (column.type) {
    case 'text':
    case 'code':
    case 'rateText':
      return compareText(column, filter);
    case 'day':
      // days are compared as text: anything but a day would be compared with the year
      return isDay(filter.value) ? compareText(column, filter) : invalid(filter);
    case 'count':
    case 'weight':
      return compareNumber(filter, 0);
    case 'quantity':
      return compareNumber(filter, 6);
    case 'rate':
      return compareNumber(filter, 8);
    case 'money': {
      const named = column.currency ?? 'national';
      if (columnOf(table, named) !== undefined) return compareByCurrency(filter, named, money);
      return compareNumber(filter, digitsFor(money, named === 'national' ? money.national : named));
    }
    default:
      return column.type satisfies never;
  }
}

/**
 * Whether a text of the books holds a part, neither case nor the dots of ё counted: lower case of every alphabet, composed letters.
 * @returns a test of texts as they stand in the books, which are composed already
 */
export function holding(part: string): (text: string) => boolean {
  const needle = part.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  if (!needle.includes('е')) return (text) => text.toLowerCase().includes(needle);
  return (text) => text.toLowerCase().replaceAll('ё', 'е').includes(needle);
}

/** @throws Refused filter_invalid for columns that hold numbers, or an empty text */
export function requireContains(table: TableName, filter: Filter): Column {
  const column = requireColumn(table, filter.column);
  const isText = column.type === 'text' || column.type === 'code' || column.type === 'day' || column.type === 'rateText';
  return isText && filter.value !== '' ? column : invalid(filter);
}
