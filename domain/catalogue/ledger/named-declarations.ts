import { exactNumber } from '../../matching/numbers.ts';
import type { Population } from '../audit-test.ts';
import { textCells } from '../row-reading.ts';

/** Declarations by number, each with its rows. */
export type DeclarationRows = { readonly numbers: readonly string[]; readonly rows: readonly (readonly number[])[]; readonly find: Find };
/** Place of the declaration that a document number or a text names; -1 for none. */
export type Find = (document: string | null, text: string | null) => number;

const mayName = /\d{4}/;

/** @param declarations with `reg_no` */
export function declarationRows(declarations: Population): DeclarationRows {
  const reg = textCells(declarations, 'reg_no');
  const [numbers, rows, at]: [string[], number[][], Map<string, number>] = [[], [], new Map()];
  let [last, place] = ['', -1];
  for (let i = 0; i < declarations.n; i += 1) {
    const number = reg(i) ?? '';
    if (place < 0 || number !== last) {
      const key = exactNumber(number);
      const known = at.get(key);
      place = known ?? numbers.push(number) - 1;
      if (known === undefined) {
        at.set(key, place);
        rows.push([]);
      }
      last = number;
    }
    rows[place]?.push(i);
  }
  const inText = (text: string): number => {
    if (!mayName.test(text)) return -1;
    for (const word of text.split(/[\s,;:()«»"]+/u)) {
      const found = word.length < 5 ? undefined : at.get(exactNumber(word));
      if (found !== undefined) return found;
    }
    return -1;
  };
  return {
    numbers,
    rows,
    find: (document, text) => (document === null ? undefined : at.get(exactNumber(document))) ?? (text === null ? -1 : inText(text)),
  };
}

/** Rows of a book by the declaration that they name. @param of columns of the number and of the text */
export function rowsNaming(
  book: Population | undefined,
  declarations: DeclarationRows,
  of: { readonly number: string; readonly text: string; readonly wanted: ReadonlySet<number> },
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  if (book === undefined || of.wanted.size === 0) return found;
  const [number, text] = [textCells(book, of.number), textCells(book, of.text)];
  for (let i = 0; i < book.n; i += 1) {
    const place = declarations.find(number(i), text(i));
    if (!of.wanted.has(place)) continue;
    const rows = found.get(place);
    if (rows === undefined) found.set(place, [i]);
    else rows.push(i);
  }
  return found;
}
