import { dayNumber } from '../calendar/day.ts';
import type { Population } from '../catalogue/audit-test.ts';
import { isDay } from '../model/scalars.ts';
import { exactNumber, numbersInCell } from './numbers.ts';
import type { PartyText } from './parties.ts';
import type { MatchRecord } from './record.ts';

/** One side of a match. */
export type Side = { readonly records: readonly MatchRecord[]; readonly parties: readonly PartyText[] };

/** Cells of the rows that a side is made of. */
export type Cells = {
  readonly n: number;
  readonly rank: (i: number) => number;
  /** '' for an empty cell */
  readonly text: (column: string, i: number) => string;
  /** NaN for an empty cell */
  readonly number: (column: string, i: number) => number;
  /** days since 1970-01-01, NaN for none */
  readonly day: (column: string, i: number) => number;
  /** one column, for what goes through a million rows */
  readonly texts: (column: string) => (i: number) => string;
  readonly numbers: (column: string) => (i: number) => number;
};

/** Reads a population cell by cell; days are worked out once for each text. */
export function cellsOf(rows: Pick<Population, 'n' | 'rank' | 'text' | 'number'>): Cells {
  const days = new Map<string, number>();
  const dayOf = (text: string): number => {
    const known = days.get(text);
    if (known !== undefined) return known;
    const day = isDay(text) ? dayNumber(text) : Number.NaN;
    days.set(text, day);
    return day;
  };
  const texts: Cells['texts'] = (column) => {
    const list = rows.text(column);
    return (i) => list[i] ?? '';
  };
  const numbers: Cells['numbers'] = (column) => {
    const { values, present } = rows.number(column);
    return (i) => (present[i] === 1 ? (values[i] ?? Number.NaN) : Number.NaN);
  };
  const [textOf, numberOf] = [once(texts), once(numbers)];
  return {
    n: rows.n,
    rank: (i) => rows.rank[i] ?? -1,
    text: (column, i) => textOf(column)(i),
    number: (column, i) => numberOf(column)(i),
    day: (column, i) => dayOf(textOf(column)(i)),
    texts: textOf,
    numbers: numberOf,
  };
}

function once<T>(make: (column: string) => T): (column: string) => T {
  const made = new Map<string, T>();
  return (column) => {
    const known = made.get(column);
    if (known !== undefined) return known;
    const fresh = make(column);
    made.set(column, fresh);
    return fresh;
  };
}

/** Parties of a side, each once. */
export type PartyList = { readonly at: (id: string, name: string) => number; readonly all: () => readonly PartyText[] };

export function partyList(): PartyList {
  const known = new Map<string, number>();
  const all: PartyText[] = [];
  return {
    at: (id, name) => {
      if (id === '' && name === '') return -1;
      const key = `${id}\u0000${name}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, all.length);
      all.push({ id, name });
      return all.length - 1;
    },
    all: () => all,
  };
}

/** `inv:AT-26-4013` for each number in a cell; a cell without a number gives none. */
export const idsIn = (kind: string, cell: string): readonly string[] =>
  numbersInCell(cell).flatMap((number) => {
    const exact = exactNumber(number);
    return exact === '' ? [] : [`${kind}:${exact}`];
  });

/** A number that is written as one, commas and all. */
export const idOf = (kind: string, number: string): readonly string[] => {
  const exact = exactNumber(number);
  return exact === '' ? [] : [`${kind}:${exact}`];
};

export const plainRecord: Omit<MatchRecord, 'rank' | 'label'> = {
  ids: [],
  text: '',
  day: Number.NaN,
  party: -1,
  contract: '',
  way: 0,
  amount: Number.NaN,
  currency: '',
  corrects: '',
  gross: Number.NaN,
  lines: [],
};

/** Rows that are one document, in their order. @param keyOf '' for a row that is left out */
export function grouped(cells: Cells, keyOf: (i: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < cells.n; i += 1) {
    const key = keyOf(i);
    if (key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  for (const group of groups.values()) group.sort((a, b) => cells.rank(a) - cells.rank(b));
  return [...groups.values()];
}

/** NaN where none of the cells is filled. */
export function sumCells(cells: Cells, column: string, rows: readonly number[]): number {
  let [sum, any] = [0, false];
  for (const i of rows) {
    const value = cells.number(column, i);
    if (Number.isNaN(value)) continue;
    sum += value;
    any = true;
  }
  return any ? sum : Number.NaN;
}

/** The rows of a document beside its first one; nothing where it is a single row. */
export const otherRows = (cells: Cells, rows: readonly number[]): Pick<MatchRecord, 'also'> =>
  rows.length < 2 ? {} : { also: rows.slice(1).map(cells.rank) };
