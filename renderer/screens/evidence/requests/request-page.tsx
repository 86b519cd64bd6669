import '../evidence.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { requestLetter } from '../../../../domain/evidence/request-letter.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { useDetail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { isoToday } from '../clock.ts';
import { RequestForm } from './request-form.tsx';
import { RequestMark } from './request-list.tsx';
import { RequestSave } from './request-save.tsx';
import { ItemForm } from './request-item-form.tsx';
import { askedItem, withDays } from './request-shapes.ts';
import type { DataRequest, RequestItem } from './request-shapes.ts';
import { useRequestRemoval } from './use-request-removal.ts';

/** One request: whom, by which right, until when; and item by item what came. */
export function RequestPage(): ReactNode {
  const { caseId, requestId } = useParams({ from: '/case/$caseId/requests/$requestId' });
  const { say } = useSpeech();
  const go = useNavigate();
  const list = useAsk('request.list', { caseId });
  const request = list.data?.requests.find((one) => one.requestId === requestId);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.data === undefined) return <Reading />;
  if (request === undefined) {
    return (
      <Blank title={say('ev.request.gone')} text="">
        <Button onPress={() => void go({ to: '/case/$caseId/requests', params: { caseId } })}>{say('sections.requests')}</Button>
      </Blank>
    );
  }
  return <Editor key={requestId} caseId={caseId} request={request} />;
}

type EditorProps = { readonly caseId: string; readonly request: DataRequest };

function Editor({ caseId, request }: EditorProps): ReactNode {
  const { at } = useSearch({ from: '/case/$caseId/requests/$requestId' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const { requestId, items } = request;
  const chosen = items.find((item) => item.itemId === at) ?? items[0];
  const choose = (itemId: string): void =>
    void go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId }, search: { at: itemId }, replace: true });
  const detail = useDetail();
  const add = useAddItem(caseId, requestId, (itemId) => {
    choose(itemId);
    detail.setSheetOpen(true);
  });
  const put = usePutState(caseId);
  useCommands([
    { id: 'request.item', title: say('ev.item.add'), group: 'do', keys: 'Ctrl+N', run: add },
    ...(chosen === undefined
      ? []
      : [
          {
            id: 'item.received',
            title: say('ev.item.put.received'),
            group: 'do' as const,
            keys: 'Alt+R',
            run: () => put(chosen, 'received'),
          },
          { id: 'item.refused', title: say('ev.item.put.refused'), group: 'do' as const, keys: 'Alt+F', run: () => put(chosen, 'refused') },
        ]),
  ]);
  return (
    <>
      <Head caseId={caseId} request={request} add={add} />
      <RequestForm caseId={caseId} request={request} />
      {items.length === 0 ? (
        <Blank title={say('ev.item.none')} text={say('ev.item.none.text')}>
          <Button kind="primary" keys="Ctrl+N" onPress={add}>
            {say('ev.item.add')}
          </Button>
        </Blank>
      ) : (
        <section className="fill-part">
          <Table
            label={say('ev.request.asked')}
            rows={items}
            rowKey={(item) => item.itemId}
            rowHeight={44}
            minWidth={560}
            selected={chosen?.itemId}
            onSelect={(item) => choose(item.itemId)}
            onOpen={() => detail.setSheetOpen(true)}
            columns={columnsOf(speech)}
          />
        </section>
      )}
      {chosen === undefined ? null : <ItemForm key={chosen.itemId} caseId={caseId} item={chosen} />}
    </>
  );
}

function Head({ caseId, request, add }: EditorProps & { readonly add: () => void }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const [copied, setCopied] = useState(false);
  const [saving, setSaving] = useState(false);
  const { remove } = useRequestRemoval(caseId);
  useCommands([{ id: 'request.save', title: say('ev.request.save'), group: 'do', keys: 'Ctrl+S', run: () => setSaving(true) }]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(requestLetter(request, speech));
    setCopied(true);
  };
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1 className="wrap-anywhere">{request.title}</h1>
        <RequestMark request={request} />
        <span className="spring" />
        <Button small keys="Ctrl+N" onPress={add}>
          {say('ev.item.add')}
        </Button>
        <Button small onPress={() => void copy()}>
          {say(copied ? 'ev.request.copied' : 'ev.request.copy')}
        </Button>
        <Button small keys="Ctrl+S" onPress={() => setSaving(true)}>
          {say('ev.request.save')}
        </Button>
        <Button small onPress={() => remove(request)}>
          {say('ev.request.remove')}
        </Button>
      </div>
      {saving ? <RequestSave caseId={caseId} request={request} close={() => setSaving(false)} /> : null}
    </header>
  );
}

function useAddItem(caseId: string, requestId: string, choose: (itemId: string) => void): () => void {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  return () =>
    void attempt(async () => {
      const { itemId } = await api.call['requestItem.add']({ caseId, requestId, item: askedItem(say('ev.item.new'), null) });
      forget(caseId);
      choose(itemId);
    });
}

function usePutState(caseId: string): (item: RequestItem, state: RequestItem['state']) => void {
  const api = useApi();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  return (item, state) =>
    void attempt(async () => {
      await api.call['requestItem.change']({ caseId, itemId: item.itemId, set: withDays(state, item, isoToday(new Date())) });
      forget(caseId);
    });
}

const lookOf = (state: RequestItem['state']): string =>
  ({ asked: 'amber', partly: 'amber', received: 'confirmed', refused: 'wrong', returned: 'quiet' })[state];

function columnsOf({ say, day }: Speech): readonly TableColumn<RequestItem>[] {
  const periodOf = (item: RequestItem): string =>
    item.periodFrom === null && item.periodTo === null
      ? ''
      : say('case.period.value', {
          from: item.periodFrom === null ? '…' : day(item.periodFrom),
          to: item.periodTo === null ? '…' : day(item.periodTo),
        });
  return [
    {
      id: 'what',
      title: say('ev.item.what'),
      width: 'minmax(180px, 1fr)',
      hint: (item) => item.what,
      cell: (item) => (
        <span className="two-lines">
          <span>{item.what}</span>
          <span className="meta">{item.table === null ? '' : say(`table.${item.table}`)}</span>
        </span>
      ),
    },
    { id: 'period', title: say('ev.item.period'), width: '200px', cell: periodOf },
    {
      id: 'state',
      title: say('ev.request.state'),
      width: '120px',
      cell: (item) => <span className={lookOf(item.state)}>{say(`requestItemState.${item.state}`)}</span>,
    },
    { id: 'on', title: say('ev.item.receivedOn'), width: '110px', cell: (item) => (item.receivedOn === null ? '' : day(item.receivedOn)) },
  ];
}
