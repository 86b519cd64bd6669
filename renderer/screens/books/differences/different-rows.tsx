import { useState } from 'react';
import type { ReactNode } from 'react';
import { columnOf } from '../../../../domain/model/books.ts';
import { Detail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { rowText, shownText } from '../../../parts/grid/cells.ts';
import type { Cell } from '../../../parts/grid/cells.ts';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useMoney } from '../../money.ts';
import { useOpenRow } from '../open-row.ts';
import { RowDetail } from '../row-detail.tsx';
import { useDifferentRows } from './use-comparison.ts';
import type { Difference, DifferentRow, Kind, Pair } from './use-comparison.ts';

type RowsProps = { readonly pair: Pair; readonly difference: Difference; readonly kind: Kind };

/** Writes a cell of a compared row; a currency that did not change is not told, then the national one stands. */
function useCellText(pair: Pair, difference: Difference): (row: DifferentRow, column: string, cell: Cell) => string {
  const speech = useSpeech();
  const money = useMoney(pair.caseId);
  return (row, name, cell) => {
    const column = columnOf(difference.table, name);
    if (column === undefined) return String(cell ?? '');
    const valueOf = (other: string): Cell | undefined => row.cells.find((one) => one.column === other)?.is;
    return shownText(rowText(cell, column, money, valueOf), column, speech);
  };
}

function useColumns({ pair, difference, kind }: RowsProps): readonly TableColumn<DifferentRow>[] {
  const { say } = useSpeech();
  const textOf = useCellText(pair, difference);
  const keyed = difference.key.map((name, i) => ({
    id: name,
    title: say(`column.${name}`),
    width: columnOf(difference.table, name)?.type === 'count' ? '72px' : 'minmax(176px, 0.8fr)',
    cell: (row: DifferentRow) => textOf(row, name, row.key[i] ?? null),
    hint: (row: DifferentRow) => textOf(row, name, row.key[i] ?? null),
  }));
  const changes = (row: DifferentRow): string =>
    row.cells
      .filter((one) => !difference.key.includes(one.column))
      .map(({ column: name, was, is }) => {
        const column = say(`column.${name}`);
        if (kind !== 'changed') return say('changes.compare.cell.only', { column, value: textOf(row, name, kind === 'added' ? is : was) });
        const shown = (cell: Cell): string => (cell === null ? say('changes.cell.empty') : textOf(row, name, cell));
        return say('changes.compare.cell', { column, was: shown(was), is: shown(is) });
      })
      .join(' · ');
  return [...keyed, { id: 'cells', title: say('changes.compare.cells'), width: 'minmax(260px, 3fr)', cell: changes, hint: changes }];
}

const keyOf = (row: DifferentRow): string => row.newer ?? row.older ?? '';

/** The rows of one kind; the chosen one is shown whole beside them, and leads to its place in the books. */
export function DifferentRows(props: RowsProps): ReactNode {
  const { pair, difference, kind } = props;
  const { say } = useSpeech();
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useDifferentRows(pair, kind, difference[kind] > 0);
  const [selected, select] = useState<string | undefined>(undefined);
  const columns = useColumns(props);
  const openRow = useOpenRow(pair.caseId);
  if (difference[kind] === 0) return <p className="quiet">{say('changes.compare.nothing')}</p>;
  if (error !== null) return <Refusal error={error} />;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const chosen = rows.find((row) => keyOf(row) === selected);
  return (
    <>
      <Table
        label={say(`changes.compare.${kind}`)}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        selected={selected}
        onSelect={(row) => select(keyOf(row))}
        onOpen={(row) => openRow(keyOf(row))}
        onMore={hasNextPage && !isFetching ? () => void fetchNextPage() : undefined}
        autoFocus
        minWidth={640}
      />
      <Detail>
        {chosen === undefined ? null : (
          <RowDetail caseId={pair.caseId} name={keyOf(chosen)} marked={kind === 'changed' ? chosen.cells.map((cell) => cell.column) : []} />
        )}
      </Detail>
    </>
  );
}
