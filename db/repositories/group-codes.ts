import type { NumberColumn } from '../../domain/catalogue/audit-test.ts';
import type { Column } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import type { Coded } from '../queries/coded-columns.ts';

/** Rows are gathered by the values of a column, by the period of a day, or by the first characters of a code. */
export type Grouping = {
  readonly column: string;
  readonly by: 'value' | 'month' | 'quarter' | 'year' | 'prefix';
  /** characters of a prefix */
  readonly length?: number | undefined;
};

const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** @returns what a text is gathered under @throws Refused grouping_invalid: periods are of days, prefixes of codes */
export function gathering(column: Column, { by, length }: Grouping): (text: string) => string {
  const refuse = (): never => {
    throw new Refused({ code: 'grouping_invalid', at: `${column.name}:${by}` });
  };
  if (by === 'value') return (text) => text;
  if (by === 'prefix') {
    if (length === undefined || (column.type !== 'code' && column.type !== 'rateText')) refuse();
    return (text) => [...text].slice(0, length).join('');
  }
  if (column.type !== 'day') refuse();
  if (by === 'quarter') return quarterOf;
  return (text) => text.slice(0, by === 'month' ? 7 : 4);
}

/** The same rows under what `gather` makes of their texts: the texts are few, the rows many. */
export function gathered({ codes, values }: Coded, gather: (text: string) => string): Coded {
  const known = new Map<string, number>();
  const into = new Uint32Array(values.length + 1);
  values.forEach((value, i) => {
    const text = gather(value);
    const code = known.get(text) ?? known.size + 1;
    known.set(text, code);
    into[i + 1] = code;
  });
  return { codes: codes.map((code) => into[code] ?? 0), values: [...known.keys()] };
}

/** Decimals without zeros at the end: equal amounts of several currencies are one value, as a filter takes them. */
export const plainDecimal = (value: number | bigint, digits: number): string => {
  const text = scaledToDecimal(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

/** Numbers as texts by number. @param digitsAt decimals of the row at a place */
export function codedNumbers({ values, present }: NumberColumn, digitsAt: (place: number) => number): Coded {
  const codes = new Uint32Array(values.length);
  const known = new Map<string, number>();
  const byDigits = new Map<number, Map<number, number>>();
  for (let place = 0; place < values.length; place += 1) {
    if (present[place] === 0) continue;
    const digits = digitsAt(place);
    let same = byDigits.get(digits);
    if (same === undefined) byDigits.set(digits, (same = new Map()));
    const value = values[place] ?? 0;
    let code = same.get(value);
    if (code === undefined) {
      const text = plainDecimal(value, digits);
      code = known.get(text) ?? known.size + 1;
      known.set(text, code);
      same.set(value, code);
    }
    codes[place] = code;
  }
  return { codes, values: [...known.keys()] };
}
