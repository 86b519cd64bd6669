import { batchRows, leadingCells } from '../../db/repositories/books-load.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import type { RowReader, Value } from '../../domain/model/readers/row-reader.ts';
import type { Words } from '../../domain/model/words.ts';
import type { CsvRecord } from './csv/tokenizer.ts';
import { isTotalRecord } from './total-records.ts';
import type { TotalRecords } from './total-records.ts';
import type { RowDigest, Totals } from './totals.ts';

const keptProblems = 100;

/** What became of the rows of one file. */
export type Imported = {
  readonly rows: number;
  /** the first 100 */
  readonly rejected: readonly { readonly line: number; readonly problem: Words }[];
  readonly rejectedCount: number;
  readonly sums: Record<string, string>;
  /** how often each repair changed a value, by `repair:column` */
  readonly repaired: Record<string, number>;
  readonly digest: string;
  /** lines of sums of a CSV file: none is a row; the first of them and how many there are */
  readonly totalLines?: ReturnType<TotalRecords['told']>;
};

/** Where full batches go. */
export type RowTarget = {
  /** @param cells of whole rows: `leadingCells` and one per column each; used again for the next batch @param packed the same as one text */
  readonly insert: (cells: Value[], rows: number, packed: string) => void;
};

/** A record with its place in the file. */
export type PlacedRecord = {
  readonly cells: readonly string[];
  readonly ordinal: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly odd: boolean;
  /** how the row is named when not by its ordinal */
  readonly locator?: string | null;
};

export type RowTyping = {
  readonly add: (record: PlacedRecord) => void;
  /** A record that could not even be read as cells. */
  readonly reject: (line: number, problem: Words) => void;
  /** Hands on what is left of the last batch, so that rows of another import may follow. */
  readonly flush: () => void;
  /** Writes what is left and tells what became of the rows. */
  readonly end: () => Imported;
};

type Sums = { readonly totals: Totals; readonly digest: RowDigest };

/**
 * Types records into batches and hands full batches on.
 * @param located rows carry their locator, as a column after all others
 */
export function rowTyping(to: RowTarget, reader: RowReader, { totals, digest, located }: Sums & { readonly located: boolean }): RowTyping {
  const width = leadingCells + reader.columns.length + (located ? 1 : 0);
  const cells: Value[] = Array.from({ length: width * batchRows }, () => null);
  const rejected: { line: number; problem: Words }[] = [];
  let [rows, rejectedCount, filled] = [0, 0, 0];
  const flush = (): void => {
    if (filled === 0) return;
    const batch = filled === batchRows ? cells : cells.slice(0, filled * width);
    to.insert(batch, filled, digest.add(batch));
    filled = 0;
  };
  const reject = (line: number, problem: Words): void => {
    rejectedCount += 1;
    if (rejected.length < keptProblems) rejected.push({ line, problem });
  };
  const add: RowTyping['add'] = (record) => {
    const at = filled * width;
    const problem = reader.read(record, cells, at + leadingCells);
    if (problem !== null) return reject(record.line, problemWords(problem));
    cells[at] = record.ordinal;
    cells[at + 1] = record.line;
    cells[at + 2] = record.offset;
    cells[at + 3] = record.length;
    if (located) cells[at + width - 1] = record.locator ?? null;
    totals.add(cells, at + leadingCells);
    rows += 1;
    filled += 1;
    if (filled === batchRows) flush();
  };
  return {
    add,
    reject,
    flush,
    end: () => {
      flush();
      const repaired = Object.fromEntries(reader.repaired);
      return { rows, rejected, rejectedCount, repaired, sums: totals.sums(), digest: digest.hex() };
    },
  };
}

export type RowSink = {
  readonly take: (record: CsvRecord, odd: boolean) => void;
  /** Writes what is left of the last batch. */
  readonly end: () => Imported;
};

/**
 * The records of a CSV file; the first one is the header. A line of sums keeps its ordinal and is no row.
 * @param headless the file has none: the first one is a row
 * @param totalLines without it a line of sums is a record like any other
 */
export function rowSink(
  to: RowTarget,
  reader: RowReader,
  sums: Sums & { readonly headless?: boolean; readonly totalLines?: TotalRecords },
): RowSink {
  const typing = rowTyping(to, reader, { ...sums, located: false });
  let ordinal = sums.headless === true ? 0 : -1;
  return {
    take: ({ cells, line, offset, length }, odd) => {
      ordinal += 1;
      if (ordinal === 0) return;
      if (sums.totalLines !== undefined && isTotalRecord(cells)) sums.totalLines.take({ cells, line }, sums.totals);
      else typing.add({ cells, ordinal, line, offset, length, odd });
    },
    end: () => ({ ...typing.end(), ...(sums.totalLines === undefined ? {} : { totalLines: sums.totalLines.told() }) }),
  };
}
