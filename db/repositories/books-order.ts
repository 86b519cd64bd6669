import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { keyBytes, keyWriter } from '../../domain/words/collation.ts';
import { sortKeys } from '../search/sort-keys.ts';
import { indexesOf } from './books-indexes.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

/** The cells of the sorted columns by row, as SQLite gives them: the id first. */
export type SortedRow = readonly [id: number, ...cells: (string | number | null)[]];

const isText = (table: TableName, { column }: Sort): boolean => columnOf(table, column)?.type === 'text';

/** Texts are put in order by us, as people look them up (domain/words/collation.ts); everything else by SQLite. */
export const sortsTexts = (table: TableName, sort: readonly Sort[]): boolean => sort.some((one) => isText(table, one));

/**
 * ORDER BY of a list without texts: empty cells last, equal rows by their id; descending is the exact reverse. A plus before the column
 * keeps SQLite from walking an index and fetching each row by itself: with conditions a scan and a sort is six times faster
 * (reference/data.md §3).
 */
export function orderBy(table: TableName, sort: readonly Sort[], narrowed: boolean): string {
  const [first] = sort;
  if (first === undefined) return 'id';
  const oneWay = sort.every((s) => s.descending === first.descending);
  const named = sort.map((s) => s.column);
  const usesIndex = !narrowed && oneWay && indexesOf(table).some((index) => named.every((column, i) => index.columns[i] === column));
  const terms = sort.map(({ column, descending }) => {
    // where no cell can be empty the clause would only hide the index
    const empty = columnOf(table, column)?.required === true ? '' : descending ? ' NULLS FIRST' : ' NULLS LAST';
    return `${usesIndex ? '' : '+'}${column}${descending ? ' DESC' : ''}${empty}`;
  });
  return [...terms, first.descending ? 'id DESC' : 'id'].join(', ');
}

/** Statement that gives the rows to `orderRows`, in the order of their ids. */
export const sortedCells = (table: TableName, sort: readonly Sort[], where: string): string =>
  `SELECT ${['id', ...sort.map((s) => s.column)].join(', ')} FROM ${table}${where} ORDER BY id`;

const [end, empty] = [0, 255];

/** Keys of many rows, one behind the other, in a buffer that grows. */
type Ledger = { bytes: Buffer; starts: Uint32Array; ids: Uint32Array; count: number };

/**
 * Ids of rows in the order of their cells, as `orderBy` says, texts as people look them up.
 * @param rows in the order of their ids @param keep which of them count
 */
export function orderRows(
  of: { readonly table: TableName; readonly sort: readonly Sort[]; readonly expected: number },
  rows: Iterable<SortedRow>,
  keep: (id: number) => boolean,
): Uint32Array {
  const writers = of.sort.map((one) => cellWriter(columnOf(of.table, one.column), one.descending !== of.sort[0]?.descending));
  const ledger: Ledger = {
    bytes: Buffer.allocUnsafe(Math.max(4096, of.expected * 48)),
    starts: new Uint32Array(of.expected + 2),
    ids: new Uint32Array(of.expected + 1),
    count: 0,
  };
  let at = 0;
  for (const row of rows) {
    if (!keep(row[0])) continue;
    makeRoom(ledger, at, row);
    for (let i = 0; i < writers.length; i += 1) at = writers[i]?.(row[i + 1] ?? null, ledger.bytes, at) ?? at;
    ledger.ids[ledger.count] = row[0];
    ledger.count += 1;
    ledger.starts[ledger.count] = at;
  }
  const order = sortKeys(ledger);
  for (let i = 0; i < order.length; i += 1) order[i] = ledger.ids[order[i] ?? 0] ?? 0;
  return of.sort[0]?.descending === true ? order.reverse() : order;
}

/** Bytes that a key part can take beside those of its text. */
const besides = 16;

function makeRoom(ledger: Ledger, at: number, row: SortedRow): void {
  let needed = at;
  for (let i = 1; i < row.length; i += 1) {
    const cell = row[i];
    needed += besides + (typeof cell === 'string' ? keyBytes(cell.length) : 0);
  }
  if (needed > ledger.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(needed, ledger.bytes.length * 2));
    larger.set(ledger.bytes.subarray(0, at));
    ledger.bytes = larger;
  }
  if (ledger.count + 2 > ledger.ids.length) {
    ledger.ids = larger32(ledger.ids);
    ledger.starts = larger32(ledger.starts);
  }
}

function larger32(from: Uint32Array): Uint32Array {
  const larger = new Uint32Array(from.length * 2 + 16);
  larger.set(from);
  return larger;
}

type CellWriter = (cell: string | number | null, bytes: Buffer, at: number) => number;

/** @param against the column runs against the first one: its bytes are turned over */
function cellWriter(column: Column | undefined, against: boolean): CellWriter {
  const writeText = keyWriter();
  const write: CellWriter = (cell, bytes, at) => {
    if (cell === null) {
      bytes[at] = empty;
      return at + 1;
    }
    if (typeof cell === 'number') return writeNumber(cell, bytes, at);
    if (column?.type === 'text') return writeText(cell, bytes, at);
    const after = at + bytes.write(cell, at, 'utf8');
    bytes[after] = end;
    return after + 1;
  };
  if (!against) return write;
  return (cell, bytes, at) => {
    const after = write(cell, bytes, at);
    for (let i = at; i < after; i += 1) bytes[i] = 255 - (bytes[i] ?? 0);
    return after;
  };
}

/** A safe integer in seven bytes that stand in the order of the numbers. */
function writeNumber(value: number, bytes: Buffer, at: number): number {
  const high = Math.floor(value / 2 ** 32);
  bytes.writeUIntBE(high + 2 ** 21, at, 3);
  bytes.writeUInt32BE(value - high * 2 ** 32, at + 3);
  return at + 7;
}
