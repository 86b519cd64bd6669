import { dayColumnOf, numberColumnOf } from '../../domain/coverage/dated.ts';
import type { Counted, Listed } from '../../domain/coverage/coverage.ts';
import { monthOf } from '../../domain/coverage/months.ts';
import type { Days, Month } from '../../domain/coverage/months.ts';
import { comparedColumns, compareRegister, declarationDays, listedMonths, registerColumnsRead } from '../../domain/coverage/register.ts';
import type { MoneyDigits, RegisterComparison, Rows } from '../../domain/coverage/register.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';
import { readColumns, visibleOf } from './columns.ts';

/** Where the visible rows of a table lie; null when every row of the table is visible. */
function rangesOf(db: ReadDb, table: TableName, imports: readonly BookImport[]): readonly BookImport[] | null {
  const stored = db.prepare<number>('SELECT coalesce(sum(rows), 0) FROM book_import WHERE table_name = ?').pluck().get(table) ?? 0;
  const own = imports.filter((one) => one.table === table && one.rows > 0);
  return own.reduce((n, one) => n + one.rows, 0) === stored ? null : own;
}

type DayCount = { readonly day: string | null; readonly n: number };

/** How many rows have which day: one pass over the index of days where there is one, which is in their order. */
function countDays(db: ReadDb, table: TableName, given: { readonly column: string; readonly imports: readonly BookImport[] }): DayCount[] {
  const ranges = rangesOf(db, table, given.imports);
  const where = ranges === null ? '' : ` WHERE ${ranges.map(() => 'id BETWEEN ? AND ?').join(' OR ')}`;
  const values = (ranges ?? []).flatMap((one) => [BigInt(one.firstId), BigInt(one.firstId + one.rows - 1)]);
  if (ranges?.length === 0) return [];
  const sql = `SELECT ${given.column} AS day, count(*) AS n FROM ${table}${where} GROUP BY ${given.column}`;
  return db.prepare<DayCount>(sql).all(...values);
}

const rowsOf = (table: TableName, imports: readonly BookImport[]): number =>
  imports.reduce((n, one) => n + (one.table === table ? one.rows : 0), 0);

/** The visible rows of a table as columns, in the order of their import. */
function columnsOf(
  db: ReadDb,
  table: TableName,
  given: { readonly names: readonly string[]; readonly imports: readonly BookImport[] },
): Rows {
  // not in the order of their evidence: of two lists of the register the later one is the newer
  const visible = { ...visibleOf(table, given.imports), imports: given.imports.filter((one) => one.table === table && one.rows > 0) };
  const loaded = new Map(readColumns(db, visible, given.names).map((column) => [column.name, column]));
  return {
    n: visible.rows,
    text: (column) => loaded.get(column)?.text ?? [],
    number: (column) => loaded.get(column)?.number ?? null,
  };
}

/** Numbers and days of declarations: each by its own index where there is one, a tenth of the pages of the table. */
function numbered(db: ReadDb, table: TableName, imports: readonly BookImport[]): Rows {
  const numbers = columnsOf(db, table, { names: ['reg_no'], imports });
  const days = columnsOf(db, table, { names: ['reg_date'], imports });
  return { n: numbers.n, text: (column) => (column === 'reg_no' ? numbers : days).text(column), number: () => null };
}

/** Records by month; of the months in which a period begins and ends only what lies in it, the rest beside. */
function byMonth(days: Iterable<readonly [day: string, n: number]>, period: Days | undefined): Pick<Counted, 'months' | 'beside'> {
  const months = new Map<Month, number>();
  let [before, after] = [0, 0];
  for (const [day, n] of days) {
    const month = monthOf(day);
    if (period !== undefined && day < period.from && month === monthOf(period.from)) before += n;
    else if (period !== undefined && day > period.to && month === monthOf(period.to)) after += n;
    else months.set(month, (months.get(month) ?? 0) + n);
  }
  return period === undefined ? { months } : { months, beside: { before, after } };
}

/** Records of a table by month; those without a day apart. @param imports the visible ones, in the order of import @param period audited */
export function countMonths(db: ReadDb, table: TableName, imports: readonly BookImport[], period?: Days): Counted {
  const column = dayColumnOf(table);
  const rows = rowsOf(table, imports);
  if (column === null || rows === 0) return { table, months: new Map(), undated: rows };
  // a declaration has its number and its day in every row: neither can be empty
  if (numberColumnOf(table) !== null) return { table, ...byMonth(declarationDays(numbered(db, table, imports)), period), undated: 0 };
  const counts = countDays(db, table, { column, imports });
  const dated = counts.flatMap(({ day, n }) => (day === null ? [] : [[day, n] as const]));
  const undated = counts.reduce((sum, { day, n }) => sum + (day === null ? n : 0), 0);
  return { table, ...byMonth(dated, period), undated };
}

/** What the register lists by month and how much of it the books have; null without a register. */
export const countListed = (db: ReadDb, imports: readonly BookImport[], period?: Days): Listed | null =>
  rowsOf('register', imports) === 0 ? null : listedMonths(numbered(db, 'register', imports), numbered(db, 'declarations', imports), period);

/** Every declaration of the books held against the register. */
export function compareWithRegister(db: ReadDb, imports: readonly BookImport[], digits: MoneyDigits): RegisterComparison {
  const register = columnsOf(db, 'register', { names: registerColumnsRead, imports });
  const books = columnsOf(db, 'declarations', { names: comparedColumns, imports });
  return compareRegister(register, books, digits);
}

export type OutsideRows = { readonly n: number; readonly first: string; readonly last: string };

/** Rows of an import whose day lies outside a period, with the first and the last such day; null when there are none. */
export function rowsOutside(
  db: ReadDb,
  one: Pick<BookImport, 'table' | 'firstId' | 'rows'>,
  period: { readonly from: string; readonly to: string },
): OutsideRows | null {
  const column = dayColumnOf(one.table);
  if (column === null || one.rows === 0) return null;
  // the index of days is walked, not the rows: hardly any lie outside
  const found = (['<', '>'] as const).map((side) => {
    const sql = `SELECT count(*) AS n, min(${column}) AS first, max(${column}) AS last FROM ${one.table}
      WHERE ${column} ${side} ? AND +id BETWEEN ? AND ?`;
    const bound = side === '<' ? period.from : period.to;
    return db.prepare<OutsideRows>(sql).get(bound, BigInt(one.firstId), BigInt(one.firstId + one.rows - 1));
  });
  const some = found.filter((side) => side !== undefined && side.n > 0) as OutsideRows[];
  const [first, last] = [some[0], some.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { n: some.reduce((n, side) => n + side.n, 0), first: first.first, last: last.last };
}
