import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { businessKeys } from '../../domain/model/business-keys.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { connect } from '../connect.ts';
import { asRefused } from '../failures.ts';
import type { BookImport } from './books-imports.ts';
import type { BooksPlace } from './books-load.ts';
import { matchRepeated } from './repeated-keys.ts';

/** Two imports of one table. */
export type Compared = { readonly table: TableName; readonly older: BookImport; readonly newer: BookImport };

/** Ids of rows; changed rows as pairs: older, newer, older, newer … */
export type Differences = {
  readonly key: readonly string[];
  readonly same: number;
  readonly added: Uint32Array;
  readonly changed: Uint32Array;
  readonly vanished: Uint32Array;
  /** keys that stand for several rows in either; their rows are held against each other by their whole content */
  readonly repeatedKeys: number;
};

/** What a comparison says between its steps. @returns true to stop */
export type Between = (step: number, steps: number) => Promise<void>;

type Db = Database.Database;
type Side = 'older' | 'newer';

const steps = 6;

/**
 * A connection that may only read, with the imported values of overridden rows beside it: an auditor's correction is no change of the
 * trader's. Work tables lie in memory, never on disk.
 */
async function withImported<T>(place: BooksPlace, of: Compared, work: (db: Db, originals: boolean) => Promise<T>): Promise<T> {
  const db = connect(place.file, place.key, { readonly: true, cacheMiB: 128 });
  try {
    db.exec('BEGIN');
    return await work(db, takeOriginals(db, of));
  } catch (error) {
    throw asRefused(error, basename(place.file));
  } finally {
    db.close();
  }
}

const columnsOf = (table: TableName): readonly string[] => tables[table].map((column) => column.name);

/** @returns whether any row of the two has an override over it */
function takeOriginals(db: Db, { table, older, newer }: Compared): boolean {
  const within = (one: BookImport): string => `row_id BETWEEN ${one.firstId} AND ${one.firstId + one.rows - 1}`;
  const sql = `SELECT row_id AS id, column_name AS name, value FROM original_cell WHERE table_name = ? AND (${within(older)} OR ${within(newer)})`;
  const cells = db.prepare<[string], { id: number; name: string; value: string | number | null }>(sql).all(table);
  if (cells.length === 0) return false;
  const columns = columnsOf(table).join(', ');
  db.exec(`CREATE TEMP TABLE original (id INTEGER PRIMARY KEY, ${columns})`);
  const ids = JSON.stringify([...new Set(cells.map((cell) => cell.id))]);
  db.prepare(`INSERT INTO temp.original SELECT id, ${columns} FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`).run(ids);
  for (const { id, name, value } of cells) {
    const bound = typeof value === 'number' ? BigInt(value) : value;
    db.prepare(`UPDATE temp.original SET ${name} = ? WHERE id = ?`).run(bound, BigInt(id));
  }
  return true;
}

/** A cell as it was imported. @param row alias of the table @param over alias of the imported values beside it */
const imported = (column: string, row: string, over: string | null): string =>
  over === null ? `${row}.${column}` : `CASE WHEN ${over}.id IS NULL THEN ${row}.${column} ELSE ${over}.${column} END`;

const beside = (row: string, over: string | null): string =>
  over === null ? '' : ` LEFT JOIN temp.original ${over} ON ${over}.id = ${row}.id`;

const rangeOf = (one: BookImport): readonly [bigint, bigint] => [BigInt(one.firstId), BigInt(one.firstId + one.rows - 1)];

/** The first key of which both imports have every column filled somewhere. */
function chosenKey(db: Db, { table, older, newer }: Compared): readonly string[] {
  const alternatives = businessKeys[table];
  const filled = (column: string, one: BookImport): boolean =>
    db.prepare(`SELECT 1 FROM ${table} WHERE id BETWEEN ? AND ? AND ${column} IS NOT NULL LIMIT 1`).get(...rangeOf(one)) !== undefined;
  const fits = (columns: readonly string[]): boolean => columns.every((column) => filled(column, older) && filled(column, newer));
  return alternatives.find(fits) ?? alternatives.at(-1) ?? [];
}

type Keyed = { readonly of: Compared; readonly key: readonly string[]; readonly originals: boolean };

/** The keys of one import in their order; an empty cell is an empty text, which no filled one is. */
function takeKeys(db: Db, side: Side, { of, key, originals }: Keyed): void {
  const over = originals ? 'x' : null;
  const parts = key.map((column) => `ifnull(${imported(column, 't', over)}, '')`).join(' || char(31) || ');
  db.exec(`CREATE TEMP TABLE ${side}_key (key TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID`);
  const source = `${of.table} t${beside('t', over)} WHERE t.id BETWEEN ? AND ?`;
  db.prepare(`INSERT INTO temp.${side}_key SELECT ${parts}, t.id FROM ${source} ORDER BY 1, 2`).run(...rangeOf(of[side]));
}

