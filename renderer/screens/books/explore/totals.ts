import type { CellColumn, Money } from '../../../parts/grid/cells.ts';
import { digitsOf, isSummable, trimZeros } from '../../../parts/grid/cells.ts';
import { scaledToDecimal } from '../../../../domain/money/decimal.ts';
import type { Grouped } from './grouping.ts';

/** A column's sum over all listed rows, one for each currency. */
export type Total = { readonly column: string; readonly currency: string; readonly value: string };

const scaled: Readonly<Record<string, number>> = { quantity: 6, weight: 3 };

/** Columns whose sums mean something, in the order given, as many as one question takes. */
export const summed = <C extends CellColumn>(columns: readonly C[], most: number): readonly C[] =>
  columns.filter(isSummable).slice(0, most);

/**
 * Adds up the sums of groups by currency: amounts of different currencies stay apart.
 * @param grouped groups in which every figure of money is in one currency, one figure a column
 */
export function totalsOf(grouped: Grouped, columns: readonly CellColumn[], money: Money): readonly Total[] {
  return columns.flatMap((column, i) => {
    const sums = new Map<string, bigint>();
    for (const group of grouped.groups) {
      const figure = group.figures[i] ?? null;
      if (typeof figure !== 'bigint' && typeof figure !== 'number') continue;
      const currency = column.type === 'money' ? (group.currencies[i] ?? money.national) : '';
      sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(figure));
    }
    return [...sums].map(([currency, sum]) => ({
      column: column.name,
      currency,
      value:
        column.type === 'money'
          ? scaledToDecimal(sum, digitsOf(currency, money.digits))
          : trimZeros(scaledToDecimal(sum, scaled[column.type] ?? 0)),
    }));
  });
}
