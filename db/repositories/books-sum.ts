import { columnOf } from '../../domain/model/books.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { Refused } from '../../domain/model/refused.ts';
import { pow10, scaledToDecimal } from '../../domain/money/decimal.ts';
import type { ReadDb, SqlValue } from '../store.ts';
import { digitsFor, requireColumn } from './books-filter.ts';
import { fewRows } from './books-view.ts';
import type { BookView } from './books-view.ts';

/** @property mixed the rows are in several currencies: the sum is a control total, not a value */
export type ViewSum = { readonly sum: Decimal; readonly count: number; readonly mixed: boolean };

type Part = readonly [currency: string | null, high: bigint, low: bigint, count: bigint];
type Source = { readonly from: string; readonly where: string; readonly values: readonly SqlValue[] };

/**
 * Sum of a column over the rows of a view and the count of its filled cells. Amounts of several currencies are added as written, with
 * the most digits among them (a control total, not a value).
 * @throws Refused column_unknown when the column holds no numbers that can be added
 */
export function sumOfView(db: ReadDb, view: BookView, name: string): ViewSum {
  const column = requireColumn(view.table, name);
  if (column.type !== 'money' && column.type !== 'quantity' && column.type !== 'weight' && column.type !== 'count') {
    throw new Refused({ code: 'column_unknown', at: name });
  }
  const named = column.currency ?? 'national';
  const currencyColumn = column.type === 'money' && columnOf(view.table, named) !== undefined ? named : null;
  const parts = sourcesOf(view).flatMap((source) => sumParts(db, source, { name, currencyColumn }));
  const digitsOfPart = (currency: string | null): number => {
    if (column.type !== 'money') return column.type === 'quantity' ? 6 : 0;
    if (currencyColumn !== null) return digitsFor(view.money, currency ?? view.money.national);
    return digitsFor(view.money, named === 'national' ? view.money.national : named);
  };
  const digits = Math.max(0, ...parts.map(([currency]) => digitsOfPart(currency)), parts.length === 0 ? digitsOfPart(null) : 0);
  const total = parts.reduce((sum, [currency, high, low]) => sum + (high * 1_048_576n + low) * pow10(digits - digitsOfPart(currency)), 0n);
  const mixed = new Set(parts.map(([currency]) => currency ?? view.money.national)).size > 1;
  return { mixed, sum: scaledToDecimal(total, digits), count: Number(parts.reduce((n, [, , , count]) => n + count, 0n)) };
}

/** Added in two halves: a million amounts near 2^53 would overflow SQLite's 64-bit sum. */
function sumParts(db: ReadDb, source: Source, column: { readonly name: string; readonly currencyColumn: string | null }): Part[] {
  const { name, currencyColumn } = column;
  const currency = currencyColumn === null ? 'NULL' : `t.${currencyColumn}`;
  const sql = `SELECT ${currency}, sum(t.${name} >> 20), sum(t.${name} & 1048575), count(t.${name})
    FROM ${source.from} WHERE t.${name} IS NOT NULL${source.where} GROUP BY 1`;
  return db
    .prepare<never>(sql)
    .raw()
    .safeIntegers()
    .all(...source.values) as unknown as Part[];
}

function sourcesOf(view: BookView): Source[] {
  if (!view.narrowed || view.ids === null) {
    return view.imports.map((i) => ({
      from: `${view.table} t`,
      where: ' AND t.id BETWEEN ? AND ?',
      values: [i.firstId, i.firstId + i.rows - 1],
    }));
  }
  const sources: Source[] = [];
  for (let at = 0; at < view.ids.length; at += fewRows) {
    const ids = `[${view.ids.subarray(at, at + fewRows).join(',')}]`;
    sources.push({ from: `json_each(?) j JOIN ${view.table} t ON t.id = j.value`, where: '', values: [ids] });
  }
  return sources;
}
