import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { asTsv, copyAtMost } from './copy.ts';
import { ColumnMenu } from './column-menu.tsx';
import { Footer } from './footer.tsx';
import { rowHeight, rowsSeen } from './geometry.ts';
import { Head } from './head.tsx';
import { shown, widthOf } from './layout.ts';
import { headHeight, numberWidth } from './model.ts';
import type { GridProps, PlacedColumn } from './model.ts';
import { sortedBy } from './order.ts';
import { Row } from './row.tsx';
import { at, boxOf, cellsIn, move } from './selection.ts';
import type { Box, Place, Range } from './selection.ts';
import { useGridScroll } from './use-scroll.ts';
import type { GridScroll } from './use-scroll.ts';
import { createWindows } from './windows.ts';
import type { Windows } from './windows.ts';
import { useNotices } from '../notices.tsx';
import { useSpeech } from '../words.tsx';

/** Rows are placed from the start of their thousand, so that scrolling moves one layer and not every row. */
const chunk = 1_000;

function placed(props: GridProps): { readonly columns: readonly PlacedColumn[]; readonly width: number } {
  let left = numberWidth;
  const columns = shown(props.setup.layout, props.columns).map((column, index) => {
    const width = widthOf(props.setup.layout, column);
    const here = { ...column, left, width, index, pinned: props.setup.layout.pinned.includes(column.name) };
    left += width;
    return here;
  });
  return { columns, width: left };
}

function useWindows(props: GridProps): { readonly windows: Windows; readonly version: number } {
  const [version, setVersion] = useState(0);
  const { viewId, total, fetchWindow, onFailed } = props;
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const windows = useMemo(
    () => createWindows(total, fetchWindow, { changed: () => setVersion((v) => v + 1), failed: (error) => failed.current(error) }),
    // A new view is new rows, even with the same total.
    [viewId, total, fetchWindow],
  );
  useEffect(() => () => windows.close(), [windows]);
  return { windows, version };
}

/** Only the columns that are seen, and the pinned ones. */
function columnsSeen(columns: readonly PlacedColumn[], scroll: GridScroll): readonly PlacedColumn[] {
  const pinnedWidth = columns.reduce((sum, c) => sum + (c.pinned ? c.width : 0), numberWidth);
  const from = scroll.left + pinnedWidth - 200;
  const to = scroll.left + scroll.width + 200;
  return columns.filter((c) => c.pinned || (c.left + c.width > from && c.left < to));
}

function useCopy(props: GridProps, windows: Windows, columns: readonly PlacedColumn[]): (box: Box) => Promise<void> {
  const { tell, attempt } = useNotices();
  const { say, count } = useSpeech();
  return async (box) => {
    if (cellsIn({ ...box, left: 0, right: 0 }) > copyAtMost) return tell(say('grid.copyTooMuch', { rows: copyAtMost }));
    await attempt(async () => {
      const rows = await windows.take(box.top, box.bottom + 1);
      await navigator.clipboard.writeText(asTsv(rows, columns.slice(box.left, box.right + 1), props.columns, props.money));
      tell(say('grid.copied', { cells: count(cellsIn(box)) }));
    });
  };
}

