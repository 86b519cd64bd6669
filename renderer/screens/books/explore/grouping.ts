import type { Input, Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { tables } from '../../../../domain/model/books.ts';
import type { Column, TableName } from '../../../../domain/model/books.ts';
import { decimalToScaled, roundDecimal, scaledToDecimal } from '../../../../domain/money/decimal.ts';
import { digitsOf, isNumeric, isSummable, plainText, shownText } from '../../../parts/grid/cells.ts';
import type { Cell, Money } from '../../../parts/grid/cells.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import type { Speech } from '../../../parts/words.tsx';
import { periodName } from './periods.ts';

export type Grouped = Output<AssayCalls['rows.group']>;
export type Group = Grouped['groups'][number];
type Asked = Input<AssayCalls['rows.group']>;
export type Order = Asked['order'];
export type By = 'value' | 'month' | 'quarter' | 'year' | 'prefix';
export type Grouping = { readonly column: string; readonly by: By; readonly length?: number | undefined };
export type Of = 'count' | 'sum' | 'min' | 'max' | 'average' | 'distinct' | 'empty';
export type Aggregate = { readonly of: Of; readonly column: string };

/** How the groups of a book are made and which rows go in. */
export type GroupSetup = {
  readonly groups: readonly Grouping[];
  readonly aggregates: readonly Aggregate[];
  readonly order: Order;
  readonly filters: readonly Filter[];
  readonly search: string;
};

export const groupsAtMost = 4;
export const aggregatesAtMost = 12;
/** More groups than this are no table to read; how many there are is said. */
export const shownAtMost = 2_000;

/** By what a book is gathered at first. */
const likely: Record<TableName, string> = {
  declarations: 'hs_code',
  ledger: 'account',
  accounts: 'account_type',
  invoices: 'seller',
  payments: 'counterparty',
  stock: 'movement_type',
  products: 'product_group',
  parties: 'kind',
  value_components: 'box',
  item_documents: 'doc_code',
  contracts: 'currency',
  freight: 'carrier',
  production: 'material_code',
  register: 'reg_date',
  tariff: 'duty_rate',
  measures: 'kind',
  quotas: 'quota_no',
  reference_prices: 'hs_code',
  base_rates: 'valid_from',
  tax_returns: 'line_code',
  marks: 'mark_type',
  refunds: 'kind',
  assets: 'kind',
  relations: 'kind',
  amendments: 'kind',
  rulings: 'kind',
  rates: 'currency',
};

const columnNamed = (table: TableName, name: string): Column | undefined => tables[table].find((column) => column.name === name);

/** @returns ways to gather by a column: days by periods, codes by their beginning */
export function waysOf(column: Column): readonly By[] {
  if (column.type === 'day') return ['month', 'quarter', 'year', 'value'];
  return column.type === 'code' ? ['value', 'prefix'] : ['value'];
}

const startLength = 4;

export function groupingOf(column: Column): Grouping {
  const by = waysOf(column)[0] ?? 'value';
  return { column: column.name, by };
}

/** Another way to gather by the same column. */
export const regrouped = (grouping: Grouping, by: By): Grouping =>
  by === 'prefix' ? { column: grouping.column, by, length: grouping.length ?? startLength } : { column: grouping.column, by };

/** @returns what can be computed of a column */
export function figuresOf(column: Column): readonly Of[] {
  if (isSummable(column)) return ['sum', 'average', 'min', 'max', 'distinct', 'empty'];
  if (isNumeric(column) && column.type !== 'rateText') return ['average', 'min', 'max', 'distinct', 'empty'];
  return column.type === 'day' ? ['min', 'max', 'distinct', 'empty'] : ['distinct', 'empty'];
}

/** A book gathered as people look at it first: by its likeliest column, with its first sum, the largest groups first. */
export function startSetup(table: TableName): GroupSetup {
  const column = columnNamed(table, likely[table]) ?? tables[table][0];
  const summed = tables[table].find((one) => one.type === 'money' && one.currency === 'national') ?? tables[table].find(isSummable);
  const aggregates: readonly Aggregate[] = summed === undefined ? [] : [{ of: 'sum', column: summed.name }];
  return {
    groups: column === undefined ? [] : [groupingOf(column)],
    aggregates,
    order: { by: 'count', descending: true },
    filters: [],
    search: '',
  };
}

/** A remembered setup without what the table or the calls no longer have. */
export function soundSetup(setup: GroupSetup, table: TableName): GroupSetup {
  const groups = setup.groups.filter((one) => columnNamed(table, one.column) !== undefined);
  const aggregates = setup.aggregates.filter((one) => columnNamed(table, one.column) !== undefined);
  const { by } = setup.order;
  const order: Order = typeof by === 'number' && by >= aggregates.length ? { by: 'count', descending: true } : setup.order;
  return { ...setup, groups, aggregates, order };
}

/** A group's value in one of its groupings, in words. */
export function groupName(value: string | null, grouping: Grouping, of: { readonly table: TableName; readonly speech: Speech }): string {
  const { speech, table } = of;
  if (value === null) return speech.say('explore.emptyValue');
  switch (grouping.by) {
    case 'month':
      return periodName(`${value}-01`, 'month', speech);
    case 'quarter': {
      const [year = '', quarter = '1'] = value.split('-Q');
      return speech.say('explore.period.quarter', { quarter: Number(quarter), year });
    }
    case 'prefix':
      return speech.say('explore.prefixed', { value });
    case 'year':
      return value;
    case 'value': {
      const column = columnNamed(table, grouping.column);
      return column === undefined ? value : shownText(value, column, speech);
    }
    default:
      return grouping.by satisfies never;
  }
}

type FigureOf = { readonly table: TableName; readonly money: Money; readonly speech: Speech };

/** A figure in the unit of its column as canonical text; '' where there is none. */
export function figureText(figure: Cell, aggregate: Aggregate, currency: string | null, { table, money }: FigureOf): string {
  if (figure === null) return '';
  const column = columnNamed(table, aggregate.column);
  if (column === undefined || aggregate.of === 'count' || aggregate.of === 'distinct' || aggregate.of === 'empty') return String(figure);
  return plainText(figure, column, digitsOf(currency ?? money.national, money.digits));
}

/** A figure as the language writes it, an amount with its currency. */
export function figureShown(figure: Cell, aggregate: Aggregate, currency: string | null, of: FigureOf): string {
  const text = figureText(figure, aggregate, currency, of);
  const column = columnNamed(of.table, aggregate.column);
  if (text === '' || column === undefined) return text;
  if (['count', 'distinct', 'empty'].includes(aggregate.of)) return of.speech.count(Number(text));
  if (column.type === 'money' && currency !== null) return of.speech.money(text, currency);
  return column.type === 'count' ? of.speech.decimal(text) : shownText(text, column, of.speech);
}

/** Whether the amounts of a group may each be in another currency; any other figure that is not there is of empty cells. */
export function mayMix({ of, column }: Aggregate, table: TableName): boolean {
  const { currency } = columnNamed(table, column) ?? {};
  return !['count', 'distinct', 'empty'].includes(of) && currency !== undefined && columnNamed(table, currency) !== undefined;
}

export const aggregateName = ({ of, column }: Aggregate, { say }: Pick<Speech, 'say'>): string =>
  of === 'count' ? say('explore.rows') : say('explore.figureOf', { of: say(`explore.figure.${of}`), column: say(`column.${column}`) });

const shareDigits = 6;

/** @returns part of the whole in percent with one decimal, or null where the whole is nothing or below it */
export function shareOf(part: string, whole: string): string | null {
  const [p, w] = [decimalToScaled(part, shareDigits), decimalToScaled(whole, shareDigits)];
  if (p === null || w === null || w <= 0n) return null;
  return roundDecimal(scaledToDecimal((p * 100_000n) / w, 3), 1);
}

/**
 * What the whole is of which each group's figure is a part: the sum over all groups. Only where all groups are here, in one currency, and
 * nothing is below nought.
 */
export function wholeOf(grouped: Grouped, index: number, aggregate: Aggregate, of: FigureOf): string | null {
  if (aggregate.of !== 'sum' || grouped.groups.length < grouped.total) return null;
  const currencies = new Set(grouped.groups.map((group) => group.currencies[index] ?? null));
  if (currencies.size > 1) return null;
  let sum = 0n;
  for (const group of grouped.groups) {
    const figure = group.figures[index] ?? null;
    if (figure === null || typeof figure === 'string' || BigInt(figure) < 0n) return null;
    sum += BigInt(figure);
  }
  return figureText(sum, aggregate, grouped.groups[0]?.currencies[index] ?? null, of);
}

/** Groupings and aggregates as the calls take them. */
export const askedGroups = (groups: readonly Grouping[]) =>
  groups.map(({ column, by, length }) => ({ column, by, ...(length === undefined ? {} : { length }) }));
