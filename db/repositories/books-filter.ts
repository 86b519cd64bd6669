import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { percentOf, typedRate } from '../../domain/model/readers/typed-rate.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { pow10 } from '../../domain/money/decimal.ts';
import type { SqlValue } from '../store.ts';

type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type FilterOp = CompareOp | 'contains' | 'notContains' | 'starts' | 'in' | 'between' | 'empty' | 'filled';
/**
 * `value` in canonical form: decimal point, ISO day; amounts, quantities and rates as decimals, weights in grams; a percentage with or
 * without its sign. `values`: of `in` each one ('' is the empty cell), of `between` the first and the last, both included.
 */
export type Filter = {
  readonly column: string;
  readonly op: FilterOp;
  readonly value: string;
  readonly values?: readonly string[] | undefined;
};

/** A comparison with one value. */
type Compared = { readonly column: string; readonly op: CompareOp; readonly value: string };

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

export const invalid = ({ column, op, value, values = [] }: Filter): never => {
  throw new Refused({ code: 'filter_invalid', at: `${column} ${op} ${[value, ...values].filter((one) => one !== '').join(', ')}`.trim() });
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

const nothing: Condition = { sql: '0', values: [] };
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(',');

function compareNumber(filter: Compared, digits: number): Condition {
  const { floor, exact } = scaledDown(filter, digits);
  const value = clamp(floor);
  const { column, op } = filter;
  if (op === '=') return exact ? { sql: `${column} = ?`, values: [value] } : nothing;
  if (op === '!=') return exact ? { sql: `${column} IS NOT ?`, values: [value] } : { sql: '1', values: [] };
  if (exact) return { sql: `${column} ${op} ?`, values: [value] };
  return { sql: `${column} ${op.startsWith('<') ? '<=' : '>'} ?`, values: [value] };
}

/** Above so many values they are bound as one: a statement takes no more than 32,766 of them. */
const boundApart = 100;

/** Whether a cell is one of these, texts or whole numbers. */
function oneOf(column: string, values: readonly (string | bigint)[]): Condition {
  if (values.length <= boundApart) return { sql: `${column} IN (${marks(values)})`, values };
  const list = values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value)));
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [`[${list.join(',')}]`] };
}

/** Which of the values a number column has: those with more decimals than its unit stand in no cell. */
function numberAmong(filter: Filter, values: readonly string[], digits: number): Condition {
  const exact = values.map((value) => scaledDown({ ...filter, value }, digits)).filter((one) => one.exact);
  if (exact.length === 0) return nothing;
  return oneOf(
    filter.column,
    exact.map((one) => clamp(one.floor)),
  );
}

/** Amounts whose currency stands in the row are compared by currencies of equal digits. */
function byCurrency(currencyColumn: string, money: MoneyDigits, compare: (digits: number) => Condition): Condition {
  const usual = digitsFor(money, money.national);
  const others = new Map<number, string[]>();
  for (const [code, digits] of Object.entries(money.digits)) {
    if (digits !== usual) others.set(digits, [...(others.get(digits) ?? []), code]);
  }
  const main = compare(usual);
  if (others.size === 0) return main;
  const all = [...others.values()].flat();
  const parts = [...others].map(([digits, codes]) => {
    const compared = compare(digits);
    return { sql: `(${currencyColumn} IN (${marks(codes)}) AND ${compared.sql})`, values: [...codes, ...compared.values] };
  });
  const first = {
    sql: `((${currencyColumn} IS NULL OR ${currencyColumn} NOT IN (${marks(all)})) AND ${main.sql})`,
    values: [...all, ...main.values],
  };
  return joined(' OR ', [first, ...parts]);
}

const joined = (word: ' AND ' | ' OR ', parts: readonly Condition[]): Condition => ({
  sql: `(${parts.map((part) => part.sql).join(word)})`,
  values: parts.flatMap((part) => [...part.values]),
});

/** A comparison of numbers in the unit of the column. @param compare with so many decimals */
function scaled(table: TableName, column: Column, money: MoneyDigits, compare: (digits: number) => Condition): Condition {
  switch (column.type) {
    case 'quantity':
      return compare(6);
    case 'rate':
      return compare(8);
    case 'money': {
      const named = column.currency ?? 'national';
      if (columnOf(table, named) !== undefined) return byCurrency(named, money, compare);
      return compare(digitsFor(money, named === 'national' ? money.national : named));
    }
    default:
      return compare(0);
  }
}