/** The books' grid: a million rows, spreadsheet keys, one focus that says where it is. */
export function Grid(props: GridProps): ReactNode {
  const gridId = useId();
  const { total, setup, onSetup } = props;
  const { columns, width } = useMemo(() => placed(props), [props.columns, setup.layout]);
  const scroll = useGridScroll(total, headHeight, props.start.top);
  const { windows, version } = useWindows(props);
  const [range, setRange] = useState<Range>(() => at({ row: Math.min(props.start.row, total - 1), col: props.start.col }));
  const [menu, setMenu] = useState<string | null>(null);
  const anchor = useRef<Element | null>(null);
  const copy = useCopy(props, windows, columns);
  const seen = rowsSeen(scroll.offset, total, scroll.heights.view);
  const { active } = range;
  const box = boxOf(range);

  useEffect(() => windows.show(seen.first, seen.end), [windows, seen.first, seen.end]);
  const activeName = active.row >= 0 ? windows.row(active.row)?.name : undefined;
  const { onRow, onPlace } = props;
  useEffect(() => {
    if (activeName !== undefined) onRow(activeName);
  }, [activeName, onRow, version]);
  const top = Math.floor(scroll.offset / rowHeight);
  useEffect(() => onPlace({ row: active.row, col: active.col, top }), [active.row, active.col, top, onPlace]);

  const go = useCallback(
    (next: Range) => {
      setRange(next);
      if (next.active.row >= 0) scroll.showRow(next.active.row);
      showColumn(columns, next.active.col, scroll);
    },
    [columns, scroll],
  );
  const openMenu = (name: string): void => {
    anchor.current = scroll.scroller.current?.querySelector(`[data-head="${CSS.escape(name)}"]`) ?? null;
    setMenu(name);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const column = columns[active.col];
    const ctrl = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(scroll.heights.view / rowHeight) - 1);
    const menuKey = (event.altKey && event.key === 'ArrowDown') || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
    const next = event.altKey ? null : move(range, event, { rows: total, cols: columns.length, page });
    if (menuKey && column !== undefined) openMenu(column.name);
    else if (next !== null) go(next);
    else if (ctrl && event.code === 'KeyC') void copy(box);
    else if (ctrl && event.code === 'KeyA') setRange({ anchor: { row: 0, col: 0 }, active: { row: total - 1, col: columns.length - 1 } });
    else if (event.key === 'Enter' && active.row < 0 && column !== undefined)
      onSetup({ ...setup, sort: sortedBy(setup.sort, column.name, event.shiftKey) });
    else if (event.key === 'Enter' && activeName !== undefined) props.onOpen(activeName);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const base = Math.floor(seen.first / chunk) * chunk;
  const drawn = columnsSeen(columns, scroll);
  const chosenColumn = props.columns.find((c) => c.name === menu);
  return (
    <div className="grid-frame">
      <div
        ref={scroll.scroller}
        className="grid"
        role="grid"
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={`${gridId}-active`}
        tabIndex={0}
        onScroll={scroll.onScroll}
        onKeyDown={press}
        onPointerDown={(event) => dragFrom(event, range, setRange)}
        onPointerMove={(event) => dragOver(event, range, setRange)}
        onDoubleClick={() => (activeName === undefined ? undefined : props.onOpen(activeName))}
      >
        <div className="grid-canvas" style={{ width, height: scroll.heights.laidOut + headHeight }}>
          <Head
            gridId={gridId}
            columns={drawn}
            all={props.columns}
            width={width}
            activeCol={active.row < 0 ? active.col : -1}
            setup={setup}
            onSetup={onSetup}
            onMenu={openMenu}
          />
          <div role="rowgroup" className="grid-body" style={{ top: headHeight, height: scroll.heights.view, width }}>
            <div role="presentation" style={{ transform: `translateY(${base * rowHeight - scroll.offset}px)` }}>
              {Array.from({ length: seen.end - seen.first }, (_, i) => seen.first + i).map((index) => (
                <Row
                  key={index}
                  index={index}
                  y={(index - base) * rowHeight}
                  row={windows.row(index)}
                  width={width}
                  gridId={gridId}
                  columns={drawn}
                  source={props.columns}
                  money={props.money}
                  activeCol={index === active.row ? active.col : -1}
                  from={index >= box.top && index <= box.bottom ? box.left : -1}
                  to={index >= box.top && index <= box.bottom ? box.right : -2}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
      {chosenColumn === undefined ? null : (
        <ColumnMenu
          column={chosenColumn}
          all={props.columns}
          anchor={anchor}
          setup={setup}
          onSetup={onSetup}
          close={() => {
            setMenu(null);
            scroll.scroller.current?.focus({ preventScroll: true });
          }}
        />
      )}
      <Footer grid={props} box={box} columns={columns} windows={windows} />
    </div>
  );
}

function showColumn(columns: readonly PlacedColumn[], col: number, scroll: GridScroll): void {
  const column = columns[col];
  if (column === undefined || column.pinned) return;
  const pinned = columns.reduce((sum, c) => sum + (c.pinned ? c.width : 0), numberWidth);
  if (column.left < scroll.left + pinned) scroll.scrollLeftTo(column.left - pinned);
  else if (column.left + column.width > scroll.left + scroll.width) scroll.scrollLeftTo(column.left + column.width - scroll.width);
}

function placeOf(event: PointerEvent): Place | null {
  const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
  if (!(cell instanceof HTMLElement)) return null;
  return { row: Number(cell.dataset['row']), col: Math.max(0, Number(cell.dataset['col'])) };
}

function dragFrom(event: PointerEvent, range: Range, set: (range: Range) => void): void {
  const place = event.button === 0 ? placeOf(event) : null;
  if (place !== null) set(event.shiftKey ? { anchor: range.anchor, active: place } : at(place));
}

function dragOver(event: PointerEvent, range: Range, set: (range: Range) => void): void {
  if ((event.buttons & 1) === 0) return;
  const place = placeOf(event);
  if (place !== null && (place.row !== range.active.row || place.col !== range.active.col)) set({ anchor: range.anchor, active: place });
}
