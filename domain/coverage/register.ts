import type { NumberColumn } from '../catalogue/audit-test.ts';
import { columnOf } from '../model/books.ts';
import { scaledToDecimal } from '../money/decimal.ts';
import type { Listed, ListedMonth } from './coverage.ts';
import { monthOf } from './months.ts';
import type { Days, Month } from './months.ts';

/** Rows of a table as columns, in the order of their import; a later row says the newer thing. */
export type Rows = {
  readonly n: number;
  readonly text: (column: string) => readonly (string | null)[];
  /** null for a column that the table does not have */
  readonly number: (column: string) => NumberColumn | null;
};

/** A figure that the register states in another way than the books. @property item 0 = of the whole declaration */
export type Difference = { readonly item: number; readonly column: string; readonly register: string; readonly books: string };

/** @property value customs value in minor units, null where none is stated */
export type ListedDeclaration = {
  readonly declaration: string;
  readonly day: string;
  readonly items: number;
  readonly value: bigint | null;
  readonly differences: readonly Difference[];
};

export type RegisterKind = 'missing' | 'unlisted' | 'different';

/** The trader's declarations held against the customs register; lists by day, then by number. */
export type RegisterComparison = { readonly listed: number; readonly received: number } & {
  readonly [K in RegisterKind]: readonly ListedDeclaration[];
};

/** Digits after the point by currency; `national` for amounts of the national currency. */
export type MoneyDigits = { readonly national: number; readonly of: (currency: string) => number };

/** Numbers are written with and without spaces, in either case. */
const keyOf = (number: string): string => number.replace(/\s+/gu, '').toUpperCase();

/** Rows of each declaration, by its number. */
type ByNumber = ReadonlyMap<string, readonly number[]>;

function byNumber(rows: Rows): ByNumber {
  const found = new Map<string, number[]>();
  rows.text('reg_no').forEach((number, i) => {
    const key = keyOf(number ?? '');
    const own = found.get(key);
    if (own === undefined) found.set(key, [i]);
    else own.push(i);
  });
  return found;
}

const isWithin = (day: string, { from, to }: Days): boolean => day >= from && day <= to;

const firstDay = (days: readonly (string | null)[], at: readonly number[]): string =>
  at.reduce((first, i) => ((days[i] ?? '') !== '' && (first === '' || (days[i] ?? '') < first) ? (days[i] ?? '') : first), '');

/**
 * How many declarations the register lists by month, and how many of them the books have; null for an empty register.
 * @param period what lies outside it is not counted, though the register speaks for its months
 */
export function listedMonths(register: Rows, books: Rows, period?: Days): Listed | null {
  const own = byNumber(books);
  const days = register.text('reg_date');
  const months = new Map<Month, ListedMonth>();
  for (const [number, at] of byNumber(register)) {
    const day = firstDay(days, at);
    const month = monthOf(day);
    const known = months.get(month) ?? { listed: 0, found: 0 };
    const n = period === undefined || isWithin(day, period) ? 1 : 0;
    months.set(month, { listed: known.listed + n, found: known.found + (own.has(number) ? n : 0) });
  }
  const inOrder = [...months.keys()].sort();
  const [from, to] = [inOrder[0], inOrder.at(-1)];
  return from === undefined || to === undefined ? null : { from, to, months };
}

