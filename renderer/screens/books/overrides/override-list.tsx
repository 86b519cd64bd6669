import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { columnOf } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { rowText, shownText } from '../../../parts/grid/cells.ts';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useMoney } from '../../money.ts';
import { useOpenRow } from '../open-row.ts';
import { useRows } from '../use-rows.ts';
import { rowShort } from '../row-words.ts';
import { useRestoreValue } from './overridden.tsx';
import type { Override } from './overridden.tsx';

type ListProps = { readonly caseId: string; readonly table: TableName };

/** How many values of a book were set, and the way to their list. */
export function OverridesLink(props: ListProps): ReactNode {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const all = useAsk('row.overrides', { caseId: props.caseId, row: null }).data?.overrides ?? [];
  const own = all.filter((one) => one.table === props.table);
  if (own.length === 0) return null;
  return (
    <div>
      <Button small onPress={() => setOpen(true)}>
        {say('changes.list.open', { n: own.length })}
      </Button>
      {open ? <OverrideList {...props} overrides={own} close={() => setOpen(false)} /> : null}
    </div>
  );
}

function useCells(caseId: string, table: TableName, overrides: readonly Override[]) {
  const speech = useSpeech();
  const money = useMoney(caseId);
  const rows = useRows(
    caseId,
    overrides.map((one) => one.row),
  );
  const shown = (one: Override, cell: Override['is']): string => {
    const column = columnOf(table, one.column);
    const row = rows[overrides.indexOf(one)];
    if (column === undefined) return String(cell ?? '');
    return shownText(
      rowText(cell, column, money, (name) => row?.cells[name]),
      column,
      speech,
    );
  };
  const title = (one: Override): string => {
    const row = rows[overrides.indexOf(one)];
    return row === undefined ? '' : rowShort(row, speech.say);
  };
  return { shown, title };
}

function useColumns({ shown, title }: ReturnType<typeof useCells>): readonly TableColumn<Override>[] {
  const { say, moment } = useSpeech();
  return [
    { id: 'row', title: say('changes.list.row'), width: 'minmax(140px, 1.4fr)', cell: title },
    { id: 'column', title: say('changes.list.column'), width: 'minmax(100px, 1fr)', cell: (one) => say(`column.${one.column}`) },
    {
      id: 'was',
      title: say('changes.list.was'),
      width: 'minmax(90px, 1fr)',
      cell: (one) => shown(one, one.was),
      hint: (one) => shown(one, one.was),
    },
    {
      id: 'is',
      title: say('changes.list.is'),
      width: 'minmax(90px, 1fr)',
      cell: (one) => shown(one, one.is),
      hint: (one) => shown(one, one.is),
    },
    {
      id: 'reason',
      title: say('changes.cell.reason'),
      width: 'minmax(120px, 1.4fr)',
      cell: (one) => one.reason,
      hint: (one) => one.reason,
    },
    { id: 'who', title: say('changes.list.who'), width: '110px', cell: (one) => one.by, hint: (one) => one.by },
    { id: 'when', title: say('changes.list.when'), width: '140px', cell: (one) => moment(one.at) },
  ];
}

/** Every value that was set in a book: what was imported, what stands now, who, when, why. */
function OverrideList(props: ListProps & { readonly overrides: readonly Override[]; readonly close: () => void }): ReactNode {
  const { caseId, table, overrides, close } = props;
  const { say } = useSpeech();
  const [selected, select] = useState<string | undefined>(overrides[0]?.overrideId);
  const { shown, title } = useCells(caseId, table, overrides);
  const openRow = useOpenRow(caseId);
  const restore = useRestoreValue(caseId);
  const chosen = overrides.find((one) => one.overrideId === selected);
  const go = (one: Override): void => {
    close();
    openRow(one.row);
  };
  const columns = useColumns({ shown, title });
  return (
    <DialogBox
      wide
      title={say('changes.list')}
      close={close}
      footer={
        <>
          <Button disabled={chosen === undefined} onPress={() => chosen !== undefined && restore(chosen)}>
            {say('changes.cell.undo')}
          </Button>
          <Button kind="primary" disabled={chosen === undefined} onPress={() => chosen !== undefined && go(chosen)}>
            {say('changes.list.go')}
          </Button>
        </>
      }
    >
      <div className="override-list">
        <Table
          label={say('changes.list')}
          columns={columns}
          rows={overrides}
          rowKey={(one) => one.overrideId}
          selected={selected}
          onSelect={(one) => select(one.overrideId)}
          onOpen={go}
          autoFocus
          minWidth={900}
        />
      </div>
    </DialogBox>
  );
}
