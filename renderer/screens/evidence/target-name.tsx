import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { rowShort } from '../books/row-words.ts';
import { useRows } from '../books/use-rows.ts';

type TargetProps = { readonly caseId: string; readonly target: string };

/** What a link leads to, by name; pressing it goes there. */
export function TargetName({ caseId, target }: TargetProps): ReactNode {
  const kind = target.slice(0, target.indexOf(':'));
  const id = target.slice(kind.length + 1);
  if (kind === 'finding') return <FindingName caseId={caseId} id={id} />;
  if (kind === 'row') return <RowName caseId={caseId} id={id} />;
  if (kind === 'requestItem') return <RequestItemName caseId={caseId} id={id} />;
  return <span className="wrap-anywhere">{target}</span>;
}

type Id = { readonly caseId: string; readonly id: string };

function FindingName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const finding = useAsk('finding.list', { caseId }).data?.findings.find((one) => one.findingId === id);
  const title = finding?.title === undefined || finding.title === '' ? say('findings.untitled') : finding.title;
  return (
    <Button kind="link" onPress={() => void go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId: id } })}>
      {say('ev.target.finding', { title })}
    </Button>
  );
}

function RowName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const open = useOpenRow(caseId);
  const [row] = useRows(caseId, [id]);
  return (
    <Button kind="link" onPress={() => open(id)}>
      {say('ev.target.row', { row: row === undefined ? id.slice(65) : rowShort(row, say) })}
    </Button>
  );
}

function RequestItemName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const requests = useAsk('request.list', { caseId }).data?.requests ?? [];
  const request = requests.find((one) => one.items.some((item) => item.itemId === id));
  const what = request?.items.find((item) => item.itemId === id)?.what ?? id;
  const press = (): void => {
    if (request === undefined) return;
    const { requestId } = request;
    void go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId }, search: { at: id } });
  };
  return (
    <Button kind="link" onPress={press}>
      {say('ev.target.requestItem', { what })}
    </Button>
  );
}
