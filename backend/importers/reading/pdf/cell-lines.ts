import type { Merge } from '../workbook/sheet-rows.ts';

/** A row of a table as it is told: the number of the line on its page that names it, and a text per column. */
export type TableRow = {
  readonly no: number;
  readonly cells: readonly string[];
  /** columns from..to that one heading stands over, in a header */
  readonly spans: readonly Pick<Merge, 'left' | 'right'>[];
};

/** A line with its texts by column. */
export type CellLine = TableRow & { readonly base: number; readonly size: number; readonly single: boolean };

/** Lines of one cell stand this close, in sizes of their letters. */
export const closeLines = 1.4;

const glue = (above: string, below: string): string => {
  if (above === '' || below === '') return above + below;
  return /\p{L}-$/u.test(above) && /^\p{Ll}/u.test(below) ? above.slice(0, -1) + below : `${above} ${below}`;
};

export const joinedCells = (rows: readonly Pick<TableRow, 'cells'>[]): readonly string[] =>
  (rows[0]?.cells ?? []).map((_, i) => rows.reduce((text, row) => glue(text, row.cells[i] ?? ''), ''));
