import type { SheetRow } from '../workbook/sheet-rows.ts';
import { cellKind, rowBuilder } from '../workbook/sheet-rows.ts';
import { decimalText } from '../workbook/decimal-text.ts';
import { isList, isText } from './brackets.ts';
import type { Bracket } from './brackets.ts';

const whole = (node: Bracket | undefined): number => (typeof node === 'string' && /^\d{1,7}$/.test(node) ? Number(node) : -1);

/** `{"ru","text"}` or `{"#","text"}`: a text with its language. */
const textPair = (node: Bracket): string | null =>
  isList(node) && node.length === 2 && isText(node[0]) && isText(node[1]) ? node[1].text : null;

/** `{1,n,{"ru","text"},…}`: the text in its first language. */
function languages(node: Bracket): string | null {
  if (!isList(node) || node.length < 3 || whole(node[0]) !== 1) return null;
  return textPair(node[2] ?? '');
}

/** `{"N",12.5}`, `{"D",20240105000000}`, `{"S","text"}`, `{"B",1}`: a value with its type. */
function typed(node: Bracket): readonly [string, 1 | 2 | 3 | 4] | null {
  if (!isList(node) || node.length !== 2 || !isText(node[0])) return null;
  const value = isText(node[1]) ? node[1].text : typeof node[1] === 'string' ? node[1] : null;
  if (value === null) return null;
  if (node[0].text === 'N') return [decimalText(value) ?? value, cellKind.number];
  if (node[0].text === 'D' && /^\d{14}$/.test(value)) return [dayOf(value), cellKind.day];
  if (node[0].text === 'B') return [value === '1' ? 'TRUE' : 'FALSE', cellKind.other];
  return node[0].text === 'S' ? [value, cellKind.text] : null;
}

function dayOf(value: string): string {
  const day = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
  return value.endsWith('000000') ? day : `${day} ${value.slice(8, 10)}:${value.slice(10, 12)}:${value.slice(12)}`;
}

/** What a cell `{16,flags,…}` holds: a typed value before the text that shows it. */
function cellOf(cell: readonly Bracket[]): readonly [string, 1 | 2 | 3 | 4] | null {
  for (const part of cell) {
    const value = typed(part);
    if (value !== null) return value;
  }
  for (const part of cell) {
    const text = languages(part);
    if (text !== null) return [text, cellKind.text];
  }
  return null;
}

const isCell = (node: Bracket | undefined): node is readonly Bracket[] =>
  isList(node) && node.length >= 2 && whole(node[0]) >= 0 && whole(node[1]) >= 0;

/** `count` pairs of column and cell from `at`. @returns where they end, or -1 when it is no such group */
function groupEnd(list: readonly Bracket[], at: number, count: number): number {
  let last = -1;
  for (let i = 0; i < count; i += 1) {
    const column = whole(list[at + i * 2]);
    if (column <= last || !isCell(list[at + i * 2 + 1])) return -1;
    last = column;
  }
  return at + count * 2;
}

type Group = { readonly row: number; readonly from: number; readonly count: number; readonly end: number };

/** A row is `number, format, count of cells`, then the cells, each behind its column. */
function groupAt(list: readonly Bracket[], at: number, after: number): Group | null {
  const [row, format, count] = [whole(list[at]), whole(list[at + 1]), whole(list[at + 2])];
  if (row <= after || format < 0 || count < 0 || count > 16_384) return null;
  const end = groupEnd(list, at + 3, count);
  return end < 0 ? null : { row, from: at + 3, count, end };
}

/** The longest run of rows that follow each other: everything else in the document is formats, sizes and drawings. */
function rowGroups(list: readonly Bracket[]): readonly Group[] {
  let best: readonly Group[] = [];
  let bestCells = 0;
  for (let at = 0; at < list.length; at += 1) {
    const run: Group[] = [];
    let [place, row, cells] = [at, -1, 0];
    for (let group = groupAt(list, place, row); group !== null; group = groupAt(list, place, row)) {
      run.push(group);
      [place, row] = [group.end, group.row];
      cells += group.count;
    }
    if (cells > bestCells) [best, bestCells] = [run, cells];
    if (cells > 0) at = place - 1;
  }
  return best;
}

/** Rows of a spreadsheet of 1C:Enterprise 8 in its text form. */
export function mxlRows(root: readonly Bracket[]): readonly SheetRow[] {
  const list = root.length === 1 && isList(root[0]) ? root[0] : root;
  const builder = rowBuilder();
  return rowGroups(list).flatMap((group) => {
    for (let i = 0; i < group.count; i += 1) {
      const cell = list[group.from + i * 2 + 1];
      const found = isList(cell) ? cellOf(cell) : null;
      if (found !== null) builder.add(whole(list[group.from + i * 2]), ...found);
    }
    const row = builder.take(group.row + 1);
    return row === null ? [] : [row];
  });
}
