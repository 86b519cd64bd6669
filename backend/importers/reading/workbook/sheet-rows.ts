/** What a cell holds; empty cells are not in a row. */
export const cellKind = { text: 1, number: 2, day: 3, other: 4 } as const;
export type CellKind = (typeof cellKind)[keyof typeof cellKind];

/** One row of a sheet as its cells that hold something, from left to right. `row` counts from 1, columns from 0. */
export type SheetRow = {
  readonly row: number;
  readonly columns: readonly number[];
  readonly texts: readonly string[];
  readonly kinds: readonly CellKind[];
  /** how deep the row stands in the outline; absent for 0 */
  readonly level?: number;
};

/** What a table is made of once its header is known: every row behind it, one after the other. */
export type RowTaker = { readonly row: (row: SheetRow) => void; readonly end: () => void };

/** A merged range; its value stands in the first cell. Rows from 1, columns from 0, all inclusive. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };

/** A row that is being filled by a source. */
export type RowBuilder = {
  readonly add: (column: number, text: string, kind: CellKind) => void;
  /** @returns the row, or null when it holds nothing */
  readonly take: (row: number, level?: number) => SheetRow | null;
};

/** Collects the cells of one row after the other; cells that come out of order are put in order, a second one in a place is left. */
export function rowBuilder(): RowBuilder {
  let columns: number[] = [];
  let texts: string[] = [];
  let kinds: CellKind[] = [];
  let ordered = true;
  return {
    add: (column, text, kind) => {
      if (text === '') return;
      if (columns.length > 0 && column <= (columns[columns.length - 1] ?? -1)) ordered = false;
      columns.push(column);
      texts.push(text);
      kinds.push(kind);
    },
    take: (row, level = 0) => {
      if (columns.length === 0) return null;
      const found = level > 0 ? { row, columns, texts, kinds, level } : { row, columns, texts, kinds };
      const inOrder = ordered;
      [columns, texts, kinds, ordered] = [[], [], [], true];
      return inOrder ? found : sorted(found);
    },
  };
}

function sorted({ row, columns, texts, kinds, ...rest }: SheetRow): SheetRow {
  const order = columns.map((_, i) => i).sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0) || a - b);
  const first = order.filter((at, i) => i === 0 || columns[at] !== columns[order[i - 1] ?? -1]);
  const pick = <T>(list: readonly T[]): T[] => first.flatMap((at) => list[at] ?? []);
  return { row, columns: pick(columns), texts: pick(texts), kinds: pick(kinds), ...rest };
}

/** 0 → A, 25 → Z, 26 → AA */
export function columnLetters(column: number): string {
  let text = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}

/** `AB12` → row 12, column 27. @returns null when it is no place on a sheet */
export function cellPlace(reference: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(reference);
  if (match === null) return null;
  let column = 0;
  for (const letter of (match[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]), column: column - 1 };
}

/** `A1:C2` as a range. @returns null when it is none */
export function rangeOf(reference: string): Merge | null {
  const [from = '', to = from] = reference.split(':');
  const [start, end] = [cellPlace(from), cellPlace(to)];
  if (start === null || end === null || end.row < start.row || end.column < start.column) return null;
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}

/** How a row of a sheet is named (formats.md): `sheet!row`, the row alone where the file has no sheets. */
export const rowName = (sheet: string, row: number): string => (sheet === '' ? String(row) : `${sheet}!${row}`);
