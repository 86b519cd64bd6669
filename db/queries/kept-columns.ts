import { columnOf } from '../../domain/model/books.ts';
import { overridesOfColumn } from '../repositories/books-originals.ts';
import type { ReadDb } from '../store.ts';
import { readColumns } from './columns.ts';
import type { LoadedColumn, Visible } from './columns.ts';

/**
 * Columns that stay in memory between two runs. Imported rows never change, so a column is known by its table, its imports, its name and
 * the values that the auditor put over its own: another import, or one that was purged and imported again, is another column.
 */
export type KeptColumns = {
  /** The columns by name, read where they are not kept. @throws Refused column_unknown */
  readonly of: (db: ReadDb, visible: Visible, names: readonly string[]) => ReadonlyMap<string, LoadedColumn>;
  /** bytes that are kept, by estimate */
  readonly bytes: () => number;
};

function keyOf(db: ReadDb, { table, imports }: Visible, name: string): string {
  const over = columnOf(table, name) === undefined ? '' : overridesOfColumn(db, table, name);
  return [table, name, ...imports.map((i) => `${i.importId}:${i.importNo}:${i.firstId}:${i.rows}`), over].join('|');
}

/** @param mostBytes above it, by estimate, the columns that were not asked for longest are let go after a run; 0 keeps none */
export function keepColumns(mostBytes: number): KeptColumns {
  const kept = new Map<string, LoadedColumn>();
  const bytes = (): number => [...kept.values()].reduce((n, column) => n + column.bytes, 0);
  return {
    bytes,
    of: (db, visible, names) => {
      const found = new Map<string, LoadedColumn>();
      const keys = new Map([...new Set(names)].map((name) => [name, keyOf(db, visible, name)]));
      for (const [name, key] of keys) {
        const column = kept.get(key);
        if (column !== undefined) found.set(name, column);
      }
      const absent = [...new Set(names)].filter((name) => !found.has(name));
      for (const column of readColumns(db, visible, absent)) found.set(column.name, column);
      for (const [name, column] of found) {
        const key = keys.get(name) ?? '';
        kept.delete(key);
        kept.set(key, column);
      }
      let left = bytes();
      for (const [key, column] of kept) {
        if (left <= mostBytes) break;
        kept.delete(key);
        left -= column.bytes;
      }
      return found;
    },
  };
}
