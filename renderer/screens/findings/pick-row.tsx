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
import { findDeclarations } from '../case/find-rows.ts';

type PickProps = { readonly caseId: string; readonly close: () => void; readonly pick: (row: string) => void };

const shownAtMost = 50;

/** Finds the declaration line that a correction is about. */
export function PickRow(props: PickProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState<string | undefined>(undefined);
  const found = useQuery({
    queryKey: ['pick-row', { caseId: props.caseId, search }],
    queryFn: ({ signal }) => findDeclarations(api, { caseId: props.caseId, typed: search, limit: shownAtMost }, { signal }),
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
      <TextInput
        label={say('findings.correction.find')}
        hint={say('findings.correction.find.hint')}
        autoFocus
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
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
            { id: 'declaration', title: say('column.reg_no'), width: '210px', cell: (row) => row.number },
            { id: 'item', title: say('column.item_no'), width: '80px', number: true, cell: (row) => row.part },
            { id: 'description', title: say('column.description'), width: 'minmax(160px, 1fr)', cell: (row) => row.text },
          ]}
        />
      </div>
    </DialogBox>
  );
}
