import type { Population, PopulationSpec } from '../../domain/catalogue/audit-test.ts';
import { columnOf } from '../../domain/model/books.ts';
import { rowName } from '../../domain/model/ids.ts';
import type { Sha256 } from '../../domain/model/ids.ts';

/** A row as tests write it: values by column; `#` = its record in the file, counted from 1 when absent. */
export type TestRow = { readonly [column: string]: string | number | null };

export const evidence = 'a'.repeat(64) as Sha256;
export const nameOfRow = (table: string, ordinal: number): string => rowName(evidence, table, ordinal);

/** The columns of a population out of rows, as the store would give them. */
export function population(spec: PopulationSpec, rows: readonly TestRow[]): Population {
  const kept = rows
    .map((row, i) => ({ row, ordinal: Number(row['#'] ?? i + 1) }))
    .filter(({ row }) => spec.prefix === undefined || String(row[spec.prefix.column] ?? '').startsWith(spec.prefix.value));
  const check = (column: string): void => {
    if (!spec.columns.includes(column) || columnOf(spec.table, column) === undefined)
      throw new RangeError(`not in the population: ${column}`);
  };
  return {
    n: kept.length,
    rank: Float64Array.from(kept, ({ ordinal }) => ordinal),
    nameOf: (i) => rowName(evidence, spec.table, kept[i]?.ordinal ?? 0),
    number: (column) => {
      check(column);
      const values = kept.map(({ row }) => row[column] ?? null);
      return { values: Float64Array.from(values, (v) => Number(v ?? 0)), present: Uint8Array.from(values, (v) => (v === null ? 0 : 1)) };
    },
    text: (column) => {
      check(column);
      return kept.map(({ row }) => (row[column] === null || row[column] === undefined ? null : String(row[column])));
    },
  };
}
