import type { Found } from '../format-reader.ts';
import { limits } from './limits.ts';
import type { SheetQueue } from './sheet-queue.ts';
import type { SheetWriter } from './sheet-table.ts';
import { rowBuilder } from './sheet-rows.ts';
import type { CellKind, Merge } from './sheet-rows.ts';

/** Sheets of a file in which rows, cells and merged ranges come in one stream. Columns from 0, rows from 1. */
export type GridWriter = {
  readonly open: (name: string) => void;
  readonly isOpen: () => boolean;
  /** the sheet and the row that are being read, for refusals */
  readonly place: () => string;
  /** the row that is open or was last closed */
  readonly row: () => number;
  /** @param level how deep it stands in the outline */
  readonly openRow: (row: number, level?: number) => void;
  readonly cell: (column: number, text: string, kind: CellKind) => void;
  /** A cell of the open row that covers others. */
  readonly merge: (column: number, wide: number, high: number) => void;
  /** @param times that the row stands there */
  readonly closeRow: (times: number) => void;
  readonly hide: (what: 'rows' | 'columns', count: number) => void;
  readonly close: () => void;
};

type Open = {
  readonly name: string;
  readonly writer: SheetWriter;
  readonly merges: Merge[];
  row: number;
  readonly hidden: { rows: number; columns: number };
};

export function gridWriter(queue: SheetQueue, found: Found): GridWriter {
  let sheet: Open | null = null;
  const builder = rowBuilder();
  let level = 0;
  const close = (): void => {
    if (sheet === null) return;
    const { name, hidden } = sheet;
    if (hidden.rows > 0) found.fact('hidden_rows', `${name}: ${hidden.rows}`);
    if (hidden.columns > 0) found.fact('hidden_columns', `${name}: ${hidden.columns}`);
    sheet = null;
    queue.close();
  };
  return {
    open: (name) => {
      close();
      const merges: Merge[] = [];
      sheet = { name, writer: queue.open(name, merges), merges, row: 0, hidden: { rows: 0, columns: 0 } };
    },
    isOpen: () => sheet !== null,
    place: () => (sheet === null ? '' : `${sheet.name}!${sheet.row}`),
    row: () => sheet?.row ?? 0,
    openRow: (row, depth = 0) => {
      level = depth;
      if (sheet !== null) sheet.row = row;
    },
    cell: builder.add,
    merge: (column, wide, high) => {
      if (sheet === null || (wide <= 1 && high <= 1) || sheet.row > limits.headRows * 4 || sheet.merges.length >= 10_000) return;
      sheet.merges.push({ top: sheet.row, left: column, bottom: sheet.row + high - 1, right: column + wide - 1 });
    },
    closeRow: (times) => {
      const made = sheet === null ? null : builder.take(sheet.row, level);
      if (sheet === null || sheet.row === 0) return;
      const first = sheet.row;
      sheet.row = first + times - 1;
      if (made === null) return;
      for (let row = first; row < first + times && row <= limits.rows; row += 1) sheet.writer.row({ ...made, row });
    },
    hide: (what, count) => {
      if (sheet !== null) sheet.hidden[what] += count;
    },
    close,
  };
}
