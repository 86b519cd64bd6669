import { columnOf } from '../../domain/model/books.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import type { SqlValue } from '../store.ts';

export type FilterOp = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';
/** @property value as a person writes it in canonical form: decimal point, ISO day; money and quantities in whole units */
export type Filter = { readonly column: string; readonly op: FilterOp; readonly value: string };

/** Minor digits by currency code, and the national currency, from the case's pack. */
export type Currencies = { readonly national: string; readonly digits: Readonly<Record<string, number>> };

/** A condition in SQL, or a word that only people's upper and lower case can find (Cyrillic, Kazakh): tested row by row. */
export type Condition =
  | { readonly kind: 'sql'; readonly sql: string; readonly values: readonly SqlValue[] }
  | { readonly kind: 'contains'; readonly column: string; readonly needle: string };

const refuse = (filter: Filter): never => {
  throw new Refused({ code: 'filter_invalid', at: `${filter.column} ${filter.op} ${filter.value}` });
};

/** Most decimals that amounts of different currencies are brought to, so that they compare in one unit without leaving 64 bits. */
const commonDigits = 3;

/** The column as an integer of one scale for every row. */
function scaledColumn(column: Column, currencies: Currencies): { readonly sql: string; readonly digits: number } {
  if (column.type === 'quantity') return { sql: column.name, digits: 6 };
  if (column.type === 'rate') return { sql: column.name, digits: 8 };
  if (column.type !== 'money') return { sql: column.name, digits: 0 };
  const named = column.currency ?? 'national';
  const fixed = named === 'national' ? currencies.national : named;
  const digits = currencies.digits[fixed];
  if (digits !== undefined) return { sql: column.name, digits };
  const whens = Object.entries(currencies.digits).filter(([code, n]) => n !== 2 && n <= commonDigits && /^[A-Z]{3}$/.test(code));
  const factor = whens.map(([code, n]) => `WHEN '${code}' THEN ${10 ** (commonDigits - n)}`).join(' ');
  const plain = 10 ** (commonDigits - 2);
  return { sql: `${column.name} * CASE ${named} ${factor} ELSE ${plain} END`, digits: commonDigits };
}

const isNumber = (column: Column): boolean => ['money', 'quantity', 'rate', 'weight', 'count'].includes(column.type);

/** @throws Refused column_unknown, filter_invalid */
export function conditionOf(table: TableName, filter: Filter, currencies: Currencies): Condition {
  const column = columnOf(table, filter.column);
  if (column === undefined) throw new Refused({ code: 'column_unknown', at: filter.column });
  if (filter.op === 'contains') {
    const needle = filter.value.normalize('NFC').toLowerCase();
    return needle === '' || isNumber(column) ? refuse(filter) : { kind: 'contains', column: column.name, needle };
  }
  const compare = filter.op === '=' ? 'IS' : filter.op === '!=' ? 'IS NOT' : filter.op;
  if (filter.value === '') return emptiness(column, filter);
  if (!isNumber(column)) {
    if (column.type === 'day' && !isDay(filter.value)) refuse(filter);
    return { kind: 'sql', sql: `${column.name} ${compare} ?`, values: [filter.value.normalize('NFC')] };
  }
  const { sql, digits } = scaledColumn(column, currencies);
  const value = decimalToScaled(filter.value, digits);
  if (value === null || value > 2n ** 62n || value < -(2n ** 62n)) return refuse(filter);
  return { kind: 'sql', sql: `${sql} ${compare} ?`, values: [value] };
}

/** `col =` finds the empty cells, `col !=` the filled ones. */
function emptiness(column: Column, filter: Filter): Condition {
  if (filter.op !== '=' && filter.op !== '!=') return refuse(filter);
  return { kind: 'sql', sql: `${column.name} IS ${filter.op === '=' ? '' : 'NOT '}NULL`, values: [] };
}
