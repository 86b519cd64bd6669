import { ChartColumn, Table2, TriangleAlert } from 'lucide-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import type { Command } from '../../parts/commands.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { Compare } from './compare.tsx';
import { RunCoverage } from './run-coverage.tsx';
import { useDeciding } from './decide.ts';
import { decisions } from './decision.tsx';
import { HitBar } from './hit-bar.tsx';
import { HitDetail } from './hit-detail.tsx';
import { orderedHits, wholeView } from './hit-order.ts';
import type { HitView, State } from './hit-order.ts';
import { HitTable } from './hit-table.tsx';
import { useHits } from './hits.ts';
import type { RunHit } from './hits.ts';

type Test = Output<AssayCalls['tests.list']>['tests'][number];
type RunProps = { readonly caseId: string; readonly runId: string; readonly test: Test };

const RunChart = lazy(async () => ({ default: (await import('./run-chart.tsx')).RunChart }));

/** What a run found: its population, its picture, its leads, the chosen one in detail. */
export function RunView(props: RunProps): ReactNode {
  const { caseId, runId, test } = props;
  const { say } = useSpeech();
  const [view, setView] = useRemembered<HitView>(`hits.${caseId}.${test.id}`, wholeView);
  const [picture, setPicture] = useRemembered<PictureKind>('tests.picture', 'chart');
  const narrowed = view.state !== null || view.text !== '' || view.sort !== null;
  const { run, hits, error, more } = useHits(caseId, runId, narrowed);
  const shown = useMemo(() => orderedHits(hits, view, (hit) => say(hit.explanation)), [hits, view, say]);
  const work = useLeadWork({ ...props, shown });
  if (error !== null) return <Refusal error={error} />;
  if (run === undefined) return <Reading />;
  const { chosen, select } = work;
  return (
    <>
      {picture !== 'none' && hits.length > 0 ? (
        <Suspense fallback={<div className="chart" />}>
          <RunChart caseId={caseId} run={run} hits={hits} chosen={chosen} asTable={picture === 'table'} onSelect={select} />
        </Suspense>
      ) : null}
      <RunLine caseId={caseId} test={test} run={run} />
      {hits.length === 0 ? (
        <Blank title={say('tests.noHits')} text={say('tests.noHits.text')} />
      ) : (
        <>
          <HitBar hits={hits} all={run.hitsN} marked={work.marked.size} view={view} onView={setView}>
            <PictureChoice kind={picture} onKind={setPicture} />
          </HitBar>
          {shown.length === 0 ? (
            <Blank title={say('tests.filter.none')} text="">
              <Button onPress={() => setView(wholeView)}>{say('tests.filter.clear')}</Button>
            </Blank>
          ) : (
            <HitTable
              caseId={caseId}
              hits={shown}
              chosen={chosen}
              onSelect={select}
              onMore={more}
              marked={work.marked}
              onMark={work.mark}
              sort={view.sort}
              onSort={(sort) => setView({ ...view, sort })}
            />
          )}
        </>
      )}
      {chosen === undefined ? null : (
        <HitDetail caseId={caseId} test={test} hit={chosen} n={work.about.length} deciding={work.deciding} onRecord={work.record} />
      )}
    </>
  );
}

