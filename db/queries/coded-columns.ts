import type { NumberColumn } from '../../domain/catalogue/audit-test.ts';
import type { TableName } from '../../domain/model/books.ts';
import { listBookImports } from '../repositories/books-imports.ts';
import type { BookView } from '../repositories/books-view.ts';
import type { ReadDb } from '../store.ts';
import { readColumns, visibleOf } from './columns.ts';
import type { LoadedColumn, Visible } from './columns.ts';

/** Texts by number: cell i is `values[codes[i] - 1]`, and empty where its code is 0. */
export type Coded = { readonly codes: Uint32Array; readonly values: readonly string[] };

/** A column of all visible rows as groups, figures and pictures are made of it. */
export type ColumnCells =
  | { readonly kind: 'text'; readonly text: Coded; readonly bytes: number }
  | { readonly kind: 'number'; readonly number: NumberColumn; readonly bytes: number };

/** Gives equal texts one number, in the order in which they first stand. */
function coded(cells: readonly (string | null)[]): Coded {
  const codes = new Uint32Array(cells.length);
  const values: string[] = [];
  const known = new Map<string, number>();
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? null;
    if (cell === null) continue;
    let code = known.get(cell);
    if (code === undefined) {
      values.push(cell);
      code = values.length;
      known.set(cell, code);
    }
    codes[i] = code;
  }
  return { codes, values };
}

/** What one text of the list takes beside its letters. */
const textBytes = 40;

function cellsOf({ text, number, bytes }: LoadedColumn): ColumnCells {
  if (number !== null) return { kind: 'number', number, bytes };
  const made = coded(text ?? []);
  return { kind: 'text', text: made, bytes: made.codes.length * 4 + made.values.reduce((n, v) => n + textBytes + v.length * 2, 0) };
}

/** Columns kept from question to question. */
export type KeptCells = {
  /** @param done told after each column that had to be read @throws Refused column_unknown */
  readonly of: (db: ReadDb, visible: Visible, names: readonly string[], done?: () => void) => ReadonlyMap<string, ColumnCells>;
};

/** Up to which corrections of the auditor the rows are: they are written over the imported values. */
const overridesHead = (db: ReadDb): string => db.prepare<string>('SELECT head FROM overrides_state').pluck().get() ?? '';

/** @param mostBytes above it, by estimate, the columns not asked for longest are let go; 0 keeps none */
export function keepCells(mostBytes: number): KeptCells {
  const kept = new Map<string, ColumnCells>();
  const letGo = (): void => {
    let bytes = [...kept.values()].reduce((n, column) => n + column.bytes, 0);
    for (const [key, column] of kept) {
      if (bytes <= mostBytes) break;
      kept.delete(key);
      bytes -= column.bytes;
    }
  };
  return {
    of: (db, visible, names, done = () => undefined) => {
      const imports = visible.imports.map((i) => `${i.importId}:${i.importNo}:${i.firstId}:${i.rows}`).join('|');
      const state = `${visible.table}|${imports}|${overridesHead(db)}`;
      const found = new Map<string, ColumnCells>();
      for (const name of new Set(names)) {
        const key = `${state}|${name}`;
        let cells = kept.get(key);
        if (cells === undefined) {
          const [column] = readColumns(db, visible, [name]);
          if (column === undefined) throw new RangeError(`no column ${name}`);
          cells = cellsOf(column);
          done();
        }
        // the newest question comes last
        kept.delete(key);
        kept.set(key, cells);
        found.set(name, cells);
      }
      letGo();
      return found;
    },
  };
}

/** The rows of a list as places in columns: null for every visible row. */
export type Scope = { readonly visible: Visible; readonly places: Uint32Array | null; readonly n: number };

export function scopeOf(db: ReadDb, table: TableName, view: BookView): Scope {
  const known = new Set(view.imports.map((one) => one.importNo));
  const visible = visibleOf(
    table,
    listBookImports(db).filter((one) => known.has(one.importNo)),
  );
  if (view.ids === null || !view.narrowed) return { visible, places: null, n: visible.rows };
  return { visible, places: placesOf(view.ids, visible), n: view.ids.length };
}

/** Rows of an import have ids without holes. */
function placesOf(ids: Uint32Array, { imports }: Visible): Uint32Array {
  const starts: number[] = [];
  imports.reduce((before, one) => {
    starts.push(before - one.firstId);
    return before + one.rows;
  }, 0);
  const places = new Uint32Array(ids.length);
  let [at, first, last] = [0, 0, -1];
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i] ?? 0;
    if (id < first || id > last) {
      at = imports.findIndex((one) => id >= one.firstId && id < one.firstId + one.rows);
      [first, last] = [imports[at]?.firstId ?? 0, (imports[at]?.firstId ?? 0) + (imports[at]?.rows ?? 0) - 1];
    }
    places[i] = id + (starts[at] ?? 0);
  }
  return places;
}
