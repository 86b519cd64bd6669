import type { ReadDb } from '../store.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { BookImport } from './books-imports.ts';
import { placeOf } from './books-rows.ts';

type Cells = Record<string, string | bigint | null>;

/** Cells by column name; scaled numbers as bigint, counts and grams too. */
export type NamedRow = { readonly name: string; readonly id: bigint; readonly cells: Readonly<Cells> };

/**
 * Rows by their names, in the given order; a name that is not of this table, or of an import that is not visible, is left out.
 * @param visible the imports of the case that have an operation
 */
export function namedRows(db: ReadDb, table: TableName, names: readonly string[], visible: readonly BookImport[]): readonly NamedRow[] {
  const columns = tables[table].map((column) => column.name).join(', ');
  const select = db.prepare<Cells & { id: bigint }>(`SELECT id, ${columns} FROM ${table} WHERE id = ?`).safeIntegers();
  const owners = (evidence: string): readonly BookImport[] =>
    visible.filter((one) => one.rows > 0 && one.table === table && one.evidence === evidence);
  return names.flatMap((name) => {
    const parts = parseRowName(name);
    if (parts === null || parts.table !== table) return [];
    const place = placeOf(db, owners(parts.evidence), parts.locator);
    const row = place === null ? undefined : select.get(BigInt(place.id));
    if (row === undefined) return [];
    const { id, ...cells } = row;
    return [{ name, id, cells }];
  });
}

/** The rates that declarations of that day state for the currency, each once. */
export function statedRates(
  db: ReadDb,
  of: { readonly currency: string; readonly day: string },
  visible: readonly BookImport[],
): readonly { readonly rateE8: bigint; readonly unit: bigint }[] {
  const sql = `SELECT DISTINCT fx_rate_e8 AS rateE8, coalesce(fx_unit, 1) AS unit FROM declarations
    WHERE reg_date = ? AND currency = ? AND fx_rate_e8 IS NOT NULL AND import_no IN (SELECT value FROM json_each(?))`;
  const numbers = JSON.stringify(visible.map((one) => one.importNo));
  return db.prepare<{ rateE8: bigint; unit: bigint }>(sql).safeIntegers().all(of.day, of.currency, numbers);
}
