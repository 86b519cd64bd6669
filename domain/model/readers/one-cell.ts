import { columnOf } from '../books.ts';
import type { Column, TableName } from '../books.ts';
import { scaledToDecimal } from '../../money/decimal.ts';
import type { ReaderParams } from './params.ts';
import type { RowProblem } from './problems.ts';
import { rowReader } from './row-reader.ts';
import type { ColumnPlan, Value } from './row-reader.ts';

/** Where a single cell is read: its table, its column, and the currency of its row where amounts are in the row's own. */
export type CellPlace = {
  readonly table: TableName;
  readonly column: Column;
  readonly currency: string | null;
  /** digits of a whole commodity code in the file that the row came from */
  readonly hsLength: number;
};

const planOf = (column: string, text: string): ColumnPlan => ({
  column,
  source: { kind: 'fixed', text },
  written: 'plain',
  scale: 0,
  round: false,
  absolute: false,
});

/** The column in which the row's own currency of an amount stands, or undefined. */
const currencyColumn = ({ table, column }: CellPlace): Column | undefined =>
  column.type === 'money' && column.currency !== undefined ? columnOf(table, column.currency) : undefined;

/**
 * One cell as the table's own reader types it: decimal point, no grouping, ISO day, amounts in the currency, weights in kilograms; ''
 * is an empty cell.
 * @returns the value in the stored unit, or what is wrong with the text
 */
export function readCell(
  place: CellPlace,
  text: string,
  params: ReaderParams,
): { readonly value: Value } | { readonly problem: RowProblem } {
  const { table, column } = place;
  const beside = currencyColumn(place);
  const columns = [...(beside === undefined ? [] : [planOf(beside.name, place.currency ?? '')]), planOf(column.name, text)];
  const plan = {
    table,
    width: 0,
    numbers: { decimal: '.', group: null },
    dates: 'YYYY-MM-DD',
    hs: { length: place.hsLength, leftPad: false },
    columns,
  } as const;
  const reader = rowReader(plan, params);
  const out: Value[] = [];
  const problem = reader.read({ cells: [], ordinal: 0, odd: true }, out, 0);
  if (problem !== null) return { problem };
  return { value: out[reader.columns.findIndex((one) => one.name === column.name)] ?? null };
}

const scaledDigits: Readonly<Partial<Record<Column['type'], number>>> = { quantity: 6, rate: 8, weight: 3 };

/**
 * A stored value as the text that `readCell` reads: what the log keeps.
 * @param digits of the currency, for an amount
 */
export function cellText(column: Column, value: Value, digits: number): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (column.type === 'money') return scaledToDecimal(BigInt(value), digits);
  const decimals = scaledDigits[column.type];
  if (decimals === undefined) return String(value);
  const text: string = scaledToDecimal(BigInt(value), decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Minor digits of an amount in its row. @param currency that the row states; null: the national one */
export function digitsOfCell({ table, column, currency }: CellPlace, params: ReaderParams): number {
  const byRow = column.currency !== undefined && columnOf(table, column.currency) !== undefined;
  const code = byRow ? (currency ?? params.nationalCurrency) : column.currency === 'USD' ? 'USD' : params.nationalCurrency;
  return params.currencyDigits(code) ?? 2;
}