/** Which lead is chosen, which are marked, and what is done about them. */
function useLeadWork({ caseId, runId, test, shown }: RunProps & { readonly shown: readonly RunHit[] }) {
  const { say } = useSpeech();
  const go = useNavigate();
  const detail = useDetail();
  const { at } = useSearch({ from: '/case/$caseId/tests/$test' });
  const [marked, mark] = useState<ReadonlySet<string>>(new Set());
  const chosen = shown.find((hit) => hit.key === at) ?? shown[0];
  const ofMarks = shown.filter((hit) => marked.has(hit.key));
  const about = ofMarks.length > 0 ? ofMarks : chosen === undefined ? [] : [chosen];
  const select = (hit: RunHit): void =>
    void go({ to: '/case/$caseId/tests/$test', params: { caseId, test: test.id }, search: { at: hit.key }, replace: true });
  const onward = (): void => {
    const last = shown.findIndex((hit) => hit.key === about.at(-1)?.key);
    const next = shown.slice(last + 1).find((hit) => hit.disposition.state === 'lead');
    mark(new Set());
    if (next !== undefined) select(next);
    document.querySelector<HTMLElement>('#work [role=grid]')?.focus({ preventScroll: true });
  };
  const deciding = useDeciding({ caseId, runId, hits: about, done: onward });
  const record = useRecord({ caseId, runId, hits: about });
  const ask = (state: State): void => {
    detail.setSheetOpen(true);
    deciding.ask(state);
  };
  const possible = about.length > 0;
  useCommands([
    { id: 'finding.record', title: say('findings.record'), group: 'do', keys: 'F', run: record },
    ...(possible ? decisions : []).map(
      ([state, keys]): Command => ({ id: `hit.${state}`, title: say(`disposition.${state}`), group: 'do', keys, run: () => ask(state) }),
    ),
    { id: 'hit.reopen', title: say('tests.reopen'), group: 'do', keys: 'R', run: () => deciding.put({ state: 'lead', reason: '' }) },
    { id: 'hit.undo', title: say('tests.undo'), group: 'do', keys: 'Ctrl+Z', run: deciding.undo },
    { id: 'hit.find', title: say('tests.find'), group: 'do', keys: 'Ctrl+F', run: () => document.getElementById('find-lead')?.focus() },
  ]);
  return { chosen, about, marked, mark, select, deciding, record };
}

/** Opens a finding out of these leads, or the one that they became. */
function useRecord(of: { readonly caseId: string; readonly runId: string; readonly hits: readonly RunHit[] }): () => void {
  const { lang } = useSpeech();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const { caseId, runId, hits } = of;
  return () =>
    void attempt(async () => {
      const [first] = hits;
      if (first === undefined) return;
      const keys = hits.map((hit) => hit.key);
      const known = hits.length === 1 ? first.findingId : null;
      const findingId = known ?? (await api.call['finding.gather']({ caseId, runId, keys, lang })).findingId;
      forget(caseId);
      await go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } });
    });
}

type PictureKind = 'chart' | 'table' | 'none';

/** The chart, its figures, or more room for the list. */
function PictureChoice(props: { readonly kind: PictureKind; readonly onKind: (kind: PictureKind) => void }): ReactNode {
  const { say } = useSpeech();
  const { kind, onKind } = props;
  const toggle = (wanted: PictureKind): void => onKind(kind === wanted ? 'none' : wanted);
  return (
    <>
      <IconButton
        icon={<ChartColumn className="icon" aria-hidden />}
        label={say('chart.asPicture')}
        pressed={kind === 'chart'}
        onPress={() => toggle('chart')}
      />
      <IconButton
        icon={<Table2 className="icon" aria-hidden />}
        label={say('chart.asTable')}
        pressed={kind === 'table'}
        onPress={() => toggle('table')}
      />
    </>
  );
}

type LineProps = { readonly caseId: string; readonly test: Test; readonly run: Output<AssayCalls['runs.hits']>['run'] };

/** How many were looked at, how many could not be, how many are leads; whether it came out as the time before. */
function RunLine({ caseId, test, run }: LineProps): ReactNode {
  const { say, count, moment } = useSpeech();
  return (
    <div className="run-line">
      <span>
        {say('tests.population')} <b>{count(run.populationN)}</b>
      </span>
      {run.excluded.map((excluded) => (
        <span key={excluded.reason.key}>{say('tests.excluded', { n: excluded.n, reason: { words: excluded.reason } })}</span>
      ))}
      <span>
        {say('tests.leads')} <b>{count(run.hitsN)}</b>
      </span>
      <RunCoverage caseId={caseId} run={run} />
      {run.verdict === null ? null : <span className="strong">{say(run.verdict)}</span>}
      {run.booksChanged ? (
        <span className="amber books-changed">
          <TriangleAlert className="icon small" aria-hidden />
          {say('changes.runs.changed')}
        </span>
      ) : null}
      <span className="run-when">
        <Compare caseId={caseId} test={test} run={run} />
        <span className="meta" title={say('tests.hashes', { dataset: run.datasetHash, result: run.resultHash })}>
          {say('tests.runAt', { at: moment(run.at), version: run.version })}
        </span>
      </span>
    </div>
  );
}
