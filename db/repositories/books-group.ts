import type { Column, TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { pow10 } from '../../domain/money/decimal.ts';
import { scopeOf } from '../queries/coded-columns.ts';
import type { Coded, ColumnCells, KeptCells, Scope } from '../queries/coded-columns.ts';
import { valueRanks } from '../search/value-ranks.ts';
import type { ValueOrder } from '../search/value-ranks.ts';
import type { ReadDb } from '../store.ts';
import { currencyColumnOf, digitsByCode, digitsOfColumn, fixedCurrency } from './books-digits.ts';
import { holdsText, requireColumn } from './books-filter.ts';
import type { Filter, MoneyDigits } from './books-filter.ts';
import type { BookCell } from './books-rows.ts';
import { openView } from './books-view.ts';
import type { ViewQuery } from './books-view.ts';
import { codedNumbers, gathered, gathering } from './group-codes.ts';
import type { Grouping } from './group-codes.ts';
import { averageCell, distinctIn, numberCell, numberTotals, textTotals } from './group-figures.ts';
import { filterOfGroup } from './group-filters.ts';
import { gatherRows } from './group-members.ts';
import type { Groups } from './group-members.ts';

export type Aggregate = {
  readonly of: 'count' | 'sum' | 'min' | 'max' | 'average' | 'distinct' | 'empty';
  readonly column: string;
};

export type GroupQuery = {
  readonly list: ViewQuery;
  readonly groups: readonly Grouping[];
  readonly aggregates: readonly Aggregate[];
  /** by a group's own value, by its rows, or by the n-th aggregate */
  readonly order: { readonly by: 'group' | 'count' | number; readonly descending: boolean };
  readonly limit: number;
};

/** A figure of a group. @property currency of money; null also where the rows are in several: then there is no figure */
export type Figure = { readonly cell: BookCell; readonly currency: string | null };

export type RowGroup = {
  /** one per grouping; null: empty cells */
  readonly values: readonly (string | null)[];
  readonly count: number;
  readonly figures: readonly Figure[];
  /** of the question, and those that narrow it to this group */
  readonly filters: readonly Filter[];
};

export type GroupedRows = { readonly total: number; readonly rows: number; readonly groups: readonly RowGroup[] };

/** The columns of a question, read. */
export type Cells = {
  readonly table: TableName;
  readonly money: MoneyDigits;
  readonly of: (name: string) => ColumnCells;
  /** currencies of the rows of a money column, the national one by the code 0; null where all have one */
  readonly currencies: (column: Column) => Coded | null;
  /** any column as texts by number: amounts and quantities as decimals */
  readonly coded: (column: Column) => Coded;
};

const adds: readonly Column['type'][] = ['money', 'quantity', 'weight', 'count'];

/** @throws Refused grouping_invalid: only amounts, quantities, weights and counts are added up, only numbers averaged */
function requireAggregate(table: TableName, { of, column: name }: Aggregate): void {
  const column = requireColumn(table, name);
  const fits = of === 'sum' ? adds.includes(column.type) : of === 'average' ? !holdsText(column) : true;
  if (!fits) throw new Refused({ code: 'grouping_invalid', at: `${of}:${name}` });
}

/** Names of these columns and of those in which their currencies stand. */
export const withCurrencies = (table: TableName, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [name, currencyColumnOf(table, requireColumn(table, name)) ?? name]);

const textOf = (cells: ColumnCells): Coded => (cells.kind === 'text' ? cells.text : { codes: new Uint32Array(), values: [] });

/** A row that names no currency is in the national one, as a row that names it is. */
function nationalAsEmpty(currencies: Coded, national: string): Coded {
  const named = currencies.values.indexOf(national) + 1;
  return named === 0 ? currencies : { ...currencies, codes: currencies.codes.map((code) => (code === named ? 0 : code)) };
}

export function cellsIn(query: Pick<ViewQuery, 'table' | 'money'>, columns: ReadonlyMap<string, ColumnCells>): Cells {
  const { table, money } = query;
  const of = (name: string): ColumnCells => {
    const found = columns.get(name);
    if (found === undefined) throw new RangeError(`column ${name} was not read`);
    return found;
  };
  const currencies = (column: Column): Coded | null => {
    const named = currencyColumnOf(table, column);
    return named === null ? null : nationalAsEmpty(textOf(of(named)), money.national);
  };
  const coded = (column: Column): Coded => {
    const cells = of(column.name);
    if (cells.kind === 'text') return cells.text;
    const byRow = currencies(column);
    if (byRow === null) {
      const digits = digitsOfColumn(column, money, fixedCurrency(column, money));
      return codedNumbers(cells.number, () => digits);
    }
    const digits = digitsByCode(byRow, money);
    return codedNumbers(cells.number, (place) => digits[byRow.codes[place] ?? 0] ?? 0);
  };
  return { table, money, of, currencies, coded };
}

const orderOf = (column: Column): ValueOrder => (column.type === 'text' ? 'text' : holdsText(column) ? 'code' : 'decimal');

/** The figures of one aggregate, by group. */
type Figures = (group: number) => Figure;

function textFigures({ of }: Aggregate, column: Column, { cells, scope, groups }: Given): Figures {
  const text = textOf(cells.of(column.name));
  const ranks = of === 'min' || of === 'max' ? valueRanks(text.values, orderOf(column)) : null;
  const totals = textTotals(groups, scope, { text, ranks });
  const valueAt = (codes: Uint32Array, group: number): BookCell => text.values[(codes[group] ?? 0) - 1] ?? null;
  if (of === 'min') return (group) => ({ cell: valueAt(totals.least, group), currency: null });
  if (of === 'max') return (group) => ({ cell: valueAt(totals.most, group), currency: null });
  return counted(of, totals.filled, groups);
}

const counted =
  (of: Aggregate['of'], filled: Uint32Array, { counts }: Groups): Figures =>
  (group) => {
    const n = filled[group] ?? 0;
    return { cell: of === 'empty' ? (counts[group] ?? 0) - n : n, currency: null };
  };

function numberFigures({ of }: Aggregate, column: Column, { cells, scope, groups }: Given): Figures {
  const { money } = cells;
  const read = cells.of(column.name);
  if (read.kind !== 'number') throw new RangeError(`column ${column.name} holds no numbers`);
  const currencies = cells.currencies(column);
  const totals = numberTotals(groups, scope, { number: read.number, currencies });
  if (of === 'count' || of === 'empty') return counted(of, totals.filled, groups);
  const isScaled = column.type === 'money' || column.type === 'quantity' || column.type === 'rate';
  const fixed = fixedCurrency(column, money);
  return (group) => {
    const n = totals.filled[group] ?? 0;
    const code = totals.currency(group);
    if (n === 0 || code === null) return { cell: null, currency: null };
    const currency = currencies === null ? fixed : (currencies.values[code - 1] ?? money.national);
    if (of === 'sum') return { cell: numberCell(totals.sum(group), isScaled), currency };
    if (of === 'average') return { cell: averageCell(totals.sum(group), n, { isScaled, isCount: column.type === 'count' }), currency };
    return { cell: numberCell(BigInt((of === 'min' ? totals.least : totals.most)[group] ?? 0), isScaled), currency };
  };
}

type Given = { readonly cells: Cells; readonly scope: Scope; readonly groups: Groups };

function figuresOf(aggregate: Aggregate, given: Given): Figures {
  const column = requireColumn(given.cells.table, aggregate.column);
  if (aggregate.of === 'distinct') {
    const counts = distinctIn(given.groups, given.scope, given.cells.coded(column));
    return (group) => ({ cell: counts[group] ?? 0, currency: null });
  }
  return holdsText(column) ? textFigures(aggregate, column, given) : numberFigures(aggregate, column, given);
}

/** A figure that can be compared with those of other groups: amounts in the decimals that all currencies have. */
function comparable({ cell, currency }: Figure, money: MoneyDigits): bigint | number | string | null {
  if (typeof cell !== 'bigint' || currency === null) return typeof cell === 'string' && /^-?\d+\.\d+$/.test(cell) ? Number(cell) : cell;
  const digits = digitsOfColumn({ name: '', type: 'money' }, money, currency);
  return cell * pow10(8 - digits);
}

type Compare = (a: number, b: number) => number;

/** Groups by their values: the first grouping first, empty ones last. */
function byValues(groups: Groups, columns: readonly { readonly coded: Coded; readonly order: ValueOrder }[], descending: boolean): Compare {
  const ranks = columns.map(({ coded, order }, i) => valueRanks(coded.values, order, groups.codes[i] ?? []));
  return (a, b) => {
    for (let i = 0; i < ranks.length; i += 1) {
      const [x, y] = [ranks[i]?.[groups.codes[i]?.[a] ?? 0] ?? 0, ranks[i]?.[groups.codes[i]?.[b] ?? 0] ?? 0];
      if (x === y) continue;
      if (x === 0 || y === 0) return x === 0 ? 1 : -1;
      return descending ? y - x : x - y;
    }
    return 0;
  };
}

function byKeys(keys: readonly (bigint | number | string | null)[], descending: boolean, otherwise: Compare): Compare {
  return (a, b) => {
    const [x, y] = [keys[a] ?? null, keys[b] ?? null];
    if (x === y) return otherwise(a, b);
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y === descending ? 1 : -1;
  };
}

/** Numbers of the groups in the order that is asked for. */
function ordered(
  query: GroupQuery,
  given: Given,
  by: { readonly values: (descending: boolean) => Compare; readonly figures: readonly Figures[] },
) {
  const { groups, cells } = given;
  const numbers = Uint32Array.from({ length: groups.groups }, (_, i) => i);
  const { by: what, descending } = query.order;
  if (what === 'group') return numbers.sort(by.values(descending));
  const figures = what === 'count' ? null : by.figures[what];
  if (figures === undefined) throw new Refused({ code: 'grouping_invalid', at: `order:${what}` });
  const keys = Array.from(numbers, (group) => (figures === null ? (groups.counts[group] ?? 0) : comparable(figures(group), cells.money)));
  return numbers.sort(byKeys(keys, descending, by.values(false)));
}

/**
 * The rows of a list in groups with their figures: one pass over whole columns each, exact integers, nothing added up across currencies.
 * @param told after each column that had to be read: how many of how many
 * @throws Refused column_unknown, filter_invalid; grouping_invalid for what a column cannot be gathered or counted by
 */
export function groupRows(
  db: ReadDb,
  kept: KeptCells,
  query: GroupQuery,
  told: (done: number, total: number) => void = () => undefined,
): GroupedRows {
  const { list, aggregates } = query;
  for (const aggregate of aggregates) requireAggregate(list.table, aggregate);
  const groupings = query.groups.map((grouping) => {
    const column = requireColumn(list.table, grouping.column);
    return { grouping, column, gather: gathering(column, grouping) };
  });
  const scope = scopeOf(db, list.table, openView(db, { ...list, sort: [], ranked: undefined }));
  const names = [
    ...new Set(
      withCurrencies(
        list.table,
        [...query.groups, ...aggregates].map((one) => one.column),
      ),
    ),
  ];
  let done = 0;
  const columns = kept.of(db, scope.visible, names, () => told((done += 1), names.length));
  const cells = cellsIn(list, columns);
  const keys = groupings.map(({ grouping, column, gather }) => {
    const coded = cells.coded(column);
    return { coded: grouping.by === 'value' ? coded : gathered(coded, gather), order: orderOf(column) };
  });
  const groups = gatherRows(
    scope,
    keys.map((key) => key.coded),
  );
  const given = { cells, scope, groups };
  const figures = aggregates.map((aggregate) => figuresOf(aggregate, given));
  const order = ordered(query, given, { figures, values: (descending) => byValues(groups, keys, descending) });
  const shown = Array.from(order.subarray(0, query.limit), (group): RowGroup => {
    const values = keys.map(({ coded }, i) => coded.values[(groups.codes[i]?.[group] ?? 0) - 1] ?? null);
    const narrowing = query.groups.map((grouping, i) => filterOfGroup(grouping, values[i] ?? null));
    return {
      values,
      count: groups.counts[group] ?? 0,
      figures: figures.map((figure) => figure(group)),
      filters: [...list.filters, ...narrowing],
    };
  });
  return { total: groups.groups, rows: scope.n, groups: shown };
}
