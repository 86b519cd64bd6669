import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { digitsOf, isNumeric, plainText, shownText } from '../../../parts/grid/cells.ts';
import type { Cell, CellColumn, Money } from '../../../parts/grid/cells.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import type { PickBar } from '../../../parts/pick-bars.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { periodName } from './periods.ts';
import type { Step } from './periods.ts';

export type ColumnFigures = Output<AssayCalls['rows.column']>;
export type Series = Output<AssayCalls['rows.series']>;

/** A part of a column's values, with the filters that list its rows. `figure`: its length in full, as the language writes it. */
export type Slice = PickBar & { readonly filters: readonly Filter[]; readonly figure: string };

/** Which currency the column's cells are in: the one found, else the case's. */
export type Cells = { readonly column: CellColumn; readonly currency: string | null; readonly money: Money };

const decimalsOf = ({ currency, money }: Cells): number => digitsOf(currency ?? money.national, money.digits);

/** A cell as a filter compares it: canonical text, a weight in grams. */
export const filterValue = (cell: Cell, of: Cells): string =>
  of.column.type === 'weight' ? String(cell) : plainText(cell, of.column, decimalsOf(of));

/** A cell of a column as the language writes it. */
export const cellText = (cell: Cell, of: Cells, speech: Speech): string =>
  cell === null ? '' : shownText(plainText(cell, of.column, decimalsOf(of)), of.column, speech);

/** Short for an axis: `1.2M`; the whole number is said beside the picture. */
export function shortNumber(value: number, speech: Speech): string {
  const size = Math.abs(value);
  const [by, key] = size >= 1e9 ? [1e9, 'billion'] : size >= 1e6 ? [1e6, 'million'] : size >= 1e3 ? [1e3, 'thousand'] : [1, 'one'];
  const number = speech.decimal(String(Number((value / by).toPrecision(3))));
  return key === 'one' ? number : speech.say(`explore.short.${key}`, { number });
}

/** Classes of a number column, or the most frequent values of any other. */
export function spreadSlices(found: ColumnFigures, money: Money, speech: Speech): readonly Slice[] {
  const of: Cells = { column: found.column, currency: found.currency, money };
  const { say } = speech;
  if (found.histogram.length > 0) {
    return found.histogram.map(({ from, to, count }) => {
      const ends = { from: cellText(from, of, speech), to: cellText(to, of, speech) };
      const values = [filterValue(from, of), filterValue(to, of)];
      return {
        key: `${String(from)}`,
        name: shortNumber(Number(plainText(from, of.column, decimalsOf(of))), speech),
        value: count,
        figure: speech.count(count),
        said: say('explore.bar.range', { ...ends, n: count }),
        filters: [{ column: of.column.name, op: 'between', value: '', values }],
      };
    });
  }
  return found.top.map(({ value, count }) => {
    const name = value === null ? say('explore.emptyValue') : cellText(value, of, speech);
    const filter: Filter =
      value === null
        ? { column: of.column.name, op: 'empty', value: '' }
        : { column: of.column.name, op: '=', value: filterValue(value, of) };
    const figure = speech.count(count);
    return { key: String(value), name, value: count, figure, said: say('explore.bar.value', { value: name, n: count }), filters: [filter] };
  });
}

/** Whether names at the axis are words that need room. */
export const isLying = (found: ColumnFigures): boolean => found.histogram.length === 0;

export type Measure = 'count' | 'sum';
type Time = { readonly day: string; readonly step: Step; readonly measure: Measure; readonly column: CellColumn };

/** One bar a period: how many rows, or the sum of the column. */
export function timeSlices(series: Series, time: Time, speech: Speech): readonly Slice[] {
  const { day, step, measure, column } = time;
  return series.points.map(({ from, to, count, sum }) => {
    const name = periodName(from, step, speech);
    const amount =
      sum === null ? '' : column.type === 'money' && series.currency !== null ? speech.money(sum, series.currency) : speech.decimal(sum);
    return {
      key: from,
      name,
      value: measure === 'sum' ? Number(sum ?? '0') : count,
      figure: measure === 'sum' ? amount : speech.count(count),
      said: speech.say(measure === 'sum' ? 'explore.bar.sum' : 'explore.bar.value', { value: name, n: count, sum: amount }),
      filters: [{ column: day, op: 'between', value: '', values: [from, to] }],
    };
  });
}

/** The filters with those of a slice in place of others on the same column by the same operator. */
export function narrowed(filters: readonly Filter[], by: readonly Filter[]): readonly Filter[] {
  const isReplaced = (old: Filter): boolean => by.some((next) => next.column === old.column && next.op === old.op);
  return [...filters.filter((filter) => !isReplaced(filter)), ...by];
}

/** Numbers have classes and sums worth a look over time; other columns only counts. */
export const hasSums = (column: CellColumn): boolean => isNumeric(column) && ['money', 'quantity', 'weight'].includes(column.type);
