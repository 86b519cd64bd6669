import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import type { CSSProperties, FocusEvent, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { walk } from './walk.ts';

export type TableColumn<T> = {
  readonly id: string;
  readonly title: string;
  /** a track of CSS grid: `120px`, `minmax(140px, 1fr)` */
  readonly width: string;
  readonly number?: boolean;
  readonly mono?: boolean;
  readonly cell: (row: T, index: number) => ReactNode;
  /** what a narrow cell says in full */
  readonly hint?: (row: T) => string;
  /** the heading sorts when it is pressed */
  readonly sortable?: boolean;
};

export type TableSort = { readonly column: string; readonly descending: boolean };

type TableProps<T> = {
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly selected?: string | undefined;
  readonly onSelect?: (row: T) => void;
  readonly onOpen?: (row: T) => void;
  /** asked for when the end comes near */
  readonly onMore?: (() => void) | undefined;
  readonly autoFocus?: boolean;
  readonly rowHeight?: number;
  readonly minWidth?: number;
  /** several rows can be marked: Space, Shift+arrows, Ctrl+A, Ctrl+click, Shift+click */
  readonly marked?: ReadonlySet<string>;
  readonly onMark?: (keys: ReadonlySet<string>) => void;
  readonly sort?: TableSort | null;
  readonly onSort?: (sort: TableSort | null) => void;
};

const rangeOf = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => Math.min(from, to) + i);

/** Marks by keyboard and pointer; a range grows from the row where it was begun. */
function useMarking<T>(props: TableProps<T>) {
  const { rows, rowKey, onMark, marked = new Set<string>() } = props;
  const start = useRef<number | null>(null);
  const keysAt = (places: readonly number[]): string[] =>
    places.flatMap((place) => {
      const row = rows[place];
      return row === undefined ? [] : [rowKey(row)];
    });
  const toggle = (at: number): void => {
    start.current = at;
    const [key] = keysAt([at]);
    if (key === undefined) return;
    const next = new Set(marked);
    if (!next.delete(key)) next.add(key);
    onMark?.(next);
  };
  const extend = (from: number, to: number): void => {
    start.current ??= from;
    onMark?.(new Set(keysAt(rangeOf(start.current, to))));
  };
  const clear = (): boolean => {
    start.current = null;
    if (marked.size === 0) return false;
    onMark?.(new Set());
    return true;
  };
  /** @returns whether the key was about marks */
  const press = (event: KeyboardEvent, at: number): boolean => {
    if (onMark === undefined) return false;
    if (event.key === ' ') toggle(at);
    else if ((event.ctrlKey || event.metaKey) && event.code === 'KeyA') onMark(new Set(rows.map(rowKey)));
    else if (event.key === 'Escape') return clear();
    else return false;
    return true;
  };
  return { press, toggle, extend, clear, able: onMark !== undefined };
}

/** Which row is chosen, and what keys make of it. */
function useWalking<T>(props: TableProps<T>, at: number, scrollTo: (index: number) => void) {
  const { rows } = props;
  const marking = useMarking(props);
  const go = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    props.onSelect?.(row);
    scrollTo(index);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    if (marking.press(event, at)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    if (event.ctrlKey || event.metaKey) return;
    const next = walk(event.key, at, rows.length);
    const row = rows[at];
    if (next !== null) {
      if (event.shiftKey && marking.able) marking.extend(at, next);
      go(next);
    } else if (event.key === 'Enter' && row !== undefined) (props.onOpen ?? props.onSelect)?.(row);
    else return;
    event.preventDefault();
  };
  const enter = (event: FocusEvent): void => {
    if (event.target === event.currentTarget && at < 0 && event.currentTarget.matches(':focus-visible')) go(0);
  };
  const click = (event: MouseEvent, index: number): void => {
    if (marking.able && (event.ctrlKey || event.metaKey)) marking.toggle(index);
    else if (marking.able && event.shiftKey) marking.extend(at, index);
    else marking.clear();
    const row = rows[index];
    if (row !== undefined) (props.onSelect ?? props.onOpen)?.(row);
  };
  return { press, enter, click };
}

