import './matching.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../../parts/api.tsx';
import { Blank } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { Table } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useImport } from '../import/import-place.tsx';
import { KindFigures } from './kind-figures.tsx';
import { Figure, SideBar } from './side-bar.tsx';
import { kinds, sides, tableOf } from './shapes.ts';
import type { Kind, OpenPart, Summary } from './shapes.ts';
import { useMatchVersion } from './use-version.ts';

type Counted = { readonly of: string; readonly byKind: ReadonlyMap<Kind, Summary> };
const nothing: ReadonlyMap<Kind, Summary> = new Map();

/** Counts kind after kind: each is shown as soon as it is there, and one that was counted before stays until its new figures come. */
function useSummaries(caseId: string) {
  const api = useApi();
  const run = useRunJob();
  const { say } = useSpeech();
  const version = useMatchVersion(caseId);
  const title = say('matchScreen.counting');
  const [counted, setCounted] = useState<Counted>({ of: caseId, byKind: nothing });
  const keep = (one: Summary): void =>
    setCounted((last) => ({ of: caseId, byKind: new Map([...(last.of === caseId ? last.byKind : nothing), [one.kind, one]]) }));
  const query = useQuery<true>({
    queryKey: ['match.summary', { of: caseId, version }],
    queryFn: ({ signal }) =>
      run(title, async ({ signal: given, onProgress }) => {
        const both = given === undefined ? signal : AbortSignal.any([signal, given as AbortSignal]);
        for (const [done, kind] of kinds.entries()) {
          onProgress?.({ stage: 'match', done, total: kinds.length });
          const { summaries } = await api.call['match.summary']({ caseId, kinds: [kind] }, { signal: both });
          for (const one of summaries) keep(one);
        }
        return true as const;
      }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const byKind = counted.of === caseId ? counted.byKind : nothing;
  return { query, job: useJob(title), summaries: kinds.flatMap((kind) => byKind.get(kind) ?? []) };
}

/** Kinds of record held against each other: what each side has, how much of it is matched, what is still open. */
export function MatchOverview(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/matching' });
  const { at } = useSearch({ from: '/case/$caseId/matching' });
  const { say } = useSpeech();
  const { pick } = useImport();
  const go = useNavigate();
  const books = useAsk('case.get', { caseId }).data?.tables;
  const { query, job, summaries } = useSummaries(caseId);
  const open: OpenPart = (kind, part, side) =>
    void go({ to: '/case/$caseId/matching/$kind', params: { caseId, kind }, search: { part, ...(side === undefined ? {} : { side }) } });
  const rowsOf = (kind: Kind): number =>
    sides.reduce((sum, side) => sum + (books?.find((one) => one.table === tableOf(kind, side))?.rows ?? 0), 0);
  const refused =
    query.error === null ? null : (
      <Refusal error={query.error}>
        <Button onPress={() => void query.refetch()}>{say('matchScreen.count')}</Button>
      </Refusal>
    );
  if (refused !== null && summaries.length === 0) return refused;
  if (books !== undefined && kinds.every((kind) => rowsOf(kind) === 0)) {
    return (
      <Blank title={say('matchScreen.noBooks')} text={say('matchScreen.noBooks.text')}>
        <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
          {say('import.do')}
        </Button>
        <Button onPress={() => void go({ to: '/case/$caseId/requests', params: { caseId } })}>{say('matchScreen.missing.request')}</Button>
      </Blank>
    );
  }
  return (
    <>
      <header className="work-head compact">
        <div className="bar-row">
          <h1>{say('matchScreen.title')}</h1>
          <span className="quiet">{say('matchScreen.lead')}</span>
          <span className="spring" />
          <Button small onPress={() => void go({ to: '/case/$caseId/matching/articles', params: { caseId } })}>
            {say('matchScreen.articles')}
          </Button>
        </div>
        {refused}
        {job === undefined || summaries.length === 0 ? null : <JobView job={job} />}
      </header>
      {summaries.length > 0 ? <Kinds caseId={caseId} summaries={summaries} at={at} open={open} /> : null}
      {job === undefined || summaries.length > 0 ? null : (
        <div className="blank">
          <JobView job={job} />
        </div>
      )}
    </>
  );
}

type KindsProps = {
  readonly caseId: string;
  readonly summaries: readonly Summary[];
  readonly at: string | undefined;
  readonly open: OpenPart;
};

function Kinds({ caseId, summaries, at, open }: KindsProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const chosen = summaries.find(({ kind }) => kind === at) ?? summaries[0];
  const select = ({ kind }: Summary): void =>
    void go({ to: '/case/$caseId/matching', params: { caseId }, search: { at: kind }, replace: true });
  return (
    <>
      <Table
        label={say('matchScreen.title')}
        rows={summaries}
        rowKey={({ kind }) => kind}
        selected={chosen?.kind}
        onSelect={select}
        onOpen={({ kind }) => open(kind, 'proposals')}
        autoFocus
        rowHeight={76}
        minWidth={600}
        columns={[
          {
            id: 'kind',
            title: say('matchScreen.kind'),
            width: 'minmax(132px, 1fr)',
            cell: ({ kind }) => <span className="match-kind">{say(`matchKind.${kind}`)}</span>,
          },
          { id: 'sides', title: say('matchScreen.matchedShare'), width: 'minmax(228px, 2.4fr)', cell: (one) => <Sides summary={one} /> },
          {
            id: 'open',
            title: say('matchScreen.withoutMatch'),
            width: '84px',
            number: true,
            cell: (one) => <Open summary={one} open={open} />,
          },
          {
            id: 'decided',
            title: say('matchScreen.decisions'),
            width: 'minmax(178px, 184px)',
            cell: (one) => <Decisions summary={one} open={open} />,
          },
        ]}
      />
      <Detail>{chosen === undefined ? null : <KindFigures caseId={caseId} summary={chosen} open={open} />}</Detail>
    </>
  );
}

const Sides = ({ summary }: { readonly summary: Summary }): ReactNode => (
  <span className="match-sides">
    {sides.map((side) => (
      <SideBar key={side} summary={summary} side={side} />
    ))}
  </span>
);

type FiguresProps = { readonly summary: Summary; readonly open: OpenPart };

function Open({ summary, open }: FiguresProps): ReactNode {
  const { say, count } = useSpeech();
  const { kind } = summary;
  return (
    <span className="match-sides">
      {sides.map((side) => {
        const n = summary[side].open;
        const table = say(`table.${tableOf(kind, side)}`);
        return (
          <Figure
            key={side}
            text={count(n)}
            label={say('matchScreen.openUnmatched', { table, n })}
            on={n > 0}
            press={() => open(kind, 'hand', side)}
          />
        );
      })}
    </span>
  );
}

const decided = ['proposed', 'confirmed', 'refused'] as const;
const partOf = { proposed: 'proposals', confirmed: 'confirmed', refused: 'refused' } as const;

function Decisions({ summary, open }: FiguresProps): ReactNode {
  const { say, count } = useSpeech();
  const { kind } = summary;
  return (
    <span className="match-decisions">
      {decided.map((state) => (
        <span key={state} className="match-decision">
          <span className="quiet">{say(`matchState.${state}`)}</span>
          <Figure
            text={state === 'proposed' && summary.proposed === 0 ? say('matchScreen.propose') : count(summary[state])}
            label={say(`matchScreen.open.${state}`, { n: summary[state] })}
            on={state === 'proposed' || summary[state] > 0}
            press={() => open(kind, partOf[state])}
          />
        </span>
      ))}
    </span>
  );
}
