import type { Population } from '../../domain/catalogue/audit-test.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { parseRowName, rowName } from '../../domain/model/ids.ts';
import type { RowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import { placeOf } from '../repositories/books-rows.ts';
import type { ReadDb } from '../store.ts';
import { visibleOf } from './columns.ts';
import type { Visible } from './columns.ts';
import type { KeptColumns } from './kept-columns.ts';
import { loadPopulation } from './population.ts';

/** Room for the rows of one import in a rank (db/queries/population.ts). */
const ranksPerImport = 2 ** 32;

/** Between ranks, ids and names of the visible rows of one table. */
export type RowPlaces = {
  readonly table: TableName;
  /** @throws Refused row_missing */
  readonly idOf: (rank: number) => number;
  /** the name as it is written in links @throws Refused row_missing */
  readonly nameOf: (rank: number) => RowName;
  /** told by the file and the row's place in it, without looking the row up: the same on every laptop */
  readonly tagOf: (rank: number) => string;
  /** ranks by name; names of rows that are not visible are absent */
  readonly ranksOf: (names: readonly string[]) => ReadonlyMap<string, number>;
};

/** So many names are looked up one by one; more are found in one pass over their files. */
const fewNames = 2_000;

function rankOfId({ imports }: Visible, id: number): number | null {
  const at = imports.findIndex((one) => id >= one.firstId && id < one.firstId + one.rows);
  return at < 0 ? null : at * ranksPerImport + id - (imports[at]?.firstId ?? 0);
}

function lookUp(db: ReadDb, visible: Visible, names: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const name of names) {
    const parts = parseRowName(name);
    if (parts === null || parts.table !== visible.table) continue;
    const place = placeOf(
      db,
      visible.imports.filter((one) => one.evidence === parts.evidence),
      parts.locator,
    );
    const rank = place === null ? null : rankOfId(visible, place.id);
    if (rank !== null) found.set(name, rank);
  }
  return found;
}

/** Names of one file differ in their locators: one pass over the file's rows tells them all. */
function lookThrough(db: ReadDb, visible: Visible, names: readonly string[]): ReadonlyMap<string, number> {
  const byEvidence = new Map<string, Map<string, string>>();
  for (const name of names) {
    const parts = parseRowName(name);
    if (parts === null || parts.table !== visible.table) continue;
    const own = byEvidence.get(parts.evidence) ?? new Map<string, string>();
    byEvidence.set(parts.evidence, own);
    own.set(parts.locator, name);
  }
  const found = new Map<string, number>();
  const rows = db.prepare(`SELECT id, ordinal, locator FROM ${visible.table} WHERE id BETWEEN ? AND ?`).raw();
  visible.imports.forEach((one, at) => {
    const wanted = byEvidence.get(one.evidence);
    if (wanted === undefined) return;
    const range = [BigInt(one.firstId), BigInt(one.firstId + one.rows - 1)] as const;
    for (const row of rows.iterate(...range) as Iterable<readonly [number, number, string | null]>) {
      const name = wanted.get(row[2] ?? String(row[1]));
      if (name !== undefined && !found.has(name)) found.set(name, at * ranksPerImport + row[0] - one.firstId);
    }
  });
  return found;
}

/** @param imports the imports that are visible */
export function rowPlaces(db: ReadDb, table: TableName, imports: readonly BookImport[]): RowPlaces {
  const visible = visibleOf(table, imports);
  const place = db.prepare<{ ordinal: number; locator: string | null }>(`SELECT ordinal, locator FROM ${table} WHERE id = ?`);
  const ownerOf = (rank: number): BookImport => {
    const owner = visible.imports[Math.floor(rank / ranksPerImport)];
    if (owner === undefined) throw new Refused({ code: 'row_missing', at: `${table}:${rank}` });
    return owner;
  };
  const idOf = (rank: number): number => ownerOf(rank).firstId + (rank % ranksPerImport);
  return {
    table,
    idOf,
    nameOf: (rank) => {
      const found = place.get(BigInt(idOf(rank)));
      if (found === undefined) throw new Refused({ code: 'row_missing', at: `${table}:${rank}` });
      return rowName(ownerOf(rank).evidence, table, found.locator ?? found.ordinal);
    },
    tagOf: (rank) => {
      const owner = ownerOf(rank);
      const part = visible.imports.filter((one) => one.evidence === owner.evidence).indexOf(owner);
      return `${owner.evidence}:${table}:${part}:${rank % ranksPerImport}`;
    },
    ranksOf: (names) => (names.length <= fewNames ? lookUp(db, visible, names) : lookThrough(db, visible, names)),
  };
}

export type FoundRow = Readonly<Record<string, string | bigint | null>>;

/** Cells of rows by id; scaled numbers as bigint, counts and grams too. A row that is gone is absent. */
export function cellsById(db: ReadDb, table: TableName, ids: readonly number[]): ReadonlyMap<number, FoundRow> {
  const columns = tables[table].map((column) => column.name).join(', ');
  const select = db.prepare<FoundRow>(`SELECT ${columns} FROM ${table} WHERE id = ?`).safeIntegers();
  const found = new Map<number, FoundRow>();
  for (const id of new Set(ids)) {
    const row = select.get(BigInt(id));
    if (row !== undefined) found.set(id, row);
  }
  return found;
}

/** The rows of one side of a match, all of them, as columns. @throws Refused column_unknown */
export const sideRows = (
  db: ReadDb,
  side: { readonly table: TableName; readonly columns: readonly string[] },
  from: { readonly imports: readonly BookImport[]; readonly kept: KeptColumns },
): Population => loadPopulation(db, { table: side.table, columns: side.columns }, from.imports, from.kept);
