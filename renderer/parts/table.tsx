import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import type { CSSProperties, FocusEvent, KeyboardEvent, ReactNode } from 'react';
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
};

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
};

/** Which row is chosen, and what keys make of it. */
function useWalking<T>(props: TableProps<T>, at: number, scrollTo: (index: number) => void) {
  const { rows } = props;
  const go = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    props.onSelect?.(row);
    scrollTo(index);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = walk(event.key, at, rows.length);
    const row = rows[at];
    if (next !== null) go(next);
    else if (event.key === 'Enter' && row !== undefined) (props.onOpen ?? props.onSelect)?.(row);
    else return;
    event.preventDefault();
  };
  const enter = (event: FocusEvent): void => {
    if (event.target === event.currentTarget && at < 0 && event.currentTarget.matches(':focus-visible')) go(0);
  };
  return { press, enter };
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
  const { press, enter } = useWalking(props, at, (index) => virtual.scrollToIndex(index));
  const template: CSSProperties = { gridTemplateColumns: columns.map((c) => c.width).join(' '), minWidth: props.minWidth ?? 0 };
  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={items.some((i) => i.index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onFocus={enter}
    >
      <Heads columns={columns} template={template} />
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
  readonly style: CSSProperties;
};

function TableRow<T>({ id, table, row, index, chosen, style }: RowProps<T>): ReactNode {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className="table-row"
      style={style}
      onClick={() => (table.onSelect ?? table.onOpen)?.(row)}
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

type HeadsProps<T> = { readonly columns: readonly TableColumn<T>[]; readonly template: CSSProperties };

function Heads<T>(props: HeadsProps<T>): ReactNode {
  return (
    <div role="rowgroup" className="table-head">
      <div role="row" aria-rowindex={1} className="table-row" style={props.template}>
        {props.columns.map((column) => (
          <div key={column.id} role="columnheader" className={`table-cell${column.number === true ? ' number' : ''}`} title={column.title}>
            {column.title}
          </div>
        ))}
      </div>
    </div>
  );
}
