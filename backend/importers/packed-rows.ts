import { leadingCells } from '../../db/repositories/books-load.ts';
import type { Column, ColumnType } from '../../domain/model/books.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';

/** Ends every cell of packed rows; no imported text holds it. */
const cellEnd = '\u001f';

/** Whole rows as one text: what their digest is made of, and how they cross to another thread at the cost of one copy. */
export const packRows = (cells: readonly Value[]): string => `${cells.join(cellEnd)}${cellEnd}`;

const texts: readonly ColumnType[] = ['text', 'code', 'day', 'rateText'];

/** A whole number as `packRows` wrote it. The digit is taken first: with its code the sum would leave the whole numbers of a double. */
function wholeOf(text: string): number {
  const negative = text.charCodeAt(0) === 45;
  let value = 0;
  for (let i = negative ? 1 : 0; i < text.length; i += 1) value = value * 10 + (text.charCodeAt(i) - 48);
  return negative ? -value : value;
}

/**
 * Takes packed rows apart again: an empty cell is null, numbers are numbers.
 * @param columns those behind the leading cells
 * @returns writes cells `from..from + cells.length` of the packed ones into `cells`
 */
export function rowUnpacker(columns: readonly Column[]): (parts: readonly string[], from: number, cells: Value[]) => void {
  const numeric = [...Array.from({ length: leadingCells }, () => true), ...columns.map((column) => !texts.includes(column.type))];
  const width = numeric.length;
  return (parts, from, cells) => {
    for (let at = 0, column = 0; at < cells.length; at += 1, column += 1) {
      if (column === width) column = 0;
      const part = parts[from + at] ?? '';
      cells[at] = part === '' ? null : numeric[column] === true ? wholeOf(part) : part;
    }
  };
}

/** The cells of a text of `packRows`, with one empty part behind the last. */
export const packedCells = (text: string): readonly string[] => text.split(cellEnd);
