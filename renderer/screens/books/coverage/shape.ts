import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { dayColumnOf } from '../../../../domain/coverage/dated.ts';
import { daysOf, monthsBetween, partOf } from '../../../../domain/coverage/months.ts';
import type { Days, Month } from '../../../../domain/coverage/months.ts';
import type { Filter } from '../../../parts/grid/filters.ts';

export type Coverage = Output<AssayCalls['coverage.get']>;
export type Row = Coverage['rows'][number];
export type Cell = Row['cells'][number];

/** A column of the matrix: a month of the audited period, or all that lies before or after it. */
export type Column = { readonly kind: 'month'; readonly month: string } | { readonly kind: 'before' | 'after' };

export const columnKey = (column: Column): string => (column.kind === 'month' ? column.month : column.kind);

/** The period may begin and end within a month, of which the other days lie outside. */
const isOutside = (coverage: Coverage, side: 'before' | 'after') => (cell: Cell) => {
  const first = cell.days?.from ?? daysOf(cell.month as Month).from;
  return cell.state === 'outside' && (side === 'before' ? first < coverage.period.from : first > coverage.period.to);
};

/** The months of the period; a column beside them where records lie outside. */
export function columnsOf(coverage: Coverage): readonly Column[] {
  const has = (side: 'before' | 'after'): boolean => coverage.rows.some((row) => row.cells.some(isOutside(coverage, side)));
  const months = monthsBetween(coverage.from as Month, coverage.to as Month).map((month): Column => ({ kind: 'month', month }));
  return [...(has('before') ? [{ kind: 'before' } as const] : []), ...months, ...(has('after') ? [{ kind: 'after' } as const] : [])];
}

/** What stands in one place of the matrix: nothing for a table whose records belong to no month. */
export type Shown = Pick<Cell, 'received' | 'expected' | 'missing' | 'by' | 'state' | 'days' | 'said'> & {
  readonly months: readonly Cell[];
};

export function shownAt(coverage: Coverage, row: Row, column: Column): Shown | null {
  if (column.kind === 'month') {
    const cell = row.cells.find((one) => one.month === column.month && one.state !== 'outside');
    return cell === undefined ? null : { ...cell, months: [] };
  }
  const months = row.cells.filter(isOutside(coverage, column.kind));
  const received = months.reduce((n, cell) => n + cell.received, 0);
  return received === 0 ? null : { received, expected: null, missing: 0, by: 'none', state: 'outside', days: null, said: null, months };
}

/** Of the expected records those that came: what came beside them makes up for none that is missing. */
export const foundOf = ({ expected, missing, received }: Pick<Shown, 'expected' | 'missing' | 'received'>): number =>
  expected === null ? received : Math.min(received, expected - missing);

/** Where somebody is in the matrix: `declarations~2026-03`. */
export type Place = { readonly table: TableName; readonly column: string };

export const placeText = ({ table, column }: Place): string => `${table}~${column}`;

/** The place that an address names, if the matrix has it; else the first that something is wrong with, else the first. */
export function placeOf(at: string | undefined, coverage: Coverage, columns: readonly Column[]): Place | null {
  const [table, column] = at?.split('~') ?? [];
  const row = coverage.rows.find((one) => one.table === table);
  const known = columns.find((one) => columnKey(one) === column);
  if (row !== undefined) return { table: row.table, column: known === undefined ? firstColumn(columns) : columnKey(known) };
  const wrong = coverage.rows.flatMap((one) =>
    one.cells
      .filter((cell) => cell.state === 'missing' || cell.state === 'short')
      .map((cell) => ({ table: one.table, column: cell.month })),
  );
  const [first] = coverage.rows;
  return wrong[0] ?? (first === undefined ? null : { table: first.table, column: firstColumn(columns) });
}

const firstColumn = (columns: readonly Column[]): string => {
  const month = columns.find((one) => one.kind === 'month') ?? columns[0];
  return month === undefined ? '' : columnKey(month);
};

/** The filters under which a book shows the rows of a place. */
export function filtersOf(coverage: Coverage, { table, column }: Place): readonly Filter[] {
  const name = dayColumnOf(table);
  if (name === null) return [];
  if (column === 'before') return [{ column: name, op: '<', value: coverage.period.from }];
  if (column === 'after') return [{ column: name, op: '>', value: coverage.period.to }];
  const month = column as Month;
  const { from, to } = partOf(month, coverage.period as Days) ?? daysOf(month);
  return [
    { column: name, op: '>=', value: from },
    { column: name, op: '<=', value: to },
  ];
}
