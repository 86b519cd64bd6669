import { useEffect, useMemo, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useStable } from '../latest.ts';
import { useNotices } from '../notices.tsx';
import { useSpeech } from '../words.tsx';
import { leftShowing, placed } from './columns.ts';
import { asTsv, copyAtMost } from './copy.ts';
import { rowHeight, rowsSeen } from './geometry.ts';
import { createHold, holdAtMostMs } from './hold.ts';
import { shown, stepped } from './layout.ts';
import { headHeight } from './model.ts';
import type { GridProps, PlacedColumn, RowAct } from './model.ts';
import { sortedBy } from './order.ts';
import { at, boxOf, cellsIn, move } from './selection.ts';
import type { Box, Place, Range } from './selection.ts';
import { useGridScroll } from './use-scroll.ts';
import type { GridScroll } from './use-scroll.ts';
import { createWindows } from './windows.ts';
import type { Windows } from './windows.ts';

export type GridState = {
  readonly columns: readonly PlacedColumn[];
  readonly width: number;
  readonly scroll: GridScroll;
  /** where the rows are drawn, in pixels of rows */
  readonly offset: number;
  readonly windows: Windows;
  readonly range: Range;
  readonly box: Box;
  readonly seen: { readonly first: number; readonly end: number };
  readonly activeName: string | undefined;
  readonly setRange: (range: Range) => void;
  readonly go: (range: Range) => void;
  readonly copy: () => void;
  /** gives the names of the chosen rows to what is done with them */
  readonly withNames: (act: RowAct) => void;
};

/** Rows come by windows; the version counts arrivals, so that the grid draws again. */
function useWindows(props: GridProps): Windows {
  const [, setVersion] = useState(0);
  const { total, fetchWindow, first } = props;
  const changed = useStable(() => setVersion((v) => v + 1));
  const failed = useStable(props.onFailed);
  const windows = useMemo(
    () => createWindows({ total, first }, fetchWindow, { changed, failed }),
    [total, first, fetchWindow, changed, failed],
  );
  useEffect(() => () => windows.close(), [windows]);
  return windows;
}

/** Where the rows are drawn: where the bar is, or where it was a moment ago until the rows have come. */
function useDrawnOffset(windows: Windows, { offset, heights }: GridScroll, total: number): number {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- other rows: nothing of what was drawn before is theirs
  const hold = useMemo(() => createHold(), [windows]);
  const [lateAt, setLateAt] = useState(-1);
  const drawn = hold.at(offset, (place) => {
    const { first, end } = rowsSeen(place, total, heights.view, 0);
    return windows.has(first, end);
  });
  const held = drawn !== offset;
  useEffect(() => {
    if (!held) return undefined;
    const timer = setTimeout(() => setLateAt(drawn), holdAtMostMs);
    return () => clearTimeout(timer);
  }, [held, drawn]);
  return held && lateAt === drawn ? offset : drawn;
}

function useCopy(props: GridProps, windows: Windows, chosen: { readonly columns: readonly PlacedColumn[]; readonly box: Box }): () => void {
  const { tell, attempt } = useNotices();
  const { say, count } = useSpeech();
  const { box, columns } = chosen;
  const copy = async (): Promise<void> => {
    const rows = await windows.take(box.top, box.bottom + 1);
    await props.onCopy?.(
      rows.length,
      columns.slice(box.left, box.right + 1).map((column) => column.name),
    );
    await navigator.clipboard.writeText(asTsv(rows, columns.slice(box.left, box.right + 1), props.columns, props.money));
    tell(say('grid.copied', { cells: count(cellsIn(box)) }));
  };
  return () => {
    if (cellsIn({ ...box, left: 0, right: 0 }) > copyAtMost) tell(say('grid.copyTooMuch', { rows: copyAtMost }));
    else void attempt(copy);
  };
}

/** More rows than this are not marked one by one. */
const namedAtMost = 10_000;

function useNames(windows: Windows, box: Box): (act: RowAct) => void {
  const { tell, attempt } = useNotices();
  const { say } = useSpeech();
  return (act) => {
    if (box.bottom - box.top >= namedAtMost) tell(say('grid.tooManyRows', { rows: namedAtMost }));
    else void attempt(async () => act.run((await windows.take(box.top, box.bottom + 1)).map((row) => row.name)));
  };
}

const startOf = ({ start, total }: GridProps): Range => at({ row: Math.min(start.row, total - 1), col: start.col });

/** What is chosen; rows in another order begin where they are said to. */
function useRange(props: GridProps): readonly [Range, (range: Range) => void] {
  const [chosen, setChosen] = useState({ of: props.viewId, range: startOf(props) });
  const setRange = useStable((range: Range) => setChosen({ of: props.viewId, range }));
  if (chosen.of === props.viewId) return [chosen.range, setRange];
  const range = startOf(props);
  setChosen({ of: props.viewId, range });
  return [range, setRange];
}

