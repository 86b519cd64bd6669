/** A place in the grid; the header is row -1. */
export type Place = { readonly row: number; readonly col: number };
/** The anchor stays, the active end moves. */
export type Range = { readonly anchor: Place; readonly active: Place };
export type Size = { readonly rows: number; readonly cols: number; readonly page: number };

export const at = (place: Place): Range => ({ anchor: place, active: place });

const clamp = (n: number, low: number, high: number): number => Math.max(low, Math.min(high, n));

type Step = (from: Place, size: Size) => Place;

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: ({ row, col }) => ({ row: row - 1, col }),
  ArrowDown: ({ row, col }) => ({ row: row + 1, col }),
  ArrowLeft: ({ row, col }) => ({ row, col: col - 1 }),
  ArrowRight: ({ row, col }) => ({ row, col: col + 1 }),
  Home: ({ row }) => ({ row, col: 0 }),
  End: ({ row }, { cols }) => ({ row, col: cols - 1 }),
  PageUp: ({ row, col }, { page }) => ({ row: Math.max(0, row - page), col }),
  PageDown: ({ row, col }, { page }) => ({ row: row + page, col }),
  'Ctrl+ArrowUp': ({ col }) => ({ row: 0, col }),
  'Ctrl+ArrowDown': ({ col }, { rows }) => ({ row: rows - 1, col }),
  'Ctrl+ArrowLeft': ({ row }) => ({ row, col: 0 }),
  'Ctrl+ArrowRight': ({ row }, { cols }) => ({ row, col: cols - 1 }),
  'Ctrl+Home': () => ({ row: 0, col: 0 }),
  'Ctrl+End': (_, { rows, cols }) => ({ row: rows - 1, col: cols - 1 }),
};

type Press = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean };

/** Where a key leads, as in a spreadsheet. @returns the new range, or null when the key walks nowhere */
export function move(range: Range, press: Press, size: Size): Range | null {
  if (size.cols === 0) return null;
  const step = steps[(press.ctrlKey || press.metaKey ? 'Ctrl+' : '') + press.key];
  if (step === undefined) return null;
  const next = step(range.active, size);
  // A range holds rows only; without Shift the header can be reached from the first row.
  const top = press.shiftKey && range.anchor.row >= 0 ? 0 : -1;
  const active = { row: clamp(next.row, top, size.rows - 1), col: clamp(next.col, 0, size.cols - 1) };
  return press.shiftKey && range.anchor.row >= 0 ? { anchor: range.anchor, active } : at(active);
}

export type Box = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** The cells between anchor and active end, all four edges included. */
export function boxOf({ anchor, active }: Range): Box {
  return {
    top: Math.max(0, Math.min(anchor.row, active.row)),
    bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.col, active.col),
    right: Math.max(anchor.col, active.col),
  };
}

export const cellsIn = ({ top, bottom, left, right }: Box): number => Math.max(0, bottom - top + 1) * (right - left + 1);
