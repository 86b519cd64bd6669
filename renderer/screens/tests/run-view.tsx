import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { HitDetail } from './hit-detail.tsx';
import { HitTable } from './hit-table.tsx';
import { useHits } from './hits.ts';
import type { RunHit } from './hits.ts';

type Test = Output<AssayCalls['tests.list']>['tests'][number];
type RunProps = { readonly caseId: string; readonly runId: string; readonly test: Test };

const RunChart = lazy(async () => ({ default: (await import('./run-chart.tsx')).RunChart }));

/** What a run found: its population, its picture, its leads, the chosen one in detail. */
export function RunView({ caseId, runId, test }: RunProps): ReactNode {
  const speech = useSpeech();
  const go = useNavigate();
  const { run, hits, error, more } = useHits(caseId, runId);
  const { at } = useSearch({ from: '/case/$caseId/tests/$test' });
  const [charted, setCharted] = useState(true);
  const chosen = hits.find((hit) => hit.key === at) ?? hits[0];
  const record = useRecord({ caseId, runId, hit: chosen });
  useCommands([{ id: 'finding.record', title: speech.say('findings.record'), group: 'do', keys: 'F', run: record }]);
  const select = (hit: RunHit): void =>
    void go({ to: '/case/$caseId/tests/$test', params: { caseId, test: test.id }, search: { at: hit.key }, replace: true });
  if (error !== null) return <Refusal error={error} />;
  if (run === undefined) return <Reading />;
  return (
    <>
      {charted && hits.length > 0 ? (
        <Suspense fallback={<div className="chart" />}>
          <RunChart run={run} hits={hits} chosen={chosen?.key} onSelect={select} />
        </Suspense>
      ) : null}
      <RunLine run={run} charted={charted} setCharted={setCharted} />
      {hits.length === 0 ? (
        <Blank title={speech.say('tests.noHits')} text={speech.say('tests.noHits.text')} />
      ) : (
        <HitTable hits={hits} chosen={chosen} onSelect={select} onMore={more} caseId={caseId} onRecord={record} />
      )}
      {chosen === undefined ? null : <HitDetail caseId={caseId} runId={runId} test={test} hit={chosen} onRecord={record} />}
    </>
  );
}

/** Opens a finding out of the chosen hit, or the one that it became. */
function useRecord(of: { readonly caseId: string; readonly runId: string; readonly hit: RunHit | undefined }): () => void {
  const { lang } = useSpeech();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const { caseId, runId, hit } = of;
  return () =>
    void attempt(async () => {
      if (hit === undefined) return;
      const findingId = hit.findingId ?? (await api.call['finding.open']({ caseId, runId, key: hit.key, lang })).findingId;
      forget(caseId);
      await go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } });
    });
}

type LineProps = {
  readonly run: Output<AssayCalls['runs.hits']>['run'];
  readonly charted: boolean;
  readonly setCharted: (on: boolean) => void;
};

/** How many were looked at, how many could not be, how many are leads. */
function RunLine({ run, charted, setCharted }: LineProps): ReactNode {
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
      {run.verdict === null ? null : <span className="strong">{say(run.verdict)}</span>}
      <span className="spring" />
      <span className="meta" title={say('tests.hashes', { dataset: run.datasetHash, result: run.resultHash })}>
        {say('tests.runAt', { at: moment(run.at), version: run.version })}
      </span>
      {run.hitsN === 0 ? null : (
        <Button small kind="bare" pressed={charted} onPress={() => setCharted(!charted)}>
          {say(charted ? 'tests.chart.hide' : 'tests.chart.show')}
        </Button>
      )}
    </div>
  );
}
