import { decimalToScaled, scaledToDecimal } from '../../../domain/money/decimal.ts';
import { currencyOf, digitsOf, isSummable } from './cells.ts';
import type { CellColumn, Money } from './cells.ts';
import type { GridRow } from './windows.ts';

export type Sum = { readonly value: string; readonly currency: string };

const scaled: Readonly<Record<string, number>> = { quantity: 6, weight: 3 };

/**
 * Sums of one column's chosen cells; amounts of different currencies are never added up.
 * @returns one sum per currency, none for a column whose sum means nothing
 */
export function sumsOf(rows: readonly GridRow[], column: CellColumn, source: readonly CellColumn[], money: Money): readonly Sum[] {
  if (!isSummable(column)) return [];
  const at = source.findIndex((c) => c.name === column.name);
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const cell = row.cells[at];
    if (typeof cell !== 'bigint' && typeof cell !== 'number') continue;
    const valueOf = (name: string) => row.cells[source.findIndex((c) => c.name === name)];
    const currency = column.type === 'money' ? currencyOf(column, money.national, valueOf) : '';
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(cell));
  }
  return [...sums].map(([currency, value]) => ({
    currency,
    value: scaledToDecimal(value, column.type === 'money' ? digitsOf(currency, money.digits) : (scaled[column.type] ?? 0)),
  }));
}

/** Adds up decimal texts. @returns the sum with the decimals of the longest one */
export function addDecimals(values: readonly string[]): string {
  const digits = Math.max(0, ...values.map((value) => value.split('.')[1]?.length ?? 0));
  return scaledToDecimal(
    values.reduce((sum, value) => sum + (decimalToScaled(value, digits) ?? 0n), 0n),
    digits,
  );
}
