import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { caseHeader } from '../../../contract/rpc/cases.ts';
import { useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useDemo } from './demo.ts';
import { emptyCase, NewCase } from './new-case.tsx';
import type { NewCaseForm } from './new-case.tsx';

type Header = z.output<typeof caseHeader>;

/** All cases of the vault; on the first start the demonstration case is one press away. */
export function CaseList(): ReactNode {
  const { say } = useSpeech();
  const [making, setMaking] = useRemembered<NewCaseForm | null>('case.new', null);
  const demo = useDemo();
  const list = useAsk('case.list', {});
  const create = (): void => setMaking(emptyCase);
  useCommands([
    { id: 'case.new', title: say('cases.new'), group: 'do', keys: 'Ctrl+N', run: create },
    { id: 'case.demo', title: say('cases.demo'), group: 'do', run: demo.open },
  ]);
  const cases = list.data?.cases ?? [];
  return (
    <main className="work-page" id="work" tabIndex={-1}>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('cases.title')}</h1>
          <span className="spring" />
          {cases.length === 0 ? null : (
            <Button kind="primary" keys="Ctrl+N" onPress={create}>
              {say('cases.new')}
            </Button>
          )}
        </div>
      </header>
      {list.error === null ? null : <Refusal error={list.error} />}
      {list.isPending ? <Reading /> : null}
      {list.data !== undefined && cases.length === 0 ? <NoCases demo={demo} create={create} /> : null}
      {cases.length > 0 && demo.job !== undefined ? (
        <div className="page-part">
          <JobView job={demo.job} />
        </div>
      ) : null}
      {cases.length > 0 ? <Cases cases={cases} /> : null}
      {making === null ? null : <NewCase typed={making} keep={setMaking} close={() => setMaking(null)} />}
    </main>
  );
}

function NoCases(props: { readonly demo: ReturnType<typeof useDemo>; readonly create: () => void }): ReactNode {
  const { say } = useSpeech();
  const { job, open } = props.demo;
  return (
    <Blank title={say('cases.none')} text={say('cases.none.text')}>
      {job === undefined ? (
        <>
          <Button kind="primary" onPress={open} autoFocus>
            {say('cases.demo')}
          </Button>
          <Button onPress={props.create}>{say('cases.new')}</Button>
        </>
      ) : (
        <JobView job={job} />
      )}
    </Blank>
  );
}

function columnsOf({ say, day, has }: Speech): readonly TableColumn<Header>[] {
  const state = (key: string): string => (has(`case.state.${key}`) ? say(`case.state.${key}`) : key);
  return [
    { id: 'no', title: say('case.no'), width: '190px', mono: true, cell: (c) => c.caseNo, hint: (c) => c.caseNo },
    { id: 'trader', title: say('case.trader'), width: 'minmax(180px, 1fr)', cell: (c) => c.trader, hint: (c) => c.trader },
    { id: 'taxid', title: say('case.taxid'), width: '140px', cell: (c) => c.taxid },
    {
      id: 'kind',
      title: say('case.kind'),
      width: '170px',
      cell: (c) => say(`case.kind.${c.kind}`),
      hint: (c) => say(`case.kind.${c.kind}`),
    },
    {
      id: 'period',
      title: say('case.period'),
      width: '210px',
      cell: (c) => say('case.period.value', { from: day(c.from), to: day(c.to) }),
    },
    { id: 'state', title: say('case.state'), width: '150px', cell: (c) => state(c.state), hint: (c) => state(c.state) },
    { id: 'pack', title: say('case.pack'), width: '150px', cell: (c) => `${c.pack} ${c.packVersion}` },
  ];
}

function Cases(props: { readonly cases: readonly Header[] }): ReactNode {
  const speech = useSpeech();
  const go = useNavigate();
  const { at } = useSearch({ strict: false });
  return (
    <Table
      label={speech.say('cases.title')}
      columns={columnsOf(speech)}
      rows={props.cases}
      rowKey={(row) => row.caseId}
      rowHeight={32}
      minWidth={1_080}
      selected={at ?? props.cases[0]?.caseId}
      onSelect={(row) => void go({ to: '/', search: { at: row.caseId }, replace: true })}
      onOpen={(row) => void go({ to: '/case/$caseId', params: { caseId: row.caseId } })}
      autoFocus
    />
  );
}
