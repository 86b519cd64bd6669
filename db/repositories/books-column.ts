import type { Column } from '../../domain/model/books.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { divRound } from '../../domain/money/decimal.ts';
import { scopeOf } from '../queries/coded-columns.ts';
import type { Coded, KeptCells, Scope } from '../queries/coded-columns.ts';
import { valueRanks } from '../search/value-ranks.ts';
import type { ReadDb } from '../store.ts';
import { digitsOfColumn, fixedCurrency } from './books-digits.ts';
import { requireColumn } from './books-filter.ts';
import type { MoneyDigits } from './books-filter.ts';
import { cellsIn, withCurrencies } from './books-group.ts';
import type { BookCell } from './books-rows.ts';
import { openView } from './books-view.ts';
import type { ViewQuery } from './books-view.ts';
import { averageDigits, numberCell, numberTotals } from './group-figures.ts';
import { histogramOf } from './histogram.ts';

export type Classes = readonly { readonly from: BookCell; readonly to: BookCell; readonly count: number }[];

/** What one column of a list holds. Of amounts in several currencies only the counts are given. */
export type ColumnFigures = {
  readonly currency: string | null;
  /** rows with a value */
  readonly count: number;
  readonly empty: number;
  readonly distinct: number;
  readonly sum: Decimal | null;
  readonly min: BookCell;
  readonly max: BookCell;
  readonly average: Decimal | null;
  readonly top: readonly { readonly value: BookCell; readonly count: number }[];
  readonly histogram: Classes;
  readonly ratio: boolean;
};

export type ColumnQuery = { readonly list: ViewQuery; readonly column: string };

/** The most frequent values that are named. */
const mostTop = 20;

const none = { currency: null, sum: null, min: null, max: null, average: null, top: [], histogram: [], ratio: false } as const;

/** The codes that stand most often, the first in order before others as often. */
function topCodes(counts: Uint32Array, ranks: () => Uint32Array): readonly number[] {
  const used = Array.from(counts.keys()).filter((code) => (counts[code] ?? 0) > 0);
  const often = used.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const least = counts[often[Math.min(mostTop, often.length) - 1] ?? 0] ?? 0;
  const rank = ranks();
  const order = (a: number, b: number): number => (counts[b] ?? 0) - (counts[a] ?? 0) || (rank[a] ?? 0) - (rank[b] ?? 0);
  return often
    .filter((code) => (counts[code] ?? 0) >= least)
    .sort(order)
    .slice(0, mostTop);
}

