import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
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

/** A table of things that can be walked with the keyboard; only what is seen is drawn. */
export function Table<T>(props: TableProps<T>): ReactNode {
  const { rows, columns, rowKey } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const height = props.rowHeight ?? 28;
  // The compiler-free build keeps this hook's instance; its functions are stable per render.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const at = rows.findIndex((row) => rowKey(row) === props.selected);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { onMore } = props;
  useEffect(() => {
    if (onMore !== undefined && last >= rows.length - 20) onMore();
  }, [last, rows.length, onMore]);
  useEffect(() => {
    if (props.autoFocus === true) scroller.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);
  const go = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    props.onSelect?.(row);
    virtual.scrollToIndex(index);
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
  const template: CSSProperties = { gridTemplateColumns: columns.map((c) => c.width).join(' '), minWidth: props.minWidth ?? 0 };
  return (
    <div
      ref={scroller}
      className="table"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at >= 0 && items.some((i) => i.index === at) ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
      onFocus={(event) => {
        if (event.target === event.currentTarget && at < 0 && event.currentTarget.matches(':focus-visible')) go(0);
      }}
    >
      <Heads columns={columns} template={template} />
      <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize(), minWidth: props.minWidth ?? 0 }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={rowKey(row)}
              id={`${id}-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === at}
              className="table-row"
              style={{ ...template, height, transform: `translateY(${item.start}px)` }}
              onClick={() => (props.onSelect ?? props.onOpen)?.(row)}
              onDoubleClick={() => props.onOpen?.(row)}
            >
              {columns.map((column) => (
                <div
                  key={column.id}
                  role="gridcell"
                  className={`table-cell${column.number === true ? ' number' : ''}${column.mono === true ? ' mono' : ''}`}
                  title={column.hint?.(row)}
                >
                  {column.cell(row, item.index)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
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
