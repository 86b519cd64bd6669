import type { CellColumn } from '../../../parts/grid/cells.ts';

/** What people put on rows can be asked for like a column: the label of the mark, the text of the notes. */
export const markColumn: CellColumn = { name: '_mark', type: 'code' };
export const noteColumn: CellColumn = { name: '_note', type: 'text' };

export const pseudoColumns: readonly CellColumn[] = [markColumn, noteColumn];
