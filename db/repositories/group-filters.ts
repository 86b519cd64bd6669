import { daysInMonth } from '../../domain/model/scalars.ts';
import type { Filter } from './books-filter.ts';
import type { Grouping } from './group-codes.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** First and last day of `2025-03`, `2025-Q1` or `2025`. */
export function daysOfPeriod(period: string): readonly [from: string, to: string] {
  const year = period.slice(0, 4);
  const quarter = /-Q([1-4])$/.exec(period)?.[1];
  const month = period.length === 7 && quarter === undefined ? Number(period.slice(5)) : 0;
  const [first, last] = quarter === undefined ? (month > 0 ? [month, month] : [1, 12]) : [Number(quarter) * 3 - 2, Number(quarter) * 3];
  return [`${year}-${two(first)}-01`, `${year}-${two(last)}-${two(daysInMonth(Number(year), last))}`];
}

/** The filter that lists just the rows of a group. @param value as the grouping gives it; null: empty cells */
export function filterOfGroup({ column, by, length = 0 }: Grouping, value: string | null): Filter {
  if (value === null) return { column, op: 'empty', value: '' };
  if (by === 'value') return { column, op: '=', value };
  // a code that is shorter than the prefix is a group of its own
  if (by === 'prefix') return { column, op: [...value].length < length ? '=' : 'starts', value };
  return { column, op: 'between', value: '', values: [...daysOfPeriod(value)] };
}
