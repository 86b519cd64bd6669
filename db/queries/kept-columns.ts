import type { ReadDb } from '../store.ts';
import { readColumns } from './columns.ts';
import type { LoadedColumn, Visible } from './columns.ts';

/**
 * Columns that stay in memory between two runs. Imported rows never change, so a column is known by its table, its imports and its name:
 * another import, or one that was purged and imported again, is another column.
 */
export type KeptColumns = {
  /** The columns by name, read where they are not kept. @throws Refused column_unknown */
  readonly of: (db: ReadDb, visible: Visible, names: readonly string[]) => ReadonlyMap<string, LoadedColumn>;
  /** bytes that are kept, by estimate */
  readonly bytes: () => number;
};

const keyOf = ({ table, imports }: Visible, name: string): string =>
  [table, name, ...imports.map((i) => `${i.importId}:${i.importNo}:${i.firstId}:${i.rows}`)].join('|');

/** @param mostBytes above it, by estimate, the columns that were not asked for longest are let go after a run; 0 keeps none */
export function keepColumns(mostBytes: number): KeptColumns {
  const kept = new Map<string, LoadedColumn>();
  const bytes = (): number => [...kept.values()].reduce((n, column) => n + column.bytes, 0);
  return {
    bytes,
    of: (db, visible, names) => {
      const found = new Map<string, LoadedColumn>();
      for (const name of new Set(names)) {
        const column = kept.get(keyOf(visible, name));
        if (column !== undefined) found.set(name, column);
      }
      const absent = [...new Set(names)].filter((name) => !found.has(name));
      for (const column of readColumns(db, visible, absent)) found.set(column.name, column);
      for (const [name, column] of found) {
        kept.delete(keyOf(visible, name));
        kept.set(keyOf(visible, name), column);
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
