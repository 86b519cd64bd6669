import '../evidence.css';
import { CircleAlert } from 'lucide-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail, Fact, Facts } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { MissingAsked } from './missing-asked.tsx';
import { owed } from './request-shapes.ts';
import type { DataRequest } from './request-shapes.ts';
import { useNewRequest } from './use-new-request.ts';

/** What was asked of the trader and others, what came, and what is late. */
export function RequestList(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/requests' });
  const { at, table, month } = useSearch({ from: '/case/$caseId/requests' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const list = useAsk('request.list', { caseId });
  const create = useNewRequest(caseId);
  const requests = list.data?.requests ?? [];
  const chosen = requests.find((one) => one.requestId === at) ?? requests[0];
  useCommands([{ id: 'request.add', title: say('ev.request.add'), group: 'do', keys: 'Ctrl+N', run: () => create(null) }]);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.isPending) return <Reading />;
  const asked = table !== undefined && month !== undefined;
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('sections.requests')}</h1>
          <span className="spring" />
          {requests.length === 0 || asked ? null : (
            <Button keys="Ctrl+N" onPress={() => create(null)}>
              {say('ev.request.add')}
            </Button>
          )}
        </div>
        {asked ? <MissingAsked caseId={caseId} missing={{ table, month }} requests={requests} /> : null}
      </header>
      {requests.length === 0 ? (
        asked ? null : (
          <Blank title={say('ev.request.none')} text={say('ev.request.none.text')}>
            <Button kind="primary" keys="Ctrl+N" onPress={() => create(null)}>
              {say('ev.request.add')}
            </Button>
          </Blank>
        )
      ) : (
        <Table
          label={say('sections.requests')}
          rows={requests}
          rowKey={(one) => one.requestId}
          rowHeight={44}
          minWidth={600}
          selected={chosen?.requestId}
          onSelect={(one) => void go({ to: '/case/$caseId/requests', params: { caseId }, search: { at: one.requestId }, replace: true })}
          onOpen={(one) => void go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId: one.requestId } })}
          autoFocus={!asked}
          columns={columnsOf(speech)}
        />
      )}
      {chosen === undefined ? null : <RequestFacts request={chosen} />}
    </>
  );
}

/** Late in red, owed in amber, each with its word. */
export function RequestMark({ request }: { readonly request: DataRequest }): ReactNode {
  const { say } = useSpeech();
  const left = owed(request);
  if (request.overdue > 0) {
    return (
      <span className="wrong late">
        <CircleAlert className="icon" aria-hidden />
        {say('ev.request.overdue', { n: request.overdue })}
      </span>
    );
  }
  if (left > 0 && request.state !== 'draft') return <span className="amber">{say('ev.request.owed', { n: left })}</span>;
  return <span className="quiet">{request.items.length === 0 ? '' : say('ev.request.items', { n: request.items.length })}</span>;
}

function columnsOf({ say, day }: Speech): readonly TableColumn<DataRequest>[] {
  return [
    {
      id: 'title',
      title: say('ev.request.title'),
      width: 'minmax(150px, 1fr)',
      hint: (one) => one.title,
      cell: (one) => (
        <span className="two-lines">
          <span>{one.title}</span>
          <span className="meta">{[one.number, one.addressee].filter((text) => text !== '').join(' · ')}</span>
        </span>
      ),
    },
    { id: 'state', title: say('ev.request.state'), width: '100px', cell: (one) => say(`requestState.${one.state}`) },
    { id: 'asked', title: say('ev.request.askedOn'), width: '100px', cell: (one) => (one.askedOn === null ? '' : day(one.askedOn)) },
    { id: 'due', title: say('ev.request.dueOn'), width: '100px', cell: (one) => (one.dueOn === null ? '' : day(one.dueOn)) },
    { id: 'mark', title: say('ev.request.mark'), width: '150px', cell: (one) => <RequestMark request={one} /> },
  ];
}

function RequestFacts({ request }: { readonly request: DataRequest }): ReactNode {
  const { say } = useSpeech();
  return (
    <Detail>
      <h2 className="wrap-anywhere">{request.title}</h2>
      <p className="quiet">{request.addressee}</p>
      <Facts title={say('ev.request.asked')}>
        {request.items.map((item) => (
          <Fact key={item.itemId} name={item.what}>
            {say(`requestItemState.${item.state}`)}
          </Fact>
        ))}
      </Facts>
    </Detail>
  );
}