/** A table of things that can be walked with the keyboard; only what is seen is drawn. */
export function Table<T>(props: TableProps<T>): ReactNode {
  const { rows, columns, onMore, autoFocus = false } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const height = props.rowHeight ?? 28;
  // The rule is for the React compiler, which is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const at = rows.findIndex((row) => props.rowKey(row) === props.selected);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onMore !== undefined && last >= rows.length - 20) onMore();
  }, [last, rows.length, onMore]);
  useEffect(() => {
    if (autoFocus) scroller.current?.focus({ preventScroll: true });
  }, [autoFocus]);
  const { press, enter, click } = useWalking(props, at, (index) => virtual.scrollToIndex(index));
  const template: CSSProperties = { gridTemplateColumns: columns.map((c) => c.width).join(' '), minWidth: props.minWidth ?? 0 };
  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={props.onMark !== undefined}
      aria-activedescendant={items.some((i) => i.index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onFocus={enter}
    >
      <Heads table={props} template={template} />
      <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize(), minWidth: props.minWidth ?? 0 }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          const style: CSSProperties = { ...template, height, transform: `translateY(${start}px)` };
          return row === undefined ? null : (
            <TableRow
              key={props.rowKey(row)}
              id={`${id}-${index}`}
              table={props}
              row={row}
              index={index}
              chosen={index === at}
              click={click}
              style={style}
            />
          );
        })}
      </div>
    </div>
  );
}

type RowProps<T> = {
  readonly id: string;
  readonly table: TableProps<T>;
  readonly row: T;
  readonly index: number;
  readonly chosen: boolean;
  readonly click: (event: MouseEvent, index: number) => void;
  readonly style: CSSProperties;
};

function TableRow<T>({ id, table, row, index, chosen, click, style }: RowProps<T>): ReactNode {
  const marked = table.marked?.has(table.rowKey(row)) === true;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen || marked}
      className={`table-row${chosen ? ' chosen' : ''}${marked ? ' marked' : ''}`}
      style={style}
      onClick={(event) => click(event, index)}
      onDoubleClick={() => table.onOpen?.(row)}
    >
      {table.columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={`table-cell${column.number === true ? ' number' : ''}${column.mono === true ? ' mono' : ''}`}
          title={column.hint?.(row)}
        >
          {column.cell(row, index)}
        </div>
      ))}
    </div>
  );
}

type HeadsProps<T> = { readonly table: TableProps<T>; readonly template: CSSProperties };

function Heads<T>({ table, template }: HeadsProps<T>): ReactNode {
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} className="table-row" style={template}>
        {table.columns.map((column) => (
          <Head key={column.id} table={table} column={column} />
        ))}
      </div>
    </div>
  );
}

/** A heading; where it sorts, pressing it leads from up to down to the table's own order. */
function Head<T>({ table, column }: { readonly table: TableProps<T>; readonly column: TableColumn<T> }): ReactNode {
  const className = `table-cell${column.number === true ? ' number' : ''}`;
  const { onSort } = table;
  if (column.sortable !== true || onSort === undefined) {
    return (
      <div role="columnheader" className={className} title={column.title}>
        {column.title}
      </div>
    );
  }
  const sort = table.sort?.column === column.id ? table.sort : null;
  const next = sort === null ? { column: column.id, descending: true } : sort.descending ? { column: column.id, descending: false } : null;
  return (
    <div
      role="columnheader"
      className={className}
      title={column.title}
      aria-sort={sort === null ? 'none' : sort.descending ? 'descending' : 'ascending'}
    >
      <button type="button" className="head-button" onClick={() => onSort(next)}>
        {column.title}
        {sort === null ? null : <span aria-hidden>{sort.descending ? '\u00a0↓' : '\u00a0↑'}</span>}
      </button>
    </div>
  );
}
