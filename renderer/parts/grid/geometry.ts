/** Row positions of a grid that may be taller than the browser can lay out. All lengths are CSS pixels. */
export const rowHeight = 28;

/** Browsers clamp heights near 33.5 million device-independent pixels, zoom included: stay far below at 400 %. */
export const tallest = 8_000_000;

export type Heights = {
  /** of all rows */
  readonly content: number;
  /** of the element that scrolls */
  readonly laidOut: number;
  /** of the part that is seen */
  readonly view: number;
};

export function heightsOf(total: number, view: number): Heights {
  const content = total * rowHeight;
  return { content, laidOut: Math.min(content, tallest), view };
}

/** How many pixels of rows one pixel of the scroll bar stands for; 1 when nothing is squeezed. */
export function squeeze({ content, laidOut, view }: Heights): number {
  return laidOut >= content || laidOut <= view ? 1 : (content - view) / (laidOut - view);
}

export const clampOffset = (offset: number, { content, view }: Heights): number => Math.max(0, Math.min(offset, content - view));

/** @returns first row and the row after the last one that are seen at this offset, with `over` more at both ends */
export function rowsSeen(offset: number, total: number, view: number, over = 4): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(offset / rowHeight) - over);
  const end = Math.min(total, Math.ceil((offset + view) / rowHeight) + over);
  return { first, end: Math.max(first, end) };
}

/** @returns the nearest offset at which the whole row is seen */
export function offsetShowing(row: number, offset: number, heights: Heights): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  if (top + rowHeight > offset + heights.view) return clampOffset(top + rowHeight - heights.view, heights);
  return offset;
}
