import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Code, Detail, Fact, Facts } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';

type Page = Output<AssayCalls['case.history']>;
type Entry = Page['entries'][number];
type Verdict = Output<AssayCalls['case.verify']>;

const page = 200;

function useHistory(caseId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['case.history', { caseId }],
    queryFn: ({ pageParam }) => api.call['case.history']({ caseId, limit: page, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: (last: Page) => (last.entries.length < page ? undefined : last.entries.at(-1)?.position),
  });
}

/** Everything that was ever done to the case, newest first, chained so that nothing can be slipped in. */
export function History(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/history' });
  const { at } = useSearch({ from: '/case/$caseId/history' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const history = useHistory(caseId);
  const verifying = useVerify(caseId);
  const exportLog = useExportLog(caseId);
  useCommands([
    { id: 'log.verify', title: say('history.verify'), group: 'do', run: verifying.verify },
    { id: 'log.export', title: say('history.export'), group: 'do', run: exportLog },
  ]);
  const entries = history.data?.pages.flatMap((p) => p.entries) ?? [];
  const chosen = entries.find((entry) => entry.op === at) ?? entries[0];
  if (history.error !== null) return <Refusal error={history.error} />;
  if (history.isPending) return <Reading />;
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('sections.history')}</h1>
          <span className="quiet">{say('history.count', { n: history.data?.pages[0]?.operations ?? 0 })}</span>
          <span className="spring" />
          <Button onPress={exportLog}>{say('history.export')}</Button>
          <Button onPress={verifying.verify}>{say('history.verify')}</Button>
        </div>
        {verifying.job === undefined ? null : <JobView job={verifying.job} />}
        {verifying.verdict === null ? null : <VerdictLine verdict={verifying.verdict} />}
      </header>
      <Table
        label={say('sections.history')}
        rows={entries}
        rowKey={(entry) => entry.op}
        minWidth={620}
        selected={chosen?.op}
        onSelect={(entry) => void go({ to: '/case/$caseId/history', params: { caseId }, search: { at: entry.op }, replace: true })}
        onMore={history.hasNextPage && !history.isFetchingNextPage ? () => void history.fetchNextPage() : undefined}
        columns={columnsOf(speech)}
        autoFocus
      />
      {chosen === undefined ? null : <EntryDetail caseId={caseId} entry={chosen} />}
    </>
  );
}

/** By name where the vault knows it; of others the beginning of their id. */
const author = ({ by, byName }: Entry): ReactNode => byName ?? <span className="mono">{by.slice(0, 13)}</span>;

function columnsOf({ say, moment, count }: Speech): readonly TableColumn<Entry>[] {
  const what = (e: Entry): string => say('history.what', { act: say(`op.kind.${e.kind}`), thing: say(`op.ent.${e.ent}`) });
  return [
    { id: 'n', title: say('grid.number'), width: '56px', number: true, cell: (e) => <span className="quiet">{count(e.dseq)}</span> },
    { id: 'at', title: say('history.at'), width: '128px', cell: (e) => moment(e.at) },
    { id: 'what', title: say('history.done'), width: 'minmax(160px, 1fr)', cell: what, hint: what },
    { id: 'by', title: say('history.by'), width: '144px', cell: author, hint: (e) => e.byName ?? e.by },
    { id: 'hash', title: say('history.hash'), width: '124px', mono: true, cell: (e) => `${e.hash.slice(0, 12)}…`, hint: (e) => e.hash },
  ];
}

function EntryDetail(props: { readonly caseId: string; readonly entry: Entry }): ReactNode {
  const { say, moment, count } = useSpeech();
  const { entry } = props;
  const head = useAsk('case.get', { caseId: props.caseId }).data?.caseHead ?? '';
  return (
    <Detail>
      <h2>{say('history.what', { act: say(`op.kind.${entry.kind}`), thing: say(`op.ent.${entry.ent}`) })}</h2>
      <Facts>
        <Fact name={say('history.at')}>{moment(entry.at)}</Fact>
        <Fact name={say('history.number')}>{count(entry.dseq)}</Fact>
        {entry.byName === null ? null : <Fact name={say('history.by')}>{entry.byName}</Fact>}
      </Facts>
      {(
        [
          ['history.byId', entry.by],
          ['history.thing', entry.id],
          ['history.op', entry.op],
          ['history.hash', entry.hash],
          ['documents.caseHead', head],
        ] as const
      ).map(([name, value]) => (
        <Code key={name} title={say(name)}>
          {value}
        </Code>
      ))}
    </Detail>
  );
}

function useVerify(caseId: string) {
  const { say } = useSpeech();
  const api = useApi();
  const run = useRunJob();
  const { attempt } = useNotices();
  const title = say('history.verifying');
  const job = useJob(title);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const verify = (): void =>
    void attempt(async () => {
      setVerdict(null);
      setVerdict(await run(title, (options) => api.call['case.verify']({ caseId }, options)));
    });
  return { job, verdict, verify };
}

function VerdictLine({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { say } = useSpeech();
  if (verdict.ok) {
    return (
      <p className="say-so confirmed" role="status">
        {say('history.ok', { n: verdict.operations })}
      </p>
    );
  }
  return (
    <p className="say-so wrong" role="alert">
      {say(`log.${verdict.broken?.problem ?? 'unreadable'}`, { line: verdict.broken?.line ?? 0, op: verdict.broken?.op ?? '' })}
    </p>
  );
}

function useExportLog(caseId: string): () => void {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt, tell } = useNotices();
  return () =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'ndjson', suggested: 'case-log.ndjson' });
      if (path === null) return;
      const { operations } = await api.call['case.exportLog']({ caseId, to: path });
      tell(say('history.exported', { n: operations, path }));
    });
}
