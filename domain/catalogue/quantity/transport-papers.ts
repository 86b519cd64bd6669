import { numbersInCell } from '../../matching/numbers.ts';
import type { Params, Population } from '../audit-test.ts';
import { beginsWithOne, holdsOne, listOf } from '../lists.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** Which rows of the freight book are papers that went with the goods: the others are invoices of carriers and policies. */
export function isTransport(rows: Population, params: Params): (i: number) => boolean {
  const kind = textCells(rows, 'doc_type');
  const fits = beginsWithOne(listOf(params, 'transportTypes'));
  return (i) => fits(kind(i));
}

/** Whether the goods went by rail, sea or air, by the kind or the number of the paper: no limit of a lorry holds there. */
export function isNotByRoad(rows: Population, params: Params): (i: number) => boolean {
  const [kind, number] = [textCells(rows, 'doc_type'), textCells(rows, 'doc_no')];
  const [kindFits, numberFits] = [holdsOne(listOf(params, 'otherModes')), holdsOne(listOf(params, 'otherModes'))];
  return (i) => kindFits(kind(i)) || numberFits(number(i));
}

/** How many vehicles or containers a cell names. */
export const namedIn = (cell: string | null): number => (cell === null ? 0 : numbersInCell(cell).filter((text) => /\d/.test(text)).length);

/** One transport paper: rows that repeat its number carry its weight once. @property gross grams, the largest that its rows state */
export type Paper = { readonly doc: string; readonly rows: number[]; gross: number; packages: number };

/** Papers among rows, by number; a paper without a number stands for itself. */
export function papersOf(rows: Population, at: readonly number[]): readonly Paper[] {
  const [number, gross, packages] = [textCells(rows, 'doc_no'), numberCells(rows, 'gross_g'), numberCells(rows, 'packages')];
  const known = new Map<string, Paper>();
  for (const i of at) {
    const doc = number(i) ?? `\u001f${i}`;
    const paper: Paper = known.get(doc) ?? { doc, rows: [], gross: 0, packages: 0 };
    known.set(doc, paper);
    paper.rows.push(i);
    paper.gross = Math.max(paper.gross, gross(i) ?? 0);
    paper.packages = Math.max(paper.packages, packages(i) ?? 0);
  }
  return [...known.values()];
}
