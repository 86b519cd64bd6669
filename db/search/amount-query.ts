import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { conditionOf } from '../repositories/books-filter.ts';
import type { Condition, MoneyDigits } from '../repositories/books-filter.ts';
import { isIndexed } from '../repositories/books-indexes.ts';
import { keptStatement } from '../kept-statements.ts';
import type { ReadDb } from '../store.ts';

/** Between thousands: a space of any width, an apostrophe. */
const gap = /[ \u00a0\u202f'’]/g;
const plain = /^\d{1,15}(?:[.,]\d{1,6})?$/;
const inThousands = /^\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,6})?$/;
/** Points or commas between thousands, and the other one before the decimals: `1.250,50`, `1,250.50`. */
const inMarks = /^\d{1,3}(?:(?:\.\d{3})+,\d{1,6}|(?:,\d{3})+\.\d{1,6})$/;
/** `1,250`, `1.250`: a thousand and more, or one and a quarter. */
const twofold = /^\d{1,3}(?:[.,]\d{3})$/;
/** Shorter whole numbers are rather a place in a list. */
const wholeAtLeast = 3;

/** What a person typed, when it is an amount and nothing else, as the decimals that may be meant; none for anything else. */
export function amountsIn(search: string): readonly string[] {
  const text = search.trim().replace(/^[-−]/, '');
  const sign = text === search.trim() ? '' : '-';
  const meant = ((): readonly string[] => {
    if (twofold.test(text)) return [text.replace(',', '.'), text.replace(/[.,]/, '')];
    if (inMarks.test(text)) {
      const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
      return [`${text.slice(0, at).replaceAll(/[.,]/g, '')}.${text.slice(at + 1)}`];
    }
    if (/^\d+$/.test(text) && text.length < wholeAtLeast) return [];
    return plain.test(text) || inThousands.test(text) ? [text.replaceAll(gap, '').replace(',', '.')] : [];
  })();
  return meant.map((one) => sign + one);
}

/** Tables of so many rows are looked through; of larger ones only columns with an index are. */
const lookedThrough = 50_000;

/** Rows that a table has, of all imports. */
const rowsOf = (db: ReadDb, table: TableName): number =>
  keptStatement<{ n: number }>(db, 'SELECT coalesce(sum(rows), 0) AS n FROM book_import WHERE table_name = ?').get(table)?.n ?? 0;

/**
 * Rows that have the amount in one of their amount columns. In a table of more than 50,000 rows the columns without an index are left out:
 * to read them all takes longer than a person waits for a word.
 * @returns ids, in no order
 */
export function rowsWithAmount(db: ReadDb, table: TableName, search: string, money: MoneyDigits): readonly number[] {
  const amounts = amountsIn(search);
  if (amounts.length === 0) return [];
  const all = rowsOf(db, table) <= lookedThrough;
  const columns = tables[table].filter(({ type, name }) => type === 'money' && (all || isIndexed(table, name)));
  const conditions = columns.flatMap(({ name }) =>
    amounts.map((value): Condition => conditionOf(table, { column: name, op: '=', value }, money)),
  );
  const found = conditions.flatMap(({ sql, values }) =>
    db
      .prepare<number>(`SELECT id FROM ${table} WHERE ${sql}`)
      .pluck()
      .all(...values),
  );
  return [...new Set(found)];
}
