import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Detail } from '../../parts/detail.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { latestRuns } from '../case/sections.tsx';

type Test = Output<AssayCalls['tests.list']>['tests'][number];
type Run = Output<AssayCalls['case.get']>['runs'][number];

/** The catalogue: what can be tested with the books that are here, and what the last run found. */
export function TestList(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/tests' });
  const { at } = useSearch({ from: '/case/$caseId/tests' });
  const speech = useSpeech();
  const go = useNavigate();
  const list = useAsk('tests.list', { caseId });
  const overview = useAsk('case.get', { caseId }).data;
  const tests = inReach(list.data?.tests ?? []);
  const runs = new Map((overview === undefined ? [] : latestRuns(overview)).map((run) => [run.test, run]));
  const chosen = tests.find((test) => test.id === at) ?? tests[0];
  const running = useRunAll(caseId);
  useCommands([{ id: 'tests.runAll', title: speech.say('tests.runAll'), group: 'do', keys: 'Ctrl+Shift+Enter', run: running.run }]);
  const open = (test: Test): void => void go({ to: '/case/$caseId/tests/$test', params: { caseId, test: test.id } });
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{speech.say('sections.tests')}</h1>
          <span className="spring" />
          {running.job === undefined ? (
            <Button keys="Ctrl+Shift+Enter" onPress={running.run} disabled={!tests.some((test) => test.runnable)}>
              {speech.say('tests.runAll')}
            </Button>
          ) : null}
        </div>
        <p className="quiet prose">{speech.say('tests.lead')}</p>
        {running.refusal === null ? null : <Refusal error={running.refusal} />}
        {running.job === undefined ? null : <JobView job={running.job} />}
      </header>
      {list.error === null ? null : <Refusal error={list.error} />}
      {list.isPending ? <Reading /> : null}
      {tests.length === 0 ? null : (
        <Table
          label={speech.say('sections.tests')}
          rows={tests}
          columns={columnsOf(runs, speech)}
          rowKey={(test) => test.id}
          rowHeight={44}
          minWidth={560}
          selected={chosen?.id}
          onSelect={(test) => void go({ to: '/case/$caseId/tests', params: { caseId }, search: { at: test.id }, replace: true })}
          onOpen={open}
          autoFocus
        />
      )}
      {chosen === undefined ? null : <TestDetail test={chosen} />}
    </>
  );
}

/** What the books can serve first, then what still waits for records, each in the order of the catalogue. */
const inReach = (tests: readonly Test[]): readonly Test[] => [
  ...tests.filter((test) => test.runnable),
  ...tests.filter((test) => !test.runnable),
];

/** Every test that the books can serve, one after the other; what came of it is told in a notice. */
function useRunAll(caseId: string) {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const start = useRunJob();
  const { tell } = useNotices();
  const title = say('tests.runningAll');
  const job = useJob(title);
  const [refusal, setRefusal] = useState<unknown>(null);
  const run = async (): Promise<void> => {
    if (job !== undefined) return;
    setRefusal(null);
    try {
      const { runs, waiting } = await start(title, (options) => api.call['tests.runMany']({ caseId, area: null }, options));
      const hits = runs.reduce((sum, one) => sum + one.hitsN, 0);
      tell(say('tests.ranAll', { n: runs.length, hits, waiting: waiting.length }));
    } catch (error) {
      if (failedOf(error).code !== 'cancelled') setRefusal(error);
    } finally {
      forget(caseId);
    }
  };
  return { run: () => void run(), job, refusal };
}

function columnsOf(runs: ReadonlyMap<string, Run>, { say, count, moment }: Speech): readonly TableColumn<Test>[] {
  return [
    { id: 'id', title: say('tests.id'), width: '64px', mono: true, cell: (t) => t.id },
    {
      id: 'name',
      title: say('tests.name'),
      width: 'minmax(200px, 1fr)',
      cell: (t) => <NameAndData test={t} />,
      hint: (t) => say(`test.${t.id}.purpose`),
    },
    { id: 'hits', title: say('tests.lastHits'), width: '124px', number: true, cell: (t) => hitsOf(runs.get(t.id), count) },
    {
      id: 'at',
      title: say('tests.lastRun'),
      width: '148px',
      cell: (t) => <span className="quiet">{moment(runs.get(t.id)?.at ?? '')}</span>,
    },
  ];
}

/** The test, and below it what it belongs to or what it still lacks. */
function NameAndData({ test }: { readonly test: Test }): ReactNode {
  const { say } = useSpeech();
  const area = say(`test.area.${test.area}`);
  return (
    <span className="two-lines">
      <span>{say(`test.${test.id}.name`)}</span>
      {test.runnable ? (
        <span className="meta">{test.leadOnly ? say('tests.areaAndLead', { area }) : area}</span>
      ) : (
        <span className="meta amber">{say('tests.missing', { columns: missingWords(test, say) })}</span>
      )}
    </span>
  );
}

function hitsOf(run: Run | undefined, count: (n: number) => string): ReactNode {
  if (run === undefined) return <span className="quiet">–</span>;
  return <span className={run.open > 0 ? 'amber strong' : ''}>{count(run.hits)}</span>;
}

/** @param test its missing entries are `table.column` */
export function missingWords(test: Test, say: Speech['say']): string {
  const byTable = Map.groupBy(test.missing, (name) => name.split('.')[0] ?? '');
  return [...byTable]
    .map(([table, names]) => {
      const columns = names.map((name) => say(`column.${name.split('.')[1] ?? ''}`)).join(', ');
      return say('tests.missing.of', { table: say(`table.${table}`), columns });
    })
    .join('; ');
}

function TestDetail({ test }: { readonly test: Test }): ReactNode {
  const { say } = useSpeech();
  return (
    <Detail>
      <h2>{say('tests.named', { id: test.id, name: say(`test.${test.id}.name`) })}</h2>
      <p className="prose">{say(`test.${test.id}.purpose`)}</p>
      {test.leadOnly ? <p className="quiet prose">{say(`test.${test.id}.lead`)}</p> : null}
      <p className="meta">{say('tests.version', { version: test.version })}</p>
    </Detail>
  );
}
