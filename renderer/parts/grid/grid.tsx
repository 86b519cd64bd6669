import { useId, useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { ColumnMenu } from './column-menu.tsx';
import { columnsSeen } from './columns.ts';
import { Footer } from './footer.tsx';
import { rowHeight } from './geometry.ts';
import { Head } from './head.tsx';
import { headHeight } from './model.ts';
import type { GridProps, PlacedColumn } from './model.ts';
import { Row } from './row.tsx';
import { dragPointer, pressKey, pressPointer, useGrid } from './use-grid.ts';
import type { GridState } from './use-grid.ts';

/** Rows are placed from the start of their thousand, so that scrolling moves one layer and not every row. */
const chunk = 1_000;

type Menu = { readonly column: string; readonly anchor: RefObject<Element | null> };

/** The books' grid: a million rows, spreadsheet keys, one focus that says where it is. */
export function Grid(props: GridProps): ReactNode {
  const grid = useGrid(props);
  const [menu, setMenu] = useState<Menu | null>(null);
  const surface = grid.scroll.scroller;
  const openMenu = (column: string): void => {
    const anchor = surface.current?.querySelector(`[data-head="${CSS.escape(column)}"]`) ?? null;
    setMenu({ column, anchor: { current: anchor } });
  };
  const column = props.columns.find((c) => c.name === menu?.column);
  return (
    <div className="grid-frame">
      <Surface grid={grid} props={props} openMenu={openMenu} />
      {menu === null || column === undefined ? null : (
        <ColumnMenu
          column={column}
          all={props.columns}
          anchor={menu.anchor}
          setup={props.setup}
          onSetup={props.onSetup}
          acts={props.columnActs ?? []}
          close={() => {
            setMenu(null);
            surface.current?.focus({ preventScroll: true });
          }}
        />
      )}
      <Footer grid={props} box={grid.box} columns={grid.columns} windows={grid.windows} />
    </div>
  );
}

type SurfaceProps = { readonly grid: GridState; readonly props: GridProps; readonly openMenu: (column: string) => void };

/** The part that scrolls and holds the focus. */
function Surface({ grid, props, openMenu }: SurfaceProps): ReactNode {
  const gridId = useId();
  const { scroll, width } = grid;
  const { scroller, onScroll } = scroll;
  const { active } = grid.range;
  const drawn = useDrawn(grid);
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || !pressKey(event, grid, props, openMenu)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.total + 1}
      aria-colcount={grid.columns.length + 1}
      aria-multiselectable
      aria-activedescendant={`${gridId}-active`}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={press}
      onPointerDown={(event) => pressPointer(event, grid)}
      onPointerMove={(event) => dragPointer(event, grid)}
      onDoubleClick={() => (grid.activeName === undefined ? undefined : props.onOpen(grid.activeName))}
    >
      <div className="grid-canvas" role="presentation" style={{ width, height: scroll.heights.laidOut + headHeight }}>
        <Head
          gridId={gridId}
          columns={drawn}
          all={props.columns}
          width={width}
          activeCol={active.row < 0 ? active.col : -1}
          setup={props.setup}
          onSetup={props.onSetup}
          onMenu={openMenu}
        />
        <Rows gridId={gridId} grid={grid} props={props} drawn={drawn} />
      </div>
    </div>
  );
}

/** The same list as long as the same columns are seen, so that rows need not be drawn again. */
function useDrawn({ columns, scroll }: GridState): readonly PlacedColumn[] {
  const seen = columnsSeen(columns, scroll);
  const key = seen.map((column) => column.index).join();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the columns that are seen
  return useMemo(() => seen, [columns, key]);
}

type RowsProps = {
  readonly gridId: string;
  readonly grid: GridState;
  readonly props: GridProps;
  readonly drawn: readonly PlacedColumn[];
};

/** The rows that are seen, in a layer that stays in view while the bar moves. */
function Rows({ gridId, grid, props, drawn }: RowsProps): ReactNode {
  const { seen, scroll, offset, box, range, windows, width } = grid;
  const places = useMemo(() => new Map(props.columns.map((column, index) => [column.name, index])), [props.columns]);
  const base = Math.floor(seen.first / chunk) * chunk;
  return (
    <div role="rowgroup" className="grid-body" style={{ top: headHeight, height: scroll.heights.view, width }}>
      <div role="presentation" style={{ transform: `translateY(${base * rowHeight - offset}px)` }}>
        {Array.from({ length: seen.end - seen.first }, (_, i) => seen.first + i).map((index) => {
          const chosen = index >= box.top && index <= box.bottom;
          const row = windows.row(index);
          return (
            <Row
              key={index}
              index={index}
              y={(index - base) * rowHeight}
              row={row}
              tag={row === undefined ? undefined : props.tagOf?.(row.name)}
              width={width}
              gridId={gridId}
              columns={drawn}
              places={places}
              money={props.money}
              activeCol={index === range.active.row ? range.active.col : -1}
              from={chosen ? box.left : -1}
              to={chosen ? box.right : -2}
            />
          );
        })}
      </div>
    </div>
  );
}