/** Everything that the grid knows: its columns, its rows, where it is scrolled to, what is chosen. */
export function useGrid(props: GridProps): GridState {
  const { total, setup, onCell, onPlace } = props;
  const { columns, width } = useMemo(() => placed(props.columns, setup.layout), [props.columns, setup.layout]);
  const scroll = useGridScroll(total, headHeight, { row: props.start.top, of: props.viewId });
  const windows = useWindows(props);
  const [range, setRange] = useRange(props);
  const wanted = rowsSeen(scroll.offset, total, scroll.heights.view);
  const offset = useDrawnOffset(windows, scroll, total);
  const seen = rowsSeen(offset, total, scroll.heights.view);
  const box = boxOf(range);
  const { row, col } = range.active;
  useEffect(() => windows.show(wanted.first, wanted.end), [windows, wanted.first, wanted.end]);
  const activeColumn = columns[col]?.name;
  const activeName = row >= 0 ? windows.row(row)?.name : undefined;
  useEffect(() => {
    if (activeName !== undefined && activeColumn !== undefined) onCell(activeName, activeColumn);
  }, [activeName, activeColumn, onCell]);
  const top = Math.floor(scroll.offset / rowHeight);
  useEffect(() => onPlace({ row, col, top }), [row, col, top, onPlace]);
  const go = (next: Range): void => {
    setRange(next);
    if (next.active.row >= 0) scroll.showRow(next.active.row);
    const column = columns[next.active.col];
    const left = column === undefined ? null : leftShowing(column, columns, scroll);
    if (left !== null) scroll.scrollLeftTo(left);
  };
  const copy = useCopy(props, windows, { columns, box });
  const withNames = useNames(windows, box);
  return { columns, width, scroll, offset, windows, range, box, seen, activeName, setRange, go, copy, withNames };
}

const columnSteps: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Alt+Shift+arrow moves the column where the person is; the person goes along. @returns false when the key moves none */
function moveColumn(event: KeyboardEvent, { range, columns, setRange }: GridState, props: GridProps): boolean {
  const by = event.altKey && event.shiftKey ? columnSteps[event.key] : undefined;
  const column = columns[range.active.col];
  if (by === undefined || column === undefined) return false;
  const layout = stepped(props.setup.layout, props.columns, column.name, by);
  props.onSetup({ ...props.setup, layout });
  setRange(at({ row: range.active.row, col: shown(layout, props.columns).findIndex((one) => one.name === column.name) }));
  return true;
}

/** What a key does in the grid, as in a spreadsheet. @returns false when the key is not the grid's */
export function pressKey(event: KeyboardEvent, grid: GridState, props: GridProps, openMenu: (column: string) => void): boolean {
  const { range, columns, scroll } = grid;
  const { active } = range;
  const column = columns[active.col];
  const ctrl = event.ctrlKey || event.metaKey;
  const page = Math.max(1, Math.floor(scroll.heights.view / rowHeight) - 1);
  const size = { rows: props.total, cols: columns.length, page };
  const menuKey = (event.altKey && event.key === 'ArrowDown') || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
  const next = event.altKey ? null : move(range, event, size);
  if (moveColumn(event, grid, props)) return true;
  if (menuKey && column !== undefined) openMenu(column.name);
  else if (next !== null) grid.go(next);
  else if (ctrl && event.code === 'KeyC') grid.copy();
  else if (ctrl && event.code === 'KeyA') grid.setRange({ anchor: { row: 0, col: 0 }, active: { row: size.rows - 1, col: size.cols - 1 } });
  else if (event.key === 'Enter' && active.row < 0 && column !== undefined)
    props.onSetup({ ...props.setup, sort: sortedBy(props.setup.sort, column.name, event.shiftKey) });
  else if (event.key === 'Enter' && grid.activeName !== undefined) props.onOpen(grid.activeName);
  else return actOnRows(event, grid, props);
  return true;
}

/** A plain letter does something with the chosen rows. @returns false when it does nothing here */
function actOnRows(event: KeyboardEvent, grid: GridState, props: GridProps): boolean {
  const act = props.rowActs?.find((one) => one.code === event.code);
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey || grid.range.active.row < 0) return false;
  grid.withNames(act);
  return true;
}

function placeOf(event: PointerEvent): Place | null {
  const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  if (!(cell instanceof HTMLElement)) return null;
  return { row: Number(cell.dataset['row']), col: Math.max(0, Number(cell.dataset['col'])) };
}

/** A press chooses a cell, with Shift up to it. */
export function pressPointer(event: PointerEvent, { range, setRange }: GridState): void {
  const place = event.button === 0 ? placeOf(event) : null;
  if (place !== null) setRange(event.shiftKey ? { anchor: range.anchor, active: place } : at(place));
}

/** Moving with the button held chooses what lies between. */
export function dragPointer(event: PointerEvent, { range, setRange }: GridState): void {
  if ((event.buttons & 1) === 0) return;
  const place = placeOf(event);
  if (place !== null && (place.row !== range.active.row || place.col !== range.active.col))
    setRange({ anchor: range.anchor, active: place });
}
