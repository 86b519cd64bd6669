import type { Found } from '../format-reader.ts';
import type { Edition } from '../workbook/edition.ts';
import { cellKind } from '../workbook/sheet-rows.ts';
import type { Merge, SheetRow } from '../workbook/sheet-rows.ts';
import { sheetWriter } from '../workbook/sheet-table.ts';
import type { TableRow } from './cell-lines.ts';
import type { RowPlaces } from './row-places.ts';

/** A table on its way to records: its rows page by page. */
export type TableWriter = {
  readonly rows: (page: number, rows: readonly TableRow[]) => Promise<void>;
  /** @returns true when it gave a table */
  readonly end: () => Promise<boolean>;
};

/** A row with its number as those of workbooks; empty cells are left out. */
export function sheetRow({ cells }: TableRow, row: number): SheetRow {
  const columns = cells.flatMap((cell, i) => (cell === '' ? [] : [i]));
  return { row, columns, texts: columns.map((i) => cells[i] ?? ''), kinds: columns.map(() => cellKind.text) };
}

/** A table whose header is looked for as on a sheet: what is known of 1C's reports holds for their printed form too. @param name '' for the first */
export function tableWriter(name: string, places: RowPlaces, edition: Edition): TableWriter {
  const merges: Merge[] = [];
  const found: Found = places.found;
  const writer = sheetWriter({ name, found, edition, merges: () => merges });
  return {
    rows: async (page, rows) => {
      for (const one of rows) {
        const row = places.add(page, one.no);
        for (const { left, right } of one.spans) merges.push({ top: row, bottom: row, left, right });
        writer.row(sheetRow(one, row));
      }
      await writer.settle();
    },
    end: writer.end,
  };
}