/** Distinct declarations by their first day. */
export function declarationDays(rows: Rows): ReadonlyMap<string, number> {
  const all = rows.text('reg_date');
  const days = new Map<string, number>();
  for (const at of byNumber(rows).values()) {
    const day = firstDay(all, at);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

/** What is compared; amounts that a declaration has once stand in each of its rows. */
const texts = ['hs_code', 'origin_country'] as const;
const figures = [
  'gross_g',
  'net_g',
  'customs_value_minor',
  'duty_amount_minor',
  'excise_amount_minor',
  'vat_amount_minor',
  'fee_amount_minor',
] as const;

/** Columns that a comparison reads, of the books and of the register. */
export const comparedColumns = ['reg_no', 'reg_date', 'item_no', 'currency', 'total_invoice_minor', ...texts, ...figures] as const;
export const registerColumnsRead = [...comparedColumns, 'items_n'] as const;

const numberAt = (rows: Rows, column: string, i: number): number | null => {
  const found = rows.number(column);
  return found !== null && found.present[i] === 1 ? (found.values[i] ?? null) : null;
};

/** The sum over rows; null where no row says anything. */
function sumAt(rows: Rows, column: string, at: readonly number[]): bigint | null {
  let sum: bigint | null = null;
  for (const i of at) {
    const value = numberAt(rows, column, i);
    if (value !== null) sum = (sum ?? 0n) + BigInt(value);
  }
  return sum;
}

/** The newest row of each goods item, by its number; rows of the whole declaration under 0. */
function newest(rows: Rows, at: readonly number[]): ReadonlyMap<number, number> {
  const items = new Map<number, number>();
  for (const i of at) items.set(numberAt(rows, 'item_no', i) ?? 0, i);
  return items;
}

type Pair = { readonly register: Rows; readonly books: Rows; readonly digits: MoneyDigits };
type Places = { readonly item: number; readonly register: readonly number[]; readonly books: readonly number[] };

function written(column: string, value: bigint, currency: string, digits: MoneyDigits): string {
  const found = columnOf('register', column);
  if (found?.type !== 'money') return String(value);
  return scaledToDecimal(value, found.currency === 'national' ? digits.national : digits.of(currency));
}

/** Differs only what both sides state. */
function textDifference(pair: Pair, column: string, at: { readonly item: number; readonly r: number; readonly b: number }): Difference[] {
  const [register, books] = [pair.register.text(column)[at.r] ?? '', pair.books.text(column)[at.b] ?? ''];
  return register === '' || books === '' || register === books ? [] : [{ item: at.item, column, register, books }];
}

function figureDifferences(pair: Pair, columns: readonly string[], { item, register: r, books: b }: Places): Difference[] {
  const currency = pair.register.text('currency')[r[0] ?? -1] ?? pair.books.text('currency')[b[0] ?? -1] ?? '';
  return columns.flatMap((column) => {
    const [listed, own] = [sumAt(pair.register, column, r), sumAt(pair.books, column, b)];
    if (listed === null || own === null || listed === own) return [];
    const said = (value: bigint): string => written(column, value, currency, pair.digits);
    return [{ item, column, register: said(listed), books: said(own) }];
  });
}

/** Items of which one side knows nothing. */
function itemDifferences(register: ReadonlyMap<number, number>, books: ReadonlyMap<number, number>): Difference[] {
  const only = (here: ReadonlyMap<number, number>, there: ReadonlyMap<number, number>): number[] =>
    [...here.keys()].filter((item) => item > 0 && !there.has(item));
  return [
    ...only(register, books).map((item) => ({ item, column: 'item_no', register: String(item), books: '' })),
    ...only(books, register).map((item) => ({ item, column: 'item_no', register: '', books: String(item) })),
  ];
}

/** A list by goods items is compared item by item, a list by declarations with the sums of the items. */
function differencesOf(pair: Pair, r: readonly number[], b: readonly number[]): Difference[] {
  const [listed, own] = [newest(pair.register, r), newest(pair.books, b)];
  const [firstR, firstB] = [r.at(-1) ?? 0, b[0] ?? 0];
  const whole = listed.get(0);
  const ofDay = textDifference(pair, 'reg_date', { item: 0, r: firstR, b: firstB });
  const ofCurrency = textDifference(pair, 'currency', { item: 0, r: firstR, b: firstB });
  const total = figureDifferences(pair, ['total_invoice_minor'], { item: 0, register: [firstR], books: [firstB] });
  const common = [...ofDay, ...ofCurrency, ...(ofCurrency.length > 0 ? [] : total)];
  if (whole !== undefined) {
    const n = numberAt(pair.register, 'items_n', whole);
    const ofItems = n === null || n === own.size ? [] : [{ item: 0, column: 'items_n', register: String(n), books: String(own.size) }];
    return [...common, ...ofItems, ...figureDifferences(pair, figures, { item: 0, register: [whole], books: [...own.values()] })];
  }
  const both = [...listed].flatMap(([item, i]) => {
    const j = own.get(item);
    if (j === undefined) return [];
    const ofTexts = texts.flatMap((column) => textDifference(pair, column, { item, r: i, b: j }));
    return [...ofTexts, ...figureDifferences(pair, figures, { item, register: [i], books: [j] })];
  });
  return [...common, ...itemDifferences(listed, own), ...both];
}

function declarationOf(rows: Rows, at: readonly number[], differences: readonly Difference[]): ListedDeclaration {
  const items = newest(rows, at);
  const whole = items.get(0);
  const stated = whole === undefined ? null : numberAt(rows, 'items_n', whole);
  return {
    declaration: rows.text('reg_no')[at[0] ?? 0] ?? '',
    day: firstDay(rows.text('reg_date'), at),
    items: stated ?? items.size,
    value: sumAt(rows, 'customs_value_minor', [...items.values()]),
    differences,
  };
}

const inOrder = (list: readonly ListedDeclaration[]): readonly ListedDeclaration[] =>
  list.toSorted((a, b) =>
    a.day === b.day ? (a.declaration < b.declaration ? -1 : a.declaration > b.declaration ? 1 : 0) : a.day < b.day ? -1 : 1,
  );

/** Declarations that the register has and the books do not, the other way, and those in both with other figures. */
export function compareRegister(register: Rows, books: Rows, digits: MoneyDigits): RegisterComparison {
  const [listed, own] = [byNumber(register), byNumber(books)];
  const pair = { register, books, digits };
  const missing: ListedDeclaration[] = [];
  const different: ListedDeclaration[] = [];
  for (const [number, r] of listed) {
    const b = own.get(number);
    if (b === undefined) missing.push(declarationOf(register, r, []));
    else {
      const differences = differencesOf(pair, r, b);
      if (differences.length > 0) different.push(declarationOf(register, r, differences));
    }
  }
  const unlisted = [...own].flatMap(([number, b]) => (listed.has(number) ? [] : [declarationOf(books, b, [])]));
  return {
    listed: listed.size,
    received: own.size,
    missing: inOrder(missing),
    unlisted: inOrder(unlisted),
    different: inOrder(different),
  };
}
