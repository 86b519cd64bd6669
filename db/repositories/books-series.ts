import { Refused } from '../../domain/model/refused.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import { scopeOf } from '../queries/coded-columns.ts';
import type { KeptCells } from '../queries/coded-columns.ts';
import type { ReadDb } from '../store.ts';
import { currencyAt } from './books-column.ts';
import { digitsOfColumn, fixedCurrency } from './books-digits.ts';
import { requireColumn } from './books-filter.ts';
import { cellsIn, withCurrencies } from './books-group.ts';
import type { Cells } from './books-group.ts';
import { openView } from './books-view.ts';
import type { ViewQuery } from './books-view.ts';
import { gathered } from './group-codes.ts';
import { numberTotals } from './group-figures.ts';
import { gatherRows } from './group-members.ts';
import type { Groups } from './group-members.ts';
import { nextPeriod, periodEnd, periodStart } from './periods.ts';
import type { Step } from './periods.ts';
import type { Scope } from '../queries/coded-columns.ts';

export type SeriesQuery = {
  readonly list: ViewQuery;
  /** a column of days */
  readonly day: string;
  /** amounts, quantities, weights or counts that are added up; null: rows are counted only */
  readonly column: string | null;
  readonly step: Step;
};

export type SeriesPoint = { readonly from: string; readonly to: string; readonly count: number; readonly sum: Decimal | null };
/** @property currency of the sums; null where the rows are in several, and then there are no sums */
export type Series = { readonly currency: string | null; readonly points: readonly SeriesPoint[]; readonly without: number };

/** Periods without rows are shown as long as there are no more in all; a mistyped year would make a million of them. */
const mostPoints = 5_000;

/** Every period from the first to the last; of too many only those that have rows. */
function allPeriods(starts: readonly string[], step: Step): readonly string[] {
  const sorted = starts.toSorted();
  const last = sorted.at(-1);
  const periods: string[] = [];
  for (let at = sorted[0]; at !== undefined && last !== undefined && at <= last; at = nextPeriod(at, step)) {
    periods.push(at);
    if (periods.length > mostPoints) return sorted;
  }
  return periods;
}

type Sums = { readonly currency: string | null; readonly sumOf: (group: number | undefined) => Decimal | null };

function sumsOf(query: SeriesQuery, { cells, scope, groups }: { cells: Cells; scope: Scope; groups: Groups }): Sums {
  const nothing: Sums = { currency: null, sumOf: () => null };
  if (query.column === null) return nothing;
  const column = requireColumn(query.list.table, query.column);
  const read = cells.of(column.name);
  if (read.kind !== 'number' || column.type === 'rate') throw new Refused({ code: 'grouping_invalid', at: `sum:${column.name}` });
  const currencies = cells.currencies(column);
  const totals = numberTotals(groups, scope, { number: read.number, currencies });
  const used = new Set<number | null>();
  for (let group = 0; group < groups.groups; group += 1) if ((totals.filled[group] ?? 0) > 0) used.add(totals.currency(group));
  if (used.size > 1 || used.has(null)) return nothing;
  const [code = 0] = [...used];
  const currency = currencies === null ? fixedCurrency(column, query.list.money) : currencyAt(currencies, code ?? 0, query.list.money);
  const digits = digitsOfColumn(column, query.list.money, currency);
  return { currency, sumOf: (group) => scaledToDecimal(group === undefined ? 0n : totals.sum(group), digits) };
}

/** Rows and sums period after period. @throws Refused column_unknown, filter_invalid; grouping_invalid for a column without days or amounts */
export function seriesOf(db: ReadDb, kept: KeptCells, query: SeriesQuery): Series {
  const { list, step } = query;
  if (requireColumn(list.table, query.day).type !== 'day') throw new Refused({ code: 'grouping_invalid', at: `${query.day}:${step}` });
  const scope = scopeOf(db, list.table, openView(db, { ...list, sort: [], ranked: undefined }));
  const names = withCurrencies(list.table, query.column === null ? [query.day] : [query.day, query.column]);
  const cells = cellsIn(list, kept.of(db, scope.visible, names));
  const days = cells.of(query.day);
  if (days.kind !== 'text') throw new RangeError(`column ${query.day} holds no days`);
  const periods = gathered(days.text, (day) => periodStart(day, step));
  const groups = gatherRows(scope, [periods]);
  const { currency, sumOf } = sumsOf(query, { cells, scope, groups });
  const groupOf = new Map<string, number>();
  let without = 0;
  groups.codes[0]?.forEach((code, group) => {
    if (code === 0) without = groups.counts[group] ?? 0;
    else groupOf.set(periods.values[code - 1] ?? '', group);
  });
  const points = allPeriods([...groupOf.keys()], step).map((from): SeriesPoint => {
    const group = groupOf.get(from);
    return { from, to: periodEnd(from, step), count: group === undefined ? 0 : (groups.counts[group] ?? 0), sum: sumOf(group) };
  });
  return { currency, points, without };
}
