import type { TableColumn, TableNode, TableRow } from '../../domain/report/tree.ts';
import type { Block } from './flow.ts';
import { rule, setCell, setFigure, textItems } from './setting.ts';
import type { Set, Setter } from './setting.ts';
import { bodyBottom, bodyTop, rowElement, type as types } from './sheet.ts';
import type { Element, Item, Type } from './sheet.ts';
import { sayWords, spoken } from './voice.ts';
import { lineWidth } from './wrap.ts';

export type TableAt = { readonly left: number; readonly width: number; readonly turned: boolean };
type Column = { readonly column: TableColumn; readonly x: number; readonly width: number };

const gap = 10;
const rowPad = 3.2;
const isFigure = (column: TableColumn): boolean => column.kind === 'money' || column.kind === 'number';

type Types = { readonly body: Type; readonly head: Type };
const typesOf = (node: TableNode): Types =>
  node.dense === true ? { body: types.dense, head: types.denseHead } : { body: types.table, head: types.tableHead };

/** The widest word of the head: a head breaks between words only. */
const headWidth = (column: TableColumn, type: Type, setter: Setter): number =>
  Math.max(
    ...sayWords(column.head, setter.voice)
      .split(' ')
      .map((word) => lineWidth(word, type, setter.measure)),
  );

/** Points that a column of figures needs so that none of its figures gets smaller; at most 400 rows are looked at from each end. */
function figureWidth(node: TableNode, i: number, set: Types, setter: Setter): number {
  const looked = node.rows.length <= 800 ? node.rows : [...node.rows.slice(0, 400), ...node.rows.slice(-400)];
  let width = 0;
  for (const row of looked) {
    const cell = row.cells[i];
    if (cell === undefined || 'say' in cell) continue;
    const said = spoken(cell, setter.voice);
    if (said.text.length > 28 || said.face === 'mono') continue;
    width = Math.max(width, lineWidth(said.text, { face: row.total === true ? 'bold' : 'regular', size: set.body.size }, setter.measure));
  }
  return width;
}

/** Shares of the table's width; a column of figures gets what it needs, columns of text give it up. */
function columnsOf(node: TableNode, at: TableAt, setter: Setter): readonly Column[] {
  const set = typesOf(node);
  const total = node.columns.reduce((sum, column) => sum + column.width, 0);
  const room = at.width - gap * (node.columns.length - 1);
  const shares = node.columns.map((column) => (room * column.width) / total);
  const needs = node.columns.map((column, i) => {
    const head = headWidth(column, set.head, setter);
    const figures = isFigure(column) || column.kind === 'day' ? figureWidth(node, i, set, setter) : 0;
    return Math.ceil(Math.max(head, figures)) + 0.5;
  });
  const spare = shares.map((share, i) => Math.max(0, share - (needs[i] ?? 0)));
  const lack = shares.reduce((sum, share, i) => sum + Math.max(0, (needs[i] ?? 0) - share), 0);
  const taken = Math.min(
    1,
    lack /
      Math.max(
        1,
        spare.reduce((a, b) => a + b, 0),
      ),
  );
  const given = Math.min(1, spare.reduce((a, b) => a + b, 0) / Math.max(1, lack));
  let x = at.left;
  return node.columns.map((column, i) => {
    const share = shares[i] ?? 0;
    const need = needs[i] ?? 0;
    const width = share >= need ? share - (spare[i] ?? 0) * taken : share + (need - share) * given;
    const placed = { column, x, width };
    x += width + gap;
    return placed;
  });
}

type Head = { readonly height: number; readonly place: (top: number, elements: readonly (Element | null)[]) => Item[] };

/** Runs of neighbouring columns with one group over them. */
function groupsOf(columns: readonly Column[]): readonly { readonly key: string; readonly columns: readonly Column[] }[] {
  const groups: { key: string; columns: Column[] }[] = [];
  for (const placed of columns) {
    const key = placed.column.group?.key ?? '';
    const last = groups.at(-1);
    if (last !== undefined && last.key === key) last.columns.push(placed);
    else groups.push({ key, columns: [placed] });
  }
  return groups.filter((group) => group.key !== '');
}

function groupItems(columns: readonly Column[], top: number, type: Type, setter: Setter): Item[] {
  return groupsOf(columns).flatMap((group) => {
    const [first, last] = [group.columns[0], group.columns.at(-1)];
    const words = first?.column.group;
    if (first === undefined || last === undefined || words === undefined) return [];
    const width = last.x + last.width - first.x;
    const set = setCell({ say: words }, type, width, setter);
    const line = lineWidth(set.lines[0] ?? '', set, setter.measure);
    const text = textItems(set, { x: first.x + (width - line) / 2, top, width }, null, setter);
    return [...text, rule(first.x, top + type.leading + 1.5, last.x + last.width, 0.35)];
  });
}

