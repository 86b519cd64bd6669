import { useParams } from '@tanstack/react-router';
import './tests.css';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { latestRuns } from '../case/sections.tsx';
import { useImport } from '../books/import/import-place.tsx';
import { Params } from './params.tsx';
import { missingWords } from './test-list.tsx';
import { RunView } from './run-view.tsx';

type Test = Output<AssayCalls['tests.list']>['tests'][number];

/** One audit test: what it looks for, how it is set, and what the last run found. */
export function TestPage(): ReactNode {
  const { caseId, test: id } = useParams({ from: '/case/$caseId/tests/$test' });
  const list = useAsk('tests.list', { caseId });
  const test = list.data?.tests.find((t) => t.id === id);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.data === undefined) return <Reading />;
  if (test === undefined) return <Refusal error={{ code: 'test_unknown', at: id, args: {} }} />;
  return <TestBody key={`${caseId} ${id}`} caseId={caseId} test={test} />;
}

type BodyProps = { readonly caseId: string; readonly test: Test };

function TestBody({ caseId, test }: BodyProps): ReactNode {
  const { say } = useSpeech();
  const overview = useAsk('case.get', { caseId }).data;
  const last = overview === undefined ? undefined : latestRuns(overview).find((run) => run.test === test.id);
  const runs = useAsk('runs.list', { caseId }).data?.runs;
  const used = last === undefined ? undefined : runs?.find((run) => run.runId === last.runId)?.params;
  const start = Object.fromEntries(test.params.map((p) => [p.name, p.value]));
  const [params, setParams, read] = useRemembered(`params.${caseId}.${test.id}`, start);
  const purpose =
    test.leadOnly && last === undefined
      ? `${say(`test.${test.id}.purpose`)} ${say(`test.${test.id}.lead`)}`
      : say(`test.${test.id}.purpose`);
  const running = useRunTest({ caseId, test, params });
  useCommands([{ id: 'test.run', title: say('tests.run'), group: 'do', keys: 'Ctrl+Enter', run: running.run }]);
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('tests.named', { id: test.id, name: say(`test.${test.id}.name`) })}</h1>
          <span className="spring" />
          {running.job === undefined ? (
            <Button kind={last === undefined ? 'primary' : 'plain'} keys="Ctrl+Enter" onPress={running.run} disabled={!test.runnable}>
              {say(last === undefined ? 'tests.run' : 'tests.runAgain')}
            </Button>
          ) : null}
        </div>
        <p className={`quiet${last === undefined ? ' prose' : ' purpose'}`} title={last === undefined ? undefined : purpose}>
          {test.leadOnly ? <span className="tag amber">{say('tests.leadOnly')}</span> : null} {purpose}
        </p>
        {read && overview !== undefined && runs !== undefined ? (
          <Params test={test} values={params} onChange={setParams} last={used} />
        ) : null}
        {running.refusal === null ? null : <Refusal error={running.refusal} />}
        {running.job === undefined ? null : <JobView job={running.job} />}
      </header>
      {test.runnable ? null : <NeedsData test={test} />}
      {last === undefined ? (
        test.runnable && running.job === undefined ? (
          <Blank title={say('tests.notRun')} text={say('tests.notRun.text')} />
        ) : null
      ) : (
        <RunView key={last.runId} caseId={caseId} runId={last.runId} test={test} />
      )}
    </>
  );
}

function NeedsData({ test }: { readonly test: Test }): ReactNode {
  const { say } = useSpeech();
  const { pick } = useImport();
  return (
    <Blank title={say('tests.needsData')} text={say('tests.needsData.text', { columns: missingWords(test, say) })}>
      <Button kind="primary" keys="Ctrl+I" onPress={pick}>
        {say('import.do')}
      </Button>
    </Blank>
  );
}

function useRunTest(of: BodyProps & { readonly params: Readonly<Record<string, string>> }) {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const start = useRunJob();
  const { caseId, test, params } = of;
  const title = say('tests.running', { id: test.id });
  const job = useJob(title);
  const [refusal, setRefusal] = useState<unknown>(null);
  const run = async (): Promise<void> => {
    if (job !== undefined || !test.runnable) return;
    setRefusal(null);
    try {
      await start(title, (options) => api.call['tests.run']({ caseId, test: test.id, params }, options));
      forget(caseId);
    } catch (error) {
      if (failedOf(error).code !== 'cancelled') setRefusal(error);
    }
  };
  return { run: () => void run(), job, refusal };
}
