import { isFigure } from './chunks.ts';
import { isTotalText } from '../workbook/totals.ts';
import { closeLines, joinedCells } from './cell-lines.ts';
import type { CellLine, TableRow } from './cell-lines.ts';

const filled = (cells: readonly string[]): readonly number[] => cells.flatMap((cell, i) => (cell === '' ? [] : [i]));

/** Columns whose cells are one figure or code in nearly every row: a line without any of them goes on with a row. */
export function anchorsOf(lines: readonly Pick<CellLine, 'cells'>[], columns: number): readonly number[] {
  const most = Math.max(0, ...lines.map((line) => filled(line.cells).length));
  const full = lines.filter((line) => filled(line.cells).length >= Math.max(2, most * 0.6));
  return Array.from({ length: columns }, (_, i) => i).filter((i) => {
    const texts = full.map((line) => line.cells[i] ?? '').filter((text) => text !== '');
    const figures = texts.filter((text) => isFigure(text) || (/\d/.test(text) && !text.includes(' ')));
    return texts.length >= full.length * 0.6 && figures.length >= texts.length * 0.7;
  });
}

type Part = { readonly line: CellLine; readonly isRow: boolean };

const firstText = (line: CellLine): string => line.cells.find((cell) => cell !== '') ?? '';

/** Whether the texts of a line that is no row go on with the row above (-1), below (1), or stand for themselves (0), where gaps say nothing. */
function byWords(line: CellLine, above: CellLine | null, below: CellLine | null): number {
  const columns = filled(line.cells);
  const [column] = columns;
  if (column === undefined) return 0;
  if (/^[\p{Ll}\d(,.;]/u.test(firstText(line)) && above !== null) return -1;
  if (below !== null && columns.every((at) => /^\p{Ll}/u.test(below.cells[at] ?? ''))) return 1;
  // a line that stands in the first column alone heads the rows below it
  if (column === 0 && columns.length === 1) return 0;
  return above !== null && columns.every((at) => (above.cells[at] ?? '') !== '') ? -1 : 0;
}

type Run = { readonly lines: readonly CellLine[]; readonly above: CellLine | null; readonly below: CellLine | null };

const tooFar = Number.POSITIVE_INFINITY;
/** Gaps that differ by less say nothing. */
const distinct = 1.1;

/** Which lines of a run between two rows go on with which of them. @returns per line -1, 0 or 1 */
function sidesOf({ lines, above, below }: Run): readonly number[] {
  const bases = [above?.base ?? -tooFar, ...lines.map((line) => line.base), below?.base ?? tooFar];
  const gaps = bases.slice(1).map((base, i) => base - (bases[i] ?? 0));
  const close = (gap: number, line: CellLine): boolean => gap <= closeLines * line.size;
  const widest = gaps.indexOf(Math.max(...gaps));
  const rest = Math.max(0, ...gaps.filter((_, i) => i !== widest));
  const isClear = (gaps[widest] ?? 0) > rest * distinct;
  const isLinked = (i: number, side: number): boolean => {
    const line = lines[i];
    if (line === undefined) return false;
    return side < 0 ? gaps.slice(0, i + 1).every((gap) => close(gap, line)) : gaps.slice(i + 1).every((gap) => close(gap, line));
  };
  return lines.map((line, i) => {
    const side = isClear ? (i < widest ? -1 : 1) : byWords(line, above, below);
    return side !== 0 && isLinked(i, side) ? side : 0;
  });
}

function partsOf(lines: readonly CellLine[], columns: number): readonly Part[] {
  const anchors = anchorsOf(lines, columns);
  const isRow = (line: CellLine): boolean =>
    anchors.length === 0 || anchors.some((i) => (line.cells[i] ?? '') !== '') || isTotalText(firstText(line));
  return lines.map((line) => ({ line, isRow: isRow(line) }));
}

/** Joins lines that only go on with a cell of the row above or below them; the row keeps the name of the line with its figures. */
export function joinWrapped(lines: readonly CellLine[], columns: number): readonly TableRow[] {
  const parts = partsOf(lines, columns);
  const rows: { readonly main: CellLine; readonly lines: CellLine[] }[] = [];
  let pending: CellLine[] = [];
  const settle = (below: CellLine | null): readonly CellLine[] => {
    const above = rows.at(-1);
    const sides = sidesOf({ lines: pending, above: above?.lines.at(-1) ?? null, below });
    const next: CellLine[] = [];
    for (const [i, line] of pending.entries()) {
      if (sides[i] === -1 && rows.at(-1) !== undefined) rows.at(-1)?.lines.push(line);
      else if (sides[i] === 1) next.push(line);
      else rows.push({ main: line, lines: [line] });
    }
    pending = [];
    return next;
  };
  for (const { line, isRow } of parts) {
    if (!isRow) {
      pending.push(line);
      continue;
    }
    const before = settle(line);
    rows.push({ main: line, lines: [...before, line] });
  }
  settle(null);
  return rows.map(({ main, lines: all }) => ({ no: main.no, cells: joinedCells(all), spans: [] }));
}
