import { scaledToDecimal } from '../../../domain/money/decimal.ts';
import type { Cell } from '../../../contract/rpc/shapes.ts';
import type { Column } from '../../../domain/model/books.ts';

/** Digits after the point of a column's stored integers; null for texts, counts and grams, which are shown as they are. */
type Digits = (column: Column, cells: readonly Cell[]) => number | null;

/** @param digitsOf currency code -> minor digits @param columns in the order of the cells */
export function digitsIn(columns: readonly Column[], national: string, digitsOf: (currency: string) => number): Digits {
  const at = new Map(columns.map((column, i) => [column.name, i]));
  return (column, cells) => {
    if (column.type === 'quantity') return 6;
    if (column.type === 'rate') return 8;
    if (column.type !== 'money') return null;
    const named = column.currency ?? 'national';
    if (named === 'national') return digitsOf(national);
    const index = at.get(named);
    const currency = index === undefined ? named : cells[index];
    return digitsOf(typeof currency === 'string' && currency !== '' ? currency : national);
  };
}

/** A row of the books as JSON: money and scaled numbers as decimal strings, counts and grams as numbers. */
export function rowToJson(columns: readonly Column[], cells: readonly Cell[], digits: Digits): Record<string, string | number | null> {
  const out: Record<string, string | number | null> = {};
  columns.forEach((column, i) => {
    const value = cells[i] ?? null;
    const places = digits(column, cells);
    if (value === null || typeof value === 'string') out[column.name] = value;
    else out[column.name] = places === null ? Number(value) : scaledToDecimal(value, places);
  });
  return out;
}

/** A figure of a column in the form of its cells: money and scaled numbers as decimal text, counts and grams as numbers. @param money digits of its currency */
export function figureToJson(value: Cell, column: Column | undefined, money: number): string | number | null {
  if (value === null || typeof value !== 'bigint') return value;
  const digits = column?.type === 'money' ? money : column?.type === 'quantity' ? 6 : column?.type === 'rate' ? 8 : 0;
  return scaledToDecimal(value, digits);
}
