import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import type { EvidenceHeader } from './shapes.ts';
import { Thumbnail } from './thumbnail.tsx';

type PickProps = {
  readonly caseId: string;
  /** what the chosen item is tied to */
  readonly target: string;
  readonly onTied?: ((tied: boolean) => void) | undefined;
  readonly close: () => void;
};

/** Chooses among the evidence that the case has. */
export function PickDialog({ caseId, target, onTied, close }: PickProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const api = useApi();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const [find, setFind] = useState('');
  const [at, setAt] = useState<string | undefined>(undefined);
  const items = useAsk('evidence.list', { caseId, find }, { keep: true }).data?.items ?? [];
  const chosen = items.find((item) => item.evidenceId === at) ?? items[0];
  const take = (item: EvidenceHeader | undefined): void =>
    void attempt(async () => {
      if (item === undefined) return;
      await api.call['link.add']({ caseId, evidence: item.sha256, regionId: null, target, note: '' });
      onTied?.(true);
      forget(caseId);
      close();
    });
  return (
    <DialogBox
      title={say('ev.of.pick')}
      close={close}
      wide
      footer={
        <Button kind="primary" disabled={chosen === undefined} onPress={() => take(chosen)}>
          {say('ev.link.do')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take(chosen);
        }}
      >
        <TextInput
          label={say('ev.find')}
          hint={say('ev.find.hint')}
          autoFocus
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </form>
      <div className="dialog-table">
        <Table
          label={say('sections.evidence')}
          rows={items}
          rowKey={(item) => item.evidenceId}
          rowHeight={44}
          selected={chosen?.evidenceId}
          onSelect={(item) => setAt(item.evidenceId)}
          onOpen={take}
          columns={columnsOf(caseId, speech)}
        />
      </div>
    </DialogBox>
  );
}

function columnsOf(caseId: string, { say, moment }: Speech): readonly TableColumn<EvidenceHeader>[] {
  return [
    {
      id: 'name',
      title: say('ev.name'),
      width: 'minmax(220px, 1fr)',
      cell: (item) => (
        <span className="with-thumbnail">
          <Thumbnail wanted={{ caseId, ...item }} kind={item.kind} />
          <span className="wrapped">{item.name}</span>
        </span>
      ),
      hint: (item) => item.name,
    },
    { id: 'kind', title: say('ev.kind'), width: '120px', cell: (item) => say(`evidenceKind.${item.kind}`) },
    { id: 'at', title: say('ev.addedAt'), width: '140px', cell: (item) => moment(item.addedAt) },
  ];
}
