import { ArrowDown, ArrowUp, ChevronDown, ListFilter } from 'lucide-react';
import { useRef } from 'react';
import type { MouseEvent, PointerEvent, ReactNode } from 'react';
import { isNumeric } from './cells.ts';
import { widthOfContents } from './fit.ts';
import type { Layout } from './layout.ts';
import { moved, resized } from './layout.ts';
import { headHeight, numberWidth } from './model.ts';
import type { GridColumn, GridSetup, PlacedColumn } from './model.ts';
import { sortedBy } from './order.ts';
import { useSay } from '../words.tsx';

type HeadProps = {
  readonly gridId: string;
  readonly columns: readonly PlacedColumn[];
  readonly all: readonly GridColumn[];
  readonly width: number;
  readonly activeCol: number;
  readonly setup: GridSetup;
  readonly onSetup: (setup: GridSetup) => void;
  readonly onMenu: (column: string) => void;
};

/** The header stays at the top; a press sorts, with Shift beside the other columns. */
export function Head(props: HeadProps): ReactNode {
  const say = useSay();
  const { columns } = props;
  return (
    <div role="rowgroup" className="grid-head" style={{ width: props.width, height: headHeight }}>
      <div role="row" aria-rowindex={1} className="grid-row" style={{ width: props.width, height: headHeight }}>
        <div className="grid-pinned">
          <div role="columnheader" aria-colindex={1} className="grid-cell grid-number" style={{ width: numberWidth }}>
            {say('grid.number')}
          </div>
          {columns.map((column) => (column.pinned ? <HeadCell key={column.name} {...props} column={column} /> : null))}
        </div>
        {columns.map((column) => (column.pinned ? null : <HeadCell key={column.name} {...props} column={column} />))}
      </div>
    </div>
  );
}

const ariaSort = (descending: boolean | undefined): 'ascending' | 'descending' | 'none' =>
  descending === undefined ? 'none' : descending ? 'descending' : 'ascending';

function HeadCell(props: HeadProps & { readonly column: PlacedColumn }): ReactNode {
  const say = useSay();
  const { column, setup, onSetup } = props;
  const place = setup.sort.findIndex((s) => s.column === column.name);
  const sort = setup.sort[place];
  const filtered = setup.filters.some((f) => f.column === column.name);
  const active = column.index === props.activeCol;
  const setLayout = (layout: Layout): void => onSetup({ ...setup, layout });
  const press = (event: MouseEvent): void => onSetup({ ...setup, sort: sortedBy(setup.sort, column.name, event.shiftKey) });
  return (
    <div
      role="columnheader"
      id={active ? `${props.gridId}-active` : undefined}
      aria-colindex={column.index + 2}
      aria-sort={ariaSort(sort?.descending)}
      className={`grid-cell head-cell${isNumeric(column) ? ' number' : ''}${active ? ' active' : ''}`}
      style={column.pinned ? { width: column.width } : { left: column.left, width: column.width, position: 'absolute' }}
      data-head={column.name}
      title={column.title}
      draggable
      onClick={press}
      onDragStart={(event) => event.dataTransfer.setData('text/x-column', column.name)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('text/x-column')) event.preventDefault();
      }}
      onDrop={(event) => {
        const name = event.dataTransfer.getData('text/x-column');
        if (name === '') return;
        event.preventDefault();
        event.stopPropagation();
        setLayout(moved(setup.layout, props.all, name, column.name));
      }}
    >
      <span className="head-title">{column.title}</span>
      {filtered ? <ListFilter className="icon small accent" aria-label={say('grid.filtered')} /> : null}
      {sort === undefined ? null : sort.descending ? (
        <ArrowDown className="icon small" aria-hidden />
      ) : (
        <ArrowUp className="icon small" aria-hidden />
      )}
      {sort !== undefined && setup.sort.length > 1 ? <span className="meta">{place + 1}</span> : null}
      <span
        className="head-menu"
        data-menu={column.name}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          props.onMenu(column.name);
        }}
      >
        <ChevronDown className="icon small" aria-hidden />
      </span>
      <Resizer width={column.width} onWidth={(width) => setLayout(resized(setup.layout, column.name, width))} />
    </div>
  );
}

/** Pulled it makes the column wider or narrower; pressed twice, as wide as its contents. */
function Resizer(props: { readonly width: number; readonly onWidth: (width: number) => void }): ReactNode {
  const from = useRef<{ x: number; width: number } | null>(null);
  const down = (event: PointerEvent<HTMLSpanElement>): void => {
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: props.width };
  };
  return (
    <span
      className="resizer"
      aria-hidden
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => {
        event.stopPropagation();
        const head = event.currentTarget.closest('[data-head]');
        if (head !== null) props.onWidth(widthOfContents(head));
      }}
      onPointerDown={down}
      onPointerMove={(event) => {
        if (from.current !== null) props.onWidth(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
