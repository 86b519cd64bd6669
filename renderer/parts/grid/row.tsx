import { memo } from 'react';
import type { ReactNode } from 'react';
import { isCode, isNumeric, rowText, shownText } from './cells.ts';
import type { CellColumn, Money } from './cells.ts';
import { rowHeight } from './geometry.ts';
import type { PlacedColumn } from './model.ts';
import type { GridRow } from './windows.ts';
import { useSpeech } from '../words.tsx';

type RowProps = {
  readonly index: number;
  readonly y: number;
  readonly row: GridRow | undefined;
  readonly width: number;
  readonly gridId: string;
  readonly columns: readonly PlacedColumn[];
  /** all columns in the order in which cells come */
  readonly source: readonly CellColumn[];
  readonly money: Money;
  readonly activeCol: number;
  readonly from: number;
  readonly to: number;
};

/** One row; drawn again only when its cells, its place or its selection change. */
export const Row = memo(function Row(props: RowProps): ReactNode {
  const { index, row, columns } = props;
  const pinned = columns.filter((c) => c.pinned);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row${props.activeCol >= 0 ? ' current' : ''}`}
      style={{ transform: `translateY(${props.y}px)`, width: props.width, height: rowHeight }}
    >
      <div className="grid-pinned">
        <div role="rowheader" aria-colindex={1} className="grid-cell grid-number" data-row={index} data-col={-1}>
          {index + 1}
        </div>
        {pinned.map((column) => (
          <GridCell key={column.name} {...props} column={column} />
        ))}
      </div>
      {row === undefined
        ? null
        : columns.filter((c) => !c.pinned).map((column) => <GridCell key={column.name} {...props} column={column} />)}
    </div>
  );
});

function GridCell(props: RowProps & { readonly column: PlacedColumn }): ReactNode {
  const speech = useSpeech();
  const { column, row, index } = props;
  const chosen = column.index >= props.from && column.index <= props.to;
  const active = column.index === props.activeCol;
  const cellOf = (name: string) => row?.cells[props.source.findIndex((c) => c.name === name)];
  const text = row === undefined ? '' : shownText(rowText(cellOf(column.name) ?? null, column, props.money, cellOf), column, speech);
  return (
    <div
      role="gridcell"
      id={active ? `${props.gridId}-active` : undefined}
      aria-colindex={column.index + 2}
      aria-selected={chosen}
      className={`grid-cell${isNumeric(column) ? ' number' : ''}${isCode(column) ? ' code' : ''}${active ? ' active' : ''}`}
      style={column.pinned ? { width: column.width } : { left: column.left, width: column.width, position: 'absolute' }}
      data-row={index}
      data-col={column.index}
      title={text.length > 24 ? text : undefined}
    >
      {text}
    </div>
  );
}
