import { useEffect, useId, useRef } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { percentText } from '../../../../domain/coverage/run-coverage.ts';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { periodName } from '../explore/periods.ts';
import { columnKey, foundOf, shownAt } from './shape.ts';
import type { Column, Coverage, Place, Row, Shown } from './shape.ts';
import { StateMark } from './state-mark.tsx';

type MatrixProps = {
  readonly coverage: Coverage;
  readonly columns: readonly Column[];
  readonly place: Place | null;
  readonly onPlace: (place: Place) => void;
  /** Enter, or a second press */
  readonly onOpen: (place: Place) => void;
};

const headText = (column: Column, speech: Speech): string =>
  column.kind === 'month' ? periodName(column.month, 'month', speech) : speech.say(`coverage.column.${column.kind}`);

/** What a cell says to somebody who does not see its colour. */
function cellName(row: Row, column: Column, shown: Shown | null, speech: Speech): string {
  const { say } = speech;
  const args = { table: say(`table.${row.table}`), month: headText(column, speech) };
  if (shown === null) return say('coverage.cell.empty', args);
  const state = say(`coverage.state.${shown.state}`);
  if (shown.expected === null) return say('coverage.cell.received', { ...args, received: shown.received, state });
  const { received, expected, missing } = shown;
  if (missing === 0) return say('coverage.cell.expected', { ...args, received, expected, state });
  const found = foundOf(shown);
  return say('coverage.cell.lacking', { ...args, found, expected, missing, beside: received - found, state });
}

/** Arrows walk over tables and months as in a spreadsheet. @returns the next place, null when the key walks nowhere */
function walked(event: KeyboardEvent, at: { readonly row: number; readonly column: number }, size: { rows: number; columns: number }) {
  const clamp = (n: number, most: number): number => Math.max(0, Math.min(most - 1, n));
  const { row, column } = at;
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowDown':
      return { row: far ? size.rows - 1 : clamp(row + 1, size.rows), column };
    case 'ArrowUp':
      return { row: far ? 0 : clamp(row - 1, size.rows), column };
    case 'ArrowRight':
      return { row, column: far ? size.columns - 1 : clamp(column + 1, size.columns) };
    case 'ArrowLeft':
      return { row, column: far ? 0 : clamp(column - 1, size.columns) };
    case 'Home':
      return { row: far ? 0 : row, column: 0 };
    case 'End':
      return { row: far ? size.rows - 1 : row, column: size.columns - 1 };
    default:
      return null;
  }
}

const indexOf = <T,>(all: readonly T[], is: (one: T) => boolean): number => Math.max(0, all.findIndex(is));

/** Kinds of record × months: how many came, how many should have, and a sign where something is wrong. */
export function Matrix(props: MatrixProps): ReactNode {
  const { say } = useSpeech();
  const { coverage, columns, place, onPlace, onOpen } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { rows } = coverage;
  const at = {
    row: indexOf(rows, (row) => row.table === place?.table),
    column: indexOf(columns, (column) => columnKey(column) === place?.column),
  };
  const active = place === null ? undefined : `${id}-${at.row}-${at.column}`;
  useEffect(() => {
    if (active !== undefined) document.getElementById(active)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && place !== null) onOpen(place);
    else {
      const next = walked(event, at, { rows: rows.length, columns: columns.length });
      const [row, column] = [rows[next?.row ?? -1], columns[next?.column ?? -1]];
      if (row === undefined || column === undefined) return;
      onPlace({ table: row.table, column: columnKey(column) });
    }
    event.preventDefault();
  };
  const choose = (next: Place): void => {
    onPlace(next);
    box.current?.focus({ preventScroll: true });
  };
  const template: CSSProperties = { gridTemplateColumns: `minmax(180px, 1fr) repeat(${columns.length}, 92px) 84px 92px` };
  return (
    <div
      ref={box}
      className="matrix"
      role="grid"
      aria-label={say('coverage.matrix')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 3}
      aria-activedescendant={active}
      tabIndex={0}
      onKeyDown={press}
    >
      <Heads columns={columns} template={template} />
      {rows.map((row, r) => (
        <div role="row" key={row.table} className="matrix-row" style={template} aria-rowindex={r + 2}>
          <Cells {...props} row={row} idOf={(c) => `${id}-${r}-${c}`} active={active} onPlace={choose} />
        </div>
      ))}
    </div>
  );
}

function Heads({ columns, template }: { readonly columns: readonly Column[]; readonly template: CSSProperties }): ReactNode {
  const speech = useSpeech();
  return (
    <div role="row" className="matrix-row matrix-head" style={template} aria-rowindex={1}>
      <div role="columnheader">{speech.say('coverage.kind')}</div>
      {columns.map((column) => (
        <div role="columnheader" key={columnKey(column)} className="number">
          {headText(column, speech)}
        </div>
      ))}
      <div role="columnheader" className="number">
        {speech.say('coverage.share')}
      </div>
      <div role="columnheader" className="number">
        {speech.say('coverage.undated')}
      </div>
    </div>
  );
}

type CellsProps = MatrixProps & {
  readonly row: Row;
  readonly idOf: (column: number) => string;
  readonly active: string | undefined;
};

function Cells({ coverage, columns, row, idOf, active, onPlace, onOpen }: CellsProps): ReactNode {
  const speech = useSpeech();
  const placeAt = (column: Column): Place => ({ table: row.table, column: columnKey(column) });
  return (
    <>
      <div role="rowheader">{speech.say(`table.${row.table}`)}</div>
      {columns.map((column, c) => (
        <MatrixCell
          key={columnKey(column)}
          id={idOf(c)}
          name={cellName(row, column, shownAt(coverage, row, column), speech)}
          shown={shownAt(coverage, row, column)}
          chosen={active === idOf(c)}
          onPress={() => onPlace(placeAt(column))}
          onOpen={() => onOpen(placeAt(column))}
        />
      ))}
      <Share row={row} short={coverage.short.includes(row.table)} />
      <div role="gridcell" className="number quiet">
        {row.undated === 0 ? '' : speech.count(row.undated)}
      </div>
    </>
  );
}

type CellProps = {
  readonly id: string;
  readonly name: string;
  readonly shown: Shown | null;
  readonly chosen: boolean;
  readonly onPress: () => void;
  readonly onOpen: () => void;
};

function MatrixCell({ id, name, shown, chosen, onPress, onOpen }: CellProps): ReactNode {
  const { count } = useSpeech();
  const state = shown === null ? 'none' : shown.state;
  return (
    // keys are those of the grid: the cell is its active descendant
    <div
      id={id}
      role="gridcell"
      aria-selected={chosen}
      title={name}
      className={`matrix-cell number ground-${state}${chosen ? ' chosen' : ''}`}
      onClick={onPress}
      onDoubleClick={onOpen}
    >
      {shown === null ? null : (
        <span className="figure" aria-hidden>
          <StateMark state={shown.state} />
          <span>{count(shown.missing === 0 ? shown.received : foundOf(shown))}</span>
          {shown.expected === null ? null : <span className="quiet of">/{count(shown.expected)}</span>}
        </span>
      )}
      <span className="hidden-text">{name}</span>
    </div>
  );
}

/** The share that came; amber below the pack's least one. */
function Share({ row, short }: { readonly row: Row; readonly short: boolean }): ReactNode {
  const { percent, say } = useSpeech();
  return (
    <div role="gridcell" className={`number${short ? ' amber strong' : ' quiet'}`} title={short ? say('coverage.short.hint') : undefined}>
      {row.shareBp === null ? '' : percent(percentText(row.shareBp))}
    </div>
  );
}
