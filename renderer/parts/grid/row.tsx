import { StickyNote } from 'lucide-react';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { isCode, isNumeric, rowText, shownText } from './cells.ts';
import type { Cell, Money } from './cells.ts';
import { rowHeight } from './geometry.ts';
import type { PlacedColumn, RowTag } from './model.ts';
import type { GridRow } from './windows.ts';
import { useSpeech } from '../words.tsx';
import type { Speech } from '../words.tsx';

type RowProps = {
  readonly index: number;
  readonly y: number;
  readonly row: GridRow | undefined;
  readonly width: number;
  readonly gridId: string;
  readonly columns: readonly PlacedColumn[];
  /** at which place of the cells a column stands */
  readonly places: ReadonlyMap<string, number>;
  readonly money: Money;
  readonly activeCol: number;
  readonly from: number;
  readonly to: number;
  readonly tag?: RowTag | undefined;
};

/** One row; drawn again only when its cells, its place or its selection change. */
export const Row = memo(function Row(props: RowProps): ReactNode {
  const { index, row, columns } = props;
  const speech = useSpeech();
  const draw = (column: PlacedColumn): ReactNode => (
    <GridCell
      key={column.name}
      column={column}
      text={textOf(props, column, speech)}
      changed={props.tag?.changed?.get(column.name)}
      {...markOf(props, column)}
    />
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row${props.activeCol >= 0 ? ' current' : ''}`}
      style={{ transform: `translateY(${props.y}px)`, width: props.width, height: rowHeight }}
    >
      <div className="grid-pinned" role="presentation">
        <div role="rowheader" aria-colindex={1} className="grid-cell grid-number" data-row={index} data-col={-1}>
          <Signs tag={props.tag} />
          <span>{index + 1}</span>
        </div>
        {columns.map((column) => (column.pinned ? draw(column) : null))}
      </div>
      {row === undefined ? null : columns.map((column) => (column.pinned ? null : draw(column)))}
    </div>
  );
});

/** What a person put on the row, before its number. */
function Signs({ tag }: { readonly tag: RowTag | undefined }): ReactNode {
  const { mark, note } = tag ?? {};
  return (
    <>
      {mark === undefined ? null : (
        <span className={`mark-sign ${mark.tone}`} role="img" aria-label={mark.name} title={mark.name}>
          {mark.letter}
        </span>
      )}
      {note === undefined ? null : (
        <span className="row-note" role="img" aria-label={note} title={note}>
          <StickyNote className="icon small" aria-hidden />
        </span>
      )}
    </>
  );
}

function textOf({ row, places, money }: RowProps, column: PlacedColumn, speech: Speech): string {
  if (row === undefined) return '';
  const valueOf = (name: string): Cell | undefined => row.cells[places.get(name) ?? -1];
  return shownText(rowText(valueOf(column.name) ?? null, column, money, valueOf), column, speech);
}

type Mark = { readonly row: number; readonly chosen: boolean; readonly active: boolean; readonly id: string | undefined };

function markOf(props: RowProps, { index }: PlacedColumn): Mark {
  const active = index === props.activeCol;
  return { row: props.index, chosen: index >= props.from && index <= props.to, active, id: active ? `${props.gridId}-active` : undefined };
}

/** Longer than this a cell is likely cut off: pointing at it shows it whole. */
const longText = 24;

const GridCell = memo(function GridCell({
  column,
  text,
  row,
  chosen,
  active,
  id,
  changed,
}: Mark & { readonly column: PlacedColumn; readonly text: string; readonly changed: string | undefined }): ReactNode {
  return (
    <div
      role="gridcell"
      id={id}
      aria-colindex={column.index + 2}
      aria-selected={chosen}
      className={`grid-cell${isNumeric(column) ? ' number' : ''}${isCode(column) ? ' code' : ''}${active ? ' active' : ''}${changed === undefined ? '' : ' changed'}`}
      style={column.pinned ? { width: column.width } : { left: column.left, width: column.width, position: 'absolute' }}
      data-row={row}
      data-col={column.index}
      title={changed ?? (text.length > longText ? text : undefined)}
      aria-description={changed}
    >
      {text}
    </div>
  );
});
