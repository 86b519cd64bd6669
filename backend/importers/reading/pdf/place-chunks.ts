import type { Chunk, ChunkedLine } from './chunks.ts';
import { cutsOf } from './find-columns.ts';
import type { ColumnRun } from './find-columns.ts';
import type { TableRow } from './cell-lines.ts';

/** The column in which a place lies. */
export function columnAt(x: number, cuts: readonly number[]): number {
  const found = cuts.findIndex((cut) => x < cut);
  return found < 0 ? cuts.length : found;
}

/** Columns that a text stands over by more than its edge. */
function under({ left, right }: Chunk, columns: readonly ColumnRun[]): readonly number[] {
  const reach = (run: ColumnRun): number => Math.min(right, run.right) - Math.max(left, run.left);
  return columns.flatMap((run, i) => (reach(run) > Math.min(4, (run.right - run.left) * 0.3) ? [i] : []));
}

/** Columns in which a line has something. */
export const columnsUnder = (line: ChunkedLine, columns: readonly ColumnRun[]): readonly number[] => {
  const cuts = cutsOf(columns);
  return [...new Set(line.chunks.map((chunk) => columnAt((chunk.left + chunk.right) / 2, cuts)))];
};

/**
 * The texts of a line by column. A heading over several columns stands in the first of them and is told; in a row, words that run on
 * into the next column are parted there. A line of one text that is no row stays whole.
 */
export function placeChunks(line: ChunkedLine, columns: readonly ColumnRun[], isHeader: boolean): Pick<TableRow, 'cells' | 'spans'> {
  const cuts = cutsOf(columns);
  const cells = columns.map(() => '');
  const spans: { left: number; right: number }[] = [];
  const put = (column: number, text: string): void => {
    cells[column] = cells[column] === '' ? text : `${cells[column]} ${text}`;
  };
  for (const chunk of line.chunks) {
    const over = under(chunk, columns);
    const [first, last] = [over[0], over.at(-1)];
    if (first === undefined || last === undefined || first === last)
      put(first ?? columnAt((chunk.left + chunk.right) / 2, cuts), chunk.text);
    else if (isHeader || line.chunks.length === 1) {
      put(first, chunk.text);
      if (isHeader && line.chunks.length > 1) spans.push({ left: first, right: last });
    } else for (const word of chunk.words) put(columnAt((word.left + word.right) / 2, cuts), word.text);
  }
  return { cells, spans };
}
