import type { Sheet, SheetRow } from './sheet.ts';

/** Characters (UTF-16 units) that a cell of a workbook holds. */
export const mostCharacters = 32_767;

/** The first characters, at most so many, no letter of two units cut in half. */
export function headOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** A text in pieces that a cell holds. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const head = headOf(rest, mostCharacters);
    pieces.push(head);
    rest = rest.slice(head.length);
  }
  return pieces;
}

/** A cell whose text did not go in: where it stands in the copy, and in the table that was copied. */
export type LongText = { readonly sheet: string; readonly cell: string; readonly row: number; readonly column: number };

/** What is told of such cells, in the reader's language. */
export type LongWords = {
  /** of the sheet that holds the whole texts */
  readonly name: string;
  /** titles of sheet, cell, piece and text */
  readonly titles: readonly [string, string, string, string];
  /** stands at the end of a cell that was cut */
  readonly cut: string;
  /** what the sheet about the copy says of so many cells: label and sentence */
  readonly said: (cells: number) => readonly [label: string, sentence: string];
};

/** What a cell holds of a text that is too long: its beginning, and where the whole stands. */
export const cutText = (text: string, { cut }: Pick<LongWords, 'cut'>): string => headOf(text, mostCharacters - cut.length) + cut;

/** Rows of the sheet with the whole texts, read again one by one: they are few and large. @param sheet that was written */
export async function* longRows(sheet: Pick<Sheet, 'rowAt'>, long: readonly LongText[]): AsyncGenerator<readonly SheetRow[]> {
  for (const { sheet: name, cell, row, column } of long) {
    const pieces = piecesOf((await sheet.rowAt(row))[column] ?? '');
    yield pieces.map((piece, i) => [name, cell, `${i + 1}/${pieces.length}`, piece]);
  }
}