function headOf(columns: readonly Column[], at: TableAt, type: Type, setter: Setter): Head {
  const sets = columns.map(({ column, width }) => setCell({ say: column.head }, type, width + 0.5, setter));
  const lines = Math.max(...sets.map((set) => set.lines.length));
  const grouped = columns.some(({ column }) => column.group !== undefined);
  const groupHeight = grouped ? type.leading + 4 : 0;
  const height = groupHeight + lines * type.leading + 8;
  const place: Head['place'] = (top, elements) => {
    const items: Item[] = [rule(at.left, top, at.left + at.width, 0.8), rule(at.left, top + height, at.left + at.width, 0.5)];
    if (grouped) items.push(...groupItems(columns, top + 3, type, setter));
    for (const [i, set] of sets.entries()) {
      const placed = columns[i];
      if (placed === undefined) continue;
      const y = top + 4 + groupHeight + (lines - set.lines.length) * type.leading;
      const where = { x: placed.x, top: y, width: placed.width, right: isFigure(placed.column) };
      items.push(...textItems(set, where, elements[i] ?? null, setter));
    }
    return items;
  };
  return { height, place };
}

function rowSets(row: TableRow, columns: readonly Column[], type: Type, setter: Setter): readonly Set[] {
  const face: Type = row.total === true ? { ...type, face: 'bold' } : type;
  return columns.map(({ column, width }, i) => {
    const cell = row.cells[i] ?? { blank: true };
    return isFigure(column) && !('say' in cell) ? setFigure(cell, face, width, setter) : setCell(cell, face, width, setter);
  });
}

type RowSpace = {
  readonly columns: readonly Column[];
  readonly at: TableAt;
  readonly type: Type;
  readonly mostLines: number;
  readonly table: Element;
};

const lineUnder = (row: TableRow, at: TableAt, y: number): Item => {
  const right = at.left + at.width;
  if (row.total === true) return rule(at.left, y, right, 0.8);
  return { kind: 'rule', x1: at.left, y1: y, x2: right, y2: y, weight: 0.4, quiet: true };
};

/** The line under a row, from the first column of words to the right edge. */
function noteOf(row: TableRow, space: RowSpace, setter: Setter): { readonly set: Set; readonly x: number; readonly width: number } | null {
  if (row.note === undefined) return null;
  const x = space.columns.find(({ column }) => column.kind === 'text')?.x ?? space.at.left;
  const width = space.at.left + space.at.width - x;
  return { set: setCell({ say: row.note }, space.type, width, setter), x, width };
}

/** A row as blocks: one, unless a cell is taller than a page. */
function rowBlocks(row: TableRow, space: RowSpace, setter: Setter): Block[] {
  const { columns, at, type } = space;
  const sets = rowSets(row, columns, type, setter);
  const { cells } = rowElement(
    space.table,
    sets.map(() => 'TD'),
    'Row',
  );
  const lines = Math.max(...sets.map((set) => set.lines.length));
  const parts = Math.ceil(lines / space.mostLines);
  const note = noteOf(row, space, setter);
  const noteHeight = note === null ? 0 : note.set.lines.length * type.leading;
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part * space.mostLines, Math.min(lines, (part + 1) * space.mostLines)];
    const last = part === parts - 1;
    const height = (to - from) * type.leading + 2 * rowPad + (last ? noteHeight : 0);
    const place = (top: number): Item[] => {
      const items: Item[] = [];
      if (row.total === true) items.push(rule(at.left, top, at.left + at.width, 0.5));
      if (last) items.push(lineUnder(row, at, top + height));
      for (const [i, set] of sets.entries()) {
        const placed = columns[i];
        if (placed === undefined) continue;
        const where = { x: placed.x, top: top + rowPad, width: placed.width, right: isFigure(placed.column) };
        items.push(...textItems({ ...set, lines: set.lines.slice(from, to) }, where, cells[i] ?? null, setter));
      }
      if (last && note !== null) {
        const where = { x: note.x, top: top + rowPad + (to - from) * type.leading, width: note.width };
        items.push(...textItems(note.set, where, cells.at(-1) ?? null, setter));
      }
      return items;
    };
    return { before: 0, height, keepNext: false, place };
  });
}

/** A table as one block per row; its head comes again on every page. */
export function tableBlocks(node: TableNode, at: TableAt, setter: Setter): readonly Block[] {
  const set = typesOf(node);
  const columns = columnsOf(node, at, setter);
  const table: Element = { tag: 'Table', parent: setter.root };
  const headCells = rowElement(
    table,
    columns.map(() => 'TH'),
    'Column',
  ).cells;
  const head = headOf(columns, at, set.head, setter);
  const mostLines = Math.floor((bodyBottom(at.turned) - bodyTop({ key: '', args: {} }) - head.height - 2 * rowPad) / set.body.leading);
  const first: Block = { before: 9, height: head.height, keepNext: true, place: (top) => head.place(top, headCells) };
  const repeat = { height: head.height, place: (top: number) => head.place(top, []) };
  const space: RowSpace = { columns, at, type: set.body, mostLines, table };
  const rows = node.rows.flatMap((row, i) => {
    const beforeTotal = node.rows[i + 1]?.total === true;
    return rowBlocks(row, space, setter).map((block) => ({ ...block, repeat, keepNext: beforeTotal }));
  });
  return [first, ...rows];
}
