import { batchRows, leadingCells } from '../../db/repositories/books-load.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import type { RowReader, Value } from '../../domain/model/readers/row-reader.ts';
import type { Words } from '../../domain/model/words.ts';
import type { CsvRecord } from './csv/tokenizer.ts';
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
};

/** Where full batches go. */
export type RowTarget = {
  /** @param cells of whole rows: `leadingCells` and one per column each; used again for the next batch @param packed the same as one text */
  readonly insert: (cells: Value[], rows: number, packed: string) => void;
};

export type RowSink = {
  readonly take: (record: CsvRecord, odd: boolean) => void;
  /** Writes what is left of the last batch. */
  readonly end: () => Imported;
};

/** Types records into a batch and hands full batches on. The first record is the header. */
export function rowSink(to: RowTarget, reader: RowReader, sums: { readonly totals: Totals; readonly digest: RowDigest }): RowSink {
  const width = leadingCells + reader.columns.length;
  const cells: Value[] = Array.from({ length: width * batchRows }, () => null);
  const rejected: { line: number; problem: Words }[] = [];
  let [ordinal, rows, rejectedCount, filled] = [-1, 0, 0, 0];
  const flush = (): void => {
    if (filled === 0) return;
    const batch = filled === batchRows ? cells : cells.slice(0, filled * width);
    to.insert(batch, filled, sums.digest.add(batch));
    filled = 0;
  };
  const take: RowSink['take'] = (record, odd) => {
    ordinal += 1;
    if (ordinal === 0) return;
    const at = filled * width;
    const problem = reader.read({ cells: record.cells, ordinal, odd }, cells, at + leadingCells);
    if (problem !== null) {
      rejectedCount += 1;
      if (rejected.length < keptProblems) rejected.push({ line: record.line, problem: problemWords(problem) });
      return;
    }
    cells[at] = ordinal;
    cells[at + 1] = record.line;
    cells[at + 2] = record.offset;
    cells[at + 3] = record.length;
    sums.totals.add(cells, at + leadingCells);
    rows += 1;
    filled += 1;
    if (filled === batchRows) flush();
  };
  return {
    take,
    end: () => {
      flush();
      const repaired = Object.fromEntries(reader.repaired);
      return { rows, rejected, rejectedCount, repaired, sums: sums.totals.sums(), digest: sums.digest.hex() };
    },
  };
}
