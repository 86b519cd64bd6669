import type { Population } from '../../domain/catalogue/audit-test.ts';
import { columnOf } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';

export type PeerGoods = { readonly hs: string; readonly origin: string };

/** Whoever judges rows asks for a column once for each of them. */
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

/** More rows than these say nothing more in a picture. */
const mostRows = 20_000;

/**
 * The declaration lines of one code and origin, found by their index, as columns.
 * @param columns numbers and texts of `declarations` @returns the rows, and whether there are more; their names are not known
 */
export function peerRows(
  db: ReadDb,
  columns: readonly string[],
  given: { readonly goods: PeerGoods; readonly imports: readonly BookImport[] },
): { readonly rows: Population; readonly cut: boolean } {
  const names = [...new Set(columns)];
  for (const name of names) if (columnOf('declarations', name) === undefined) throw new Refused({ code: 'column_unknown', at: name });
  const visible = given.imports.filter((i) => i.table === 'declarations');
  const shown = (id: number): boolean => visible.some((i) => id >= i.firstId && id < i.firstId + i.rows);
  const all = db
    .prepare<Readonly<Record<string, string | number | null>>>(
      `SELECT id, ${names.join(', ')} FROM declarations WHERE hs_code = ? AND origin_country = ? LIMIT ?`,
    )
    .all(given.goods.hs, given.goods.origin, BigInt(mostRows + 1));
  const rows = all.slice(0, mostRows).filter((row) => shown(Number(row['id'])));
  const cell = (column: string) => rows.map((row) => row[column] ?? null);
  return {
    cut: all.length > mostRows,
    rows: {
      n: rows.length,
      rank: Float64Array.from(rows, (_, i) => i),
      nameOf: (i) => {
        throw new RangeError(`row ${i} of a picture has no name`);
      },
      number: once((column) => ({
        values: Float64Array.from(cell(column), Number),
        present: Uint8Array.from(cell(column), (value) => (value === null ? 0 : 1)),
      })),
      text: once((column) => cell(column).map((value) => (value === null ? null : String(value)))),
    },
  };
}
