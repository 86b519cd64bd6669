import { closeLines, joinedCells } from './cell-lines.ts';
import type { CellLine, TableRow } from './cell-lines.ts';
import { columnsUnder, placeChunks } from './place-chunks.ts';
import { hasFigure, isFigure } from './chunks.ts';
import type { ChunkedLine } from './chunks.ts';
import type { ColumnRun } from './find-columns.ts';
import { joinWrapped } from './join-wrapped.ts';

const cellLine = (line: ChunkedLine, columns: readonly ColumnRun[], isHeader: boolean): CellLine => ({
  no: line.no,
  base: line.base,
  size: line.size,
  single: line.chunks.length === 1,
  ...placeChunks(line, columns, isHeader),
});

/** Words of one header cell stand below each other: lines that are close are one, but a title above is none of them. */
function headerRows(lines: readonly CellLine[]): readonly TableRow[] {
  const groups: CellLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const close = last !== undefined && line.base - last.base <= closeLines * Math.max(line.size, last.size);
    const isTitle = group?.every((one) => one.single) === true;
    const isOver = last !== undefined && last.spans.length > 0;
    if (group !== undefined && close && !isTitle && !isOver) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => ({ no: group[0]?.no ?? 0, cells: joinedCells(group), spans: group.flatMap((line) => line.spans) }));
}

/** The first line that is a row and no heading: figures stand in it, below each other in as many columns as rows have. */
function firstRow(lines: readonly ChunkedLine[], columns: readonly ColumnRun[]): number {
  const least = Math.max(2, Math.ceil(columns.length * 0.4));
  const isRow = (line: ChunkedLine): boolean =>
    hasFigure(line) && columnsUnder(line, columns).length >= least && line.chunks.filter((chunk) => isFigure(chunk.text)).length > 0;
  return lines.findIndex(isRow);
}

/** @param lines of one table on one page @param opens its header stands above its rows @returns its rows, header lines first */
export function tableRows(lines: readonly ChunkedLine[], columns: readonly ColumnRun[], opens: boolean): readonly TableRow[] {
  const first = firstRow(lines, columns);
  const from = first < 0 ? lines.length : first;
  // where the header goes on from the page before, whatever stands above the first row may be the end of a row
  const head = opens ? lines.slice(0, from) : [];
  const body = lines.slice(head.length).map((line) => cellLine(line, columns, false));
  return [...headerRows(head.map((line) => cellLine(line, columns, true))), ...joinWrapped(body, columns.length)];
}
