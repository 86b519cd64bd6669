import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { Table } from '../../parts/table.tsx';
import { Button } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';

type PickProps = { readonly caseId: string; readonly close: () => void; readonly pick: (row: string) => void };
type Found = { readonly name: string; readonly declaration: string; readonly item: string; readonly description: string };

const shownAtMost = 50;

/** Finds the declaration line that a correction is about. */
export function PickRow(props: PickProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState<string | undefined>(undefined);
  const found = useQuery({
    queryKey: ['pick-row', { caseId: props.caseId, search }],
    queryFn: async (): Promise<readonly Found[]> => {
      const view = await api.call['rows.open']({ caseId: props.caseId, table: 'declarations', sort: [], filters: [], search });
      const window = await api.call['rows.window']({ viewId: view.viewId, at: 0, limit: shownAtMost });
      const place = (name: string): number => view.columns.findIndex((c) => c.name === name);
      const [reg, item, text] = [place('reg_no'), place('item_no'), place('description')];
      return window.rows.map((row, i) => ({
        name: window.names[i] ?? '',
        declaration: String(row[reg] ?? ''),
        item: String(row[item] ?? ''),
        description: String(row[text] ?? ''),
      }));
    },
    placeholderData: (last) => last,
  });
  const rows = found.data ?? [];
  const chosen = rows.find((row) => row.name === at) ?? rows[0];
  return (
    <DialogBox
      title={say('findings.correction.pick')}
      close={props.close}
      wide
      footer={
        <Button kind="primary" disabled={chosen === undefined} onPress={() => (chosen === undefined ? undefined : props.pick(chosen.name))}>
          {say('findings.correction.take')}
        </Button>
      }
    >
      <TextInput label={say('books.search')} autoFocus value={search} onChange={(event) => setSearch(event.target.value)} />
      {found.error === null ? null : <Refusal error={found.error} />}
      <div className="dialog-table">
        <Table
          label={say('table.declarations')}
          rows={rows}
          rowKey={(row) => row.name}
          selected={chosen?.name}
          onSelect={(row) => setAt(row.name)}
          onOpen={(row) => props.pick(row.name)}
          columns={[
            { id: 'declaration', title: say('column.reg_no'), width: '210px', cell: (row) => row.declaration },
            { id: 'item', title: say('column.item_no'), width: '80px', number: true, cell: (row) => row.item },
            { id: 'description', title: say('column.description'), width: 'minmax(160px, 1fr)', cell: (row) => row.description },
          ]}
        />
      </div>
    </DialogBox>
  );
}