/** Columns that hold text: compared letter by letter. */
export const holdsText = (column: Column): boolean => ['text', 'code', 'day', 'rateText'].includes(column.type);

/** Days are compared as text: anything but a day would be compared with the year. */
const requireDay = (column: Column, filter: Filter, value: string): void => {
  if (column.type === 'day' && !isDay(value)) invalid(filter);
};

/** A text as the column keeps it. */
const asKept = (column: Column, text: string): string => (column.type === 'rateText' ? typedRate(text) : text).normalize('NFC');

function compareText(column: Column, filter: Compared): Condition {
  requireDay(column, filter, filter.value);
  const { op } = filter;
  const value = asKept(column, filter.value);
  if (op === '=' || op === '!=') return { sql: `${column.name} ${op === '!=' ? 'IS NOT' : op} ?`, values: [value] };
  return column.type === 'rateText' ? comparePercent(column, filter) : { sql: `${column.name} ${op} ?`, values: [value] };
}

/** More or less than a percentage are other percentages; `10%` is more than `5%`, a rate per kilogram is neither more nor less. */
function comparePercent(column: Column, filter: Compared): Condition {
  const percent = percentOf(filter.value) ?? invalid(filter);
  const isPercent = `${column.name} GLOB '[0-9]*%' AND ${column.name} NOT GLOB '*[^0-9.%]*'`;
  return { sql: `(${isPercent} AND CAST(${column.name} AS REAL) ${filter.op} CAST(? AS REAL))`, values: [percent] };
}

function compare(table: TableName, column: Column, filter: Compared, money: MoneyDigits): Condition {
  if (filter.value === '') {
    if (filter.op === '=') return { sql: `${column.name} IS NULL`, values: [] };
    return filter.op === '!=' ? { sql: `${column.name} IS NOT NULL`, values: [] } : invalid(filter);
  }
  if (holdsText(column)) return compareText(column, filter);
  return scaled(table, column, money, (digits) => compareNumber(filter, digits));
}

function among(table: TableName, column: Column, filter: Filter, money: MoneyDigits): Condition {
  const given = filter.values ?? [];
  if (given.length === 0) invalid(filter);
  const values = [...new Set(given.filter((value) => value !== '').map((value) => asKept(column, value)))];
  for (const value of values) requireDay(column, filter, value);
  const parts: Condition[] = given.includes('') ? [{ sql: `${column.name} IS NULL`, values: [] }] : [];
  if (values.length > 0 && holdsText(column)) parts.push(oneOf(column.name, values));
  else if (values.length > 0) parts.push(scaled(table, column, money, (digits) => numberAmong(filter, values, digits)));
  return joined(' OR ', parts);
}

function between(table: TableName, column: Column, filter: Filter, money: MoneyDigits): Condition {
  const [from = '', to = '', ...more] = filter.values ?? [];
  if (from === '' || to === '' || more.length > 0) invalid(filter);
  const bounds = [{ op: '>=', value: from } as const, { op: '<=', value: to } as const];
  return joined(
    ' AND ',
    bounds.map((bound) => compare(table, column, { column: column.name, ...bound }, money)),
  );
}

/** Above every letter that a text may go on with. */
const afterAll = '\u{10ffff}';

/** Codes, days and rates by their first characters, letter by letter: a range, so that an index serves. */
function begins(column: Column, filter: Filter): Condition {
  const first = filter.value.normalize('NFC');
  if (first === '' || !holdsText(column)) invalid(filter);
  return { sql: `(${column.name} >= ? AND ${column.name} < ?)`, values: [first, first + afterAll] };
}

/** @returns the condition of one filter that `looksInside` does not name @throws Refused column_unknown, filter_invalid */
export function conditionOf(table: TableName, filter: Filter, money: MoneyDigits): Condition {
  const column = requireColumn(table, filter.column);
  const { op } = filter;
  switch (op) {
    case 'empty':
      return { sql: `${column.name} IS NULL`, values: [] };
    case 'filled':
      return { sql: `${column.name} IS NOT NULL`, values: [] };
    case 'in':
      return among(table, column, filter, money);
    case 'between':
      return between(table, column, filter, money);
    case 'starts':
      return begins(column, filter);
    case 'contains':
    case 'notContains':
      return invalid(filter);
    default:
      return compare(table, column, { column: column.name, op, value: filter.value }, money);
  }
}
