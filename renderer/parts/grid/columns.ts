import { shown, widthOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { numberWidth } from './model.ts';
import type { GridColumn, PlacedColumn } from './model.ts';

/** A little more than is seen, so that a short scroll shows no gap. */
const besides = 200;

export type Placed = { readonly columns: readonly PlacedColumn[]; readonly width: number };

/** The shown columns with their places; the row number stands before them. */
export function placed(all: readonly GridColumn[], layout: Layout): Placed {
  let left = numberWidth;
  const columns = shown(layout, all).map((column, index) => {
    const width = widthOf(layout, column);
    const here = { ...column, left, width, index, pinned: layout.pinned.includes(column.name) };
    left += width;
    return here;
  });
  return { columns, width: left };
}

/** @returns width of what stays at the left */
export const pinnedWidth = (columns: readonly PlacedColumn[]): number =>
  columns.reduce((sum, c) => sum + (c.pinned ? c.width : 0), numberWidth);

type View = { readonly left: number; readonly width: number };

/** Only the columns that are seen, and the pinned ones. */
export function columnsSeen(columns: readonly PlacedColumn[], view: View): readonly PlacedColumn[] {
  const from = view.left + pinnedWidth(columns) - besides;
  const to = view.left + view.width + besides;
  return columns.filter((c) => c.pinned || (c.left + c.width > from && c.left < to));
}

/** @returns where to scroll to so that the column is seen, or null when it is */
export function leftShowing(column: PlacedColumn, columns: readonly PlacedColumn[], view: View): number | null {
  if (column.pinned) return null;
  const pinned = pinnedWidth(columns);
  if (column.left < view.left + pinned) return column.left - pinned;
  return column.left + column.width > view.left + view.width ? column.left + column.width - view.width : null;
}