/** How many rows of the newer import bear a key that the older one has. */
export async function sharedKeys(place: BooksPlace, of: Compared): Promise<number> {
  return await withImported(place, of, async (db, originals) => {
    const keyed = { of, key: chosenKey(db, of), originals };
    takeKeys(db, 'older', keyed);
    takeKeys(db, 'newer', keyed);
    const sql = 'SELECT count(*) FROM temp.newer_key n WHERE EXISTS (SELECT 1 FROM temp.older_key o WHERE o.key = n.key)';
    return Number(db.prepare(sql).pluck().get());
  });
}

/**
 * For rows of the older import the row of the newer one that bears the same key; none where there is no such row, or where the key stands
 * for several. @param ids of the older import
 */
export async function partnersOf(
  place: BooksPlace,
  of: Compared,
  ids: readonly number[],
): Promise<readonly (readonly [older: number, newer: number])[]> {
  return await withImported(place, of, async (db, originals) => {
    const keyed = { of, key: chosenKey(db, of), originals };
    takeKeys(db, 'older', keyed);
    takeKeys(db, 'newer', keyed);
    takeRepeated(db);
    const sql = `SELECT o.id, n.id FROM temp.older_key o CROSS JOIN temp.newer_key n ON n.key = o.key
      WHERE o.id IN (SELECT value FROM json_each(?)) AND ${notRepeated('o.key')} ORDER BY o.id`;
    return db.prepare(sql).raw().all(JSON.stringify(ids)) as [number, number][];
  });
}

/** Holds a newer export of a book against an older one, row by row of the business key, by the values that were imported. */
export async function findDifferences(place: BooksPlace, of: Compared, between: Between): Promise<Differences> {
  return await withImported(place, of, async (db, originals) => {
    const keyed = { of, key: chosenKey(db, of), originals };
    takeKeys(db, 'older', keyed);
    await between(1, steps);
    takeKeys(db, 'newer', keyed);
    await between(2, steps);
    const repeated = takeRepeated(db);
    const byContent = matchRepeated(db, { table: of.table, columns: columnsOf(of.table), originals });
    await between(3, steps);
    const [added, vanished] = [onlyIn(db, 'newer'), onlyIn(db, 'older')];
    await between(4, steps);
    const changed = changedPairs(db, keyed);
    await between(5, steps);
    const all = (own: Uint32Array, more: readonly number[]): Uint32Array => Uint32Array.from([...own, ...more]).sort();
    const [gone, come] = [all(vanished, byContent.vanished), all(added, byContent.added)];
    const same = of.newer.rows - come.length - changed.length / 2;
    return { key: keyed.key, same, added: come, changed, vanished: gone, repeatedKeys: repeated };
  });
}

function takeRepeated(db: Db): number {
  const of = (side: Side): string => `SELECT key FROM temp.${side}_key GROUP BY key HAVING count(*) > 1`;
  db.exec(`CREATE TEMP TABLE repeated (key TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO temp.repeated ${of('older')} UNION ${of('newer')}`);
  return Number(db.prepare('SELECT count(*) FROM temp.repeated').pluck().get());
}

const notRepeated = (key: string): string => `NOT EXISTS (SELECT 1 FROM temp.repeated r WHERE r.key = ${key})`;

function onlyIn(db: Db, side: Side): Uint32Array {
  const other = side === 'newer' ? 'older' : 'newer';
  const sql = `SELECT k.id FROM temp.${side}_key k WHERE NOT EXISTS (SELECT 1 FROM temp.${other}_key o WHERE o.key = k.key) AND ${notRepeated('k.key')}`;
  return Uint32Array.from(db.prepare(sql).pluck().iterate() as Iterable<number>);
}

/** Rows of one key whose cells differ, in the order of the newer import. */
function changedPairs(db: Db, { of, originals }: Keyed): Uint32Array {
  const { table } = of;
  const [before, after] = originals ? (['xo', 'xn'] as const) : ([null, null] as const);
  const equal = columnsOf(table)
    .map((column) => `${imported(column, 'o', before)} IS ${imported(column, 'n', after)}`)
    .join(' AND ');
  const pairs = `temp.older_key ok CROSS JOIN temp.newer_key nk ON nk.key = ok.key`;
  const rows = `CROSS JOIN ${table} o ON o.id = ok.id CROSS JOIN ${table} n ON n.id = nk.id`;
  const sql = `SELECT o.id, n.id FROM ${pairs} ${rows}${beside('o', before)}${beside('n', after)} WHERE ${notRepeated('ok.key')} AND NOT (${equal})`;
  const found: [number, number][] = [];
  for (const pair of db.prepare(sql).raw().iterate() as Iterable<[number, number]>) found.push(pair);
  found.sort((a, b) => a[1] - b[1]);
  return Uint32Array.from(found.flat());
}
