import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { failedOf } from '../../parts/failure.tsx';
import { useSay, useSpeech } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { rowShort } from '../books/row-words.ts';

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

/** What is not there any more: it leads nowhere, and says so. */
function Gone({ text }: { readonly text: string }): ReactNode {
  const say = useSay();
  return (
    <span className="wrap-anywhere quiet">
      <span className="struck">{text}</span> <span className="tag amber">{say('ev.target.gone')}</span>
    </span>
  );
}

function FindingName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const found = useAsk('finding.list', { caseId }).data;
  const finding = found?.findings.find((one) => one.findingId === id);
  const title = finding?.title === undefined || finding.title === '' ? say('findings.untitled') : finding.title;
  if (found !== undefined && finding === undefined) return <Gone text={say('ev.target.kind.finding')} />;
  return (
    <Button kind="link" onPress={() => void go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId: id } })}>
      {say('ev.target.finding', { title })}
    </Button>
  );
}

function RowName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const open = useOpenRow(caseId);
  const row = useAsk('rows.get', { caseId, name: id });
  const short = row.data === undefined ? id.slice(id.indexOf(':') + 1) : rowShort(row.data, say);
  if (row.error !== null && failedOf(row.error).code === 'row_missing') return <Gone text={say('ev.target.row', { row: short })} />;
  return (
    <Button kind="link" onPress={() => open(id)}>
      {say('ev.target.row', { row: short })}
    </Button>
  );
}

function RequestItemName({ caseId, id }: Id): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const requests = useAsk('request.list', { caseId }).data?.requests;
  const request = requests?.find((one) => one.items.some((item) => item.itemId === id));
  const what = request?.items.find((item) => item.itemId === id)?.what ?? '';
  if (requests === undefined) return null;
  if (request === undefined) return <Gone text={say('ev.target.kind.requestItem')} />;
  const { requestId } = request;
  return (
    <Button
      kind="link"
      onPress={() => void go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId }, search: { at: id } })}
    >
      {say('ev.target.requestItem', { what })}
    </Button>
  );
}