function countCodes({ codes, values }: Coded, { places, n }: Scope): Uint32Array {
  const counts = new Uint32Array(values.length + 1);
  for (let i = 0; i < n; i += 1) {
    const code = codes[places === null ? i : (places[i] ?? 0)] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function figuresOfText(column: Column, coded: Coded, scope: Scope): ColumnFigures {
  const counts = countCodes(coded, scope);
  const empty = counts[0] ?? 0;
  counts[0] = 0;
  const used = Array.from(counts.keys()).filter((code) => (counts[code] ?? 0) > 0);
  const ranks = valueRanks(coded.values, column.type === 'text' ? 'text' : 'code', used);
  const valueOf = (code: number | undefined): string | null => (code === undefined ? null : (coded.values[code - 1] ?? null));
  const [first, last] = [1, used.length].map((rank) => used.find((code) => ranks[code] === rank));
  return {
    ...none,
    count: scope.n - empty,
    empty,
    distinct: used.length,
    min: valueOf(first),
    max: valueOf(last),
    top: topCodes(counts, () => ranks).map((code) => ({ value: valueOf(code), count: counts[code] ?? 0 })),
  };
}

/** Filled cells of the scope, ascending. */
function sortedValues(cells: { readonly values: Float64Array; readonly present: Uint8Array }, { places, n }: Scope): Float64Array {
  const found = new Float64Array(n);
  let filled = 0;
  for (let i = 0; i < n; i += 1) {
    const place = places === null ? i : (places[i] ?? 0);
    if (cells.present[place] === 0) continue;
    found[filled] = cells.values[place] ?? 0;
    filled += 1;
  }
  return found.subarray(0, filled).sort();
}

/** Runs of equal numbers: how many there are, and the longest ones. */
function runsOf(sorted: Float64Array): { readonly distinct: number; readonly top: readonly { value: number; count: number }[] } {
  let [distinct, from] = [0, 0];
  let top: { value: number; count: number }[] = [];
  const keep = (): void => {
    top = top.sort((a, b) => b.count - a.count || a.value - b.value).slice(0, mostTop);
  };
  for (let i = 1; i <= sorted.length; i += 1) {
    if (i < sorted.length && sorted[i] === sorted[from]) continue;
    distinct += 1;
    const count = i - from;
    if (top.length < mostTop || count > (top[mostTop - 1]?.count ?? 0)) top.push({ value: sorted[from] ?? 0, count });
    if (top.length >= mostTop * 4) keep();
    from = i;
  }
  keep();
  return { distinct, top };
}

type Numbers = { readonly sorted: Float64Array; readonly sum: bigint; readonly digits: number; readonly currency: string | null };

function figuresOfNumbers(column: Column, { sorted, sum, digits, currency }: Numbers): Omit<ColumnFigures, 'count' | 'empty'> {
  const isScaled = column.type === 'money' || column.type === 'quantity' || column.type === 'rate';
  const cell = (value: bigint | number | undefined): BookCell => (value === undefined ? null : numberCell(BigInt(value), isScaled));
  const { distinct, top } = runsOf(sorted);
  const { classes, ratio } = histogramOf(sorted);
  const n = BigInt(sorted.length);
  const [scale, shown] = column.type === 'count' ? [10n ** BigInt(averageDigits), averageDigits] : [1n, digits];
  return {
    currency,
    distinct,
    sum: column.type === 'rate' || n === 0n ? null : scaledToDecimal(sum, digits),
    min: cell(sorted[0]),
    max: cell(sorted.at(-1)),
    average: n === 0n ? null : scaledToDecimal(divRound(sum * scale, n), shown),
    top: top.map(({ value, count }) => ({ value: cell(value), count })),
    histogram: classes.map(({ from, to, count }) => ({ from: cell(from), to: cell(to), count })),
    ratio,
  };
}

/** One group of all rows of the scope. */
const together = ({ n }: Scope) => ({ of: new Uint32Array(n), groups: 1 });

/** @throws Refused column_unknown, filter_invalid */
export function columnFigures(db: ReadDb, kept: KeptCells, { list, column: name }: ColumnQuery): ColumnFigures {
  const column = requireColumn(list.table, name);
  const scope = scopeOf(db, list.table, openView(db, { ...list, sort: [], ranked: undefined }));
  const cells = cellsIn(list, kept.of(db, scope.visible, withCurrencies(list.table, [name])));
  const read = cells.of(name);
  if (read.kind === 'text') return figuresOfText(column, read.text, scope);
  const currencies = cells.currencies(column);
  const totals = numberTotals(together(scope), scope, { number: read.number, currencies });
  const count = totals.filled[0] ?? 0;
  const shared = { count, empty: scope.n - count };
  const code = totals.currency(0);
  if (code === null) {
    const counts = countCodes(cells.coded(column), scope);
    return { ...none, ...shared, distinct: counts.reduce((n, of, i) => (i > 0 && of > 0 ? n + 1 : n), 0) };
  }
  const currency = currencies === null ? fixedCurrency(column, list.money) : currencyAt(currencies, code, list.money);
  const digits = digitsOfColumn(column, list.money, currency);
  return { ...shared, ...figuresOfNumbers(column, { sorted: sortedValues(read.number, scope), sum: totals.sum(0), digits, currency }) };
}

/** @param code 0: the row names none, which means the national currency */
export const currencyAt = (currencies: Coded, code: number, money: MoneyDigits): string => currencies.values[code - 1] ?? money.national;
