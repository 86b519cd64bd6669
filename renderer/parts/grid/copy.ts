import { rowText } from './cells.ts';
import type { CellColumn, Money } from './cells.ts';
import type { GridRow } from './windows.ts';

/** More than this is no copy for a spreadsheet but an export. */
export const copyAtMost = 100_000;

/** A tab or line break inside a cell would shift every cell after it. */
const oneLine = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');

/** The chosen cells as tab-separated lines; numbers in canonical form, days in ISO form. */
export function asTsv(rows: readonly GridRow[], chosen: readonly CellColumn[], source: readonly CellColumn[], money: Money): string {
  const place = new Map(source.map((column, index) => [column.name, index]));
  return rows
    .map((row) => {
      const valueOf = (name: string) => row.cells[place.get(name) ?? -1];
      return chosen.map((column) => oneLine(rowText(valueOf(column.name) ?? null, column, money, valueOf))).join('\t');
    })
    .join('\n');
}
