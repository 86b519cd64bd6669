import type { NumberColumn, Population } from '../../domain/catalogue/audit-test.ts';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { parseRowName, rowName } from '../../domain/model/ids.ts';
import type { RowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import { placeOf } from '../repositories/books-rows.ts';
import type { ReadDb } from '../store.ts';
import { readNumbers, readTexts } from './cell-texts.ts';
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

/** A file all of whose records became rows, named by their ordinals: the place of a row is told by its name. */
type Whole = { readonly at: number; readonly rows: number };

/** By the hash of their file; a file that stands twice in the list is looked up. */
function wholeFiles(db: ReadDb, { table, imports }: Visible): ReadonlyMap<string, Whole> {
  const row = db.prepare<{ ordinal: number; locator: string | null }>(`SELECT ordinal, locator FROM ${table} WHERE id = ?`);
  const found = new Map<string, Whole>();
  imports.forEach((one, at) => {
    if (imports.filter(({ evidence }) => evidence === one.evidence).length > 1) return;
    const [first, last] = [row.get(BigInt(one.firstId)), row.get(BigInt(one.firstId + one.rows - 1))];
    // ordinals grow from one: where the last is as high as there are rows, none is missing
    if (first?.locator === null && last?.ordinal === one.rows) found.set(one.evidence, { at, rows: one.rows });
  });
  return found;
}

/** Ranks of names that tell their place, and the names that have to be looked up. */
function tellRanks(
  visible: Visible,
  whole: ReadonlyMap<string, Whole>,
  names: readonly string[],
): { readonly found: Map<string, number>; readonly others: readonly string[] } {
  const found = new Map<string, number>();
  const others: string[] = [];
  for (const name of names) {
    const parts = parseRowName(name);
    if (parts === null || parts.table !== visible.table) continue;
    const file = whole.get(parts.evidence);
    if (file === undefined) others.push(name);
    else if (/^[1-9]\d{0,9}$/.test(parts.locator) && Number(parts.locator) <= file.rows)
      found.set(name, file.at * ranksPerImport + Number(parts.locator) - 1);
  }
  return { found, others };
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
  const whole = wholeFiles(db, visible);
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
    ranksOf: (names) => {
      const { found, others } = tellRanks(visible, whole, names);
      const looked = others.length <= fewNames ? lookUp(db, visible, others) : lookThrough(db, visible, others);
      for (const [name, rank] of looked) found.set(name, rank);
      return found;
    },
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

/** Rows of a table as columns, as a population has them, but without names. */
export type PartRows = Pick<Population, 'n' | 'rank' | 'text' | 'number'>;

type Span = { readonly from: number; readonly to: number; readonly rank: number };

/** Rows of one piece, so that no text grows beyond what is read at once. */
const pieceRows = 50_000;

function spansOf({ imports }: Visible): readonly Span[] {
  return imports.flatMap((one, at) => {
    const pieces = Math.ceil(one.rows / pieceRows);
    return Array.from({ length: pieces }, (_, p): Span => {
      const from = one.firstId + p * pieceRows;
      return { from, to: Math.min(from + pieceRows, one.firstId + one.rows) - 1, rank: at * ranksPerImport + p * pieceRows };
    });
  });
}

const isNumeric = (table: TableName, name: string): boolean => {
  const column = columnOf(table, name);
  if (column === undefined) throw new Refused({ code: 'column_unknown', at: `${table}.${name}` });
  return !['text', 'code', 'day', 'rateText'].includes(column.type);
};

/** Rows of one piece, read: each column as a list of its own. */
type Piece = { readonly n: number; readonly rank: Float64Array; readonly columns: readonly (NumberColumn | (string | null)[])[] };

const emptyNumbers = (n: number): NumberColumn => ({ values: new Float64Array(n), present: new Uint8Array(n) });

type Reading = { readonly table: TableName; readonly columns: readonly string[]; readonly numeric: ReadonlyMap<string, boolean> };

/** Only what was read of a piece is kept, not its texts. */
function pieceReader(db: ReadDb, { table, columns, numeric }: Reading, where: string): (span: Span, values: readonly string[]) => Piece {
  const asText = (name: string): string =>
    numeric.get(name) === true ? `group_concat(coalesce(${name}, ''))` : `group_concat(coalesce(${name}, char(30)), char(31))`;
  const query = db
    .prepare(`SELECT count(*), group_concat(id), ${columns.map(asText).join(', ')} FROM ${table} WHERE id BETWEEN ? AND ?${where}`)
    .raw();
  return (span, values) => {
    const [n, ids, ...texts] = query.get(BigInt(span.from), BigInt(span.to), ...values) as unknown as readonly [
      number,
      ...(string | null)[],
    ];
    if (n === 0) return { n, rank: new Float64Array(0), columns: [] };
    const places = { at: 0, n, order: null };
    const own = emptyNumbers(n);
    readNumbers(ids ?? '', own, places);
    const read = columns.map((name, c) => {
      if (numeric.get(name) !== true) {
        const list = Array.from<string | null>({ length: n });
        readTexts(texts[c] ?? '', list, places);
        return list;
      }
      const list = emptyNumbers(n);
      readNumbers(texts[c] ?? '', list, places);
      return list;
    });
    return { n, rank: own.values.map((id) => span.rank + id - span.from), columns: read };
  };
}

/** Pieces of a column one behind the other. */
function joinedNumbers(parts: readonly NumberColumn[], n: number): NumberColumn {
  const all = emptyNumbers(n);
  let at = 0;
  for (const { values, present } of parts) {
    all.values.set(values, at);
    all.present.set(present, at);
    at += values.length;
  }
  return all;
}

/** Reads the rows of some spans, each column of a piece as one text (db/queries/columns.ts says why). */
function readSpans(
  db: ReadDb,
  of: { table: TableName; columns: readonly string[] },
  given: { spans: readonly Span[]; where: string; values: readonly string[] },
): PartRows {
  const { table, columns } = of;
  const numeric = new Map(columns.map((name) => [name, isNumeric(table, name)]));
  const read = pieceReader(db, { table, columns, numeric }, given.where);
  const pieces = given.spans.map((span) => read(span, given.values)).filter((piece) => piece.n > 0);
  const n = pieces.reduce((sum, piece) => sum + piece.n, 0);
  const rank = new Float64Array(n);
  let at = 0;
  for (const piece of pieces) {
    rank.set(piece.rank, at);
    at += piece.n;
  }
  const numbers = new Map<string, NumberColumn>();
  const texts = new Map<string, readonly (string | null)[]>();
  columns.forEach((name, c) => {
    const parts = pieces.map((piece) => piece.columns[c]);
    if (numeric.get(name) === true)
      numbers.set(
        name,
        joinedNumbers(
          parts.flatMap((part) => (part === undefined || Array.isArray(part) ? [] : [part])),
          n,
        ),
      );
    else
      texts.set(
        name,
        parts.flatMap((part) => (Array.isArray(part) ? part : [])),
      );
  });
  const missing = (column: string): never => {
    throw new RangeError(`column ${column} was not read`);
  };
  return { n, rank, number: (column) => numbers.get(column) ?? missing(column), text: (column) => texts.get(column) ?? missing(column) };
}

/** A part of so many rows tells what a whole ledger is like. */
const sampleRows = 120_000;
const sampleSpan = 6_000;

/** Rows of a table spread evenly over the book; all of them where there are few. The same books give the same rows. */
export function sampledRows(
  db: ReadDb,
  of: { readonly table: TableName; readonly columns: readonly string[] },
  imports: readonly BookImport[],
): PartRows {
  const visible = visibleOf(of.table, imports);
  const step = Math.max(1, visible.rows / sampleRows);
  const spans = spansOf(visible).flatMap((span): Span[] => {
    const rows = span.to - span.from + 1;
    const every = Math.floor(sampleSpan * step);
    return Array.from({ length: Math.ceil(rows / every) }, (_, i): Span => {
      const from = span.from + i * every;
      return { from, to: Math.min(from + sampleSpan - 1, span.to), rank: span.rank + i * every };
    });
  });
  return readSpans(db, of, { spans, where: '', values: [] });
}

/** The ledger's rows on some accounts. */
export function rowsOnAccounts(
  db: ReadDb,
  of: { readonly columns: readonly string[]; readonly accounts: readonly string[] },
  imports: readonly BookImport[],
): PartRows {
  const { columns, accounts } = of;
  const where = ` AND account IN (${accounts.map(() => '?').join(', ')})`;
  return readSpans(db, { table: 'ledger', columns }, { spans: spansOf(visibleOf('ledger', imports)), where, values: accounts });
}
