import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Detail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { EffectFacts } from './effect.tsx';
import type { Finding, Test } from './finding.ts';
import { isLeadOnly } from './finding.ts';
import { LeadOnly } from './lead-only.tsx';

/** All findings of the case with what each comes to. */
export function FindingList(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/findings' });
  const { at } = useSearch({ from: '/case/$caseId/findings' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const list = useAsk('finding.list', { caseId });
  const currency = useAsk('case.get', { caseId }).data?.header.currency ?? '';
  const tests = useAsk('tests.list', { caseId }).data?.tests ?? [];
  const add = useAddFinding(caseId);
  const findings = list.data?.findings ?? [];
  const chosen = findings.find((f) => f.findingId === at) ?? findings[0];
  useCommands([{ id: 'finding.add', title: say('findings.add'), group: 'do', keys: 'Ctrl+N', run: add }]);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.isPending) return <Reading />;
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('sections.findings')}</h1>
          <span className="spring" />
          <Button onPress={add} keys="Ctrl+N">
            {say('findings.add')}
          </Button>
        </div>
      </header>
      {findings.length === 0 ? (
        <Blank title={say('findings.none')} text={say('findings.none.text')}>
          <Button kind="primary" onPress={() => void go({ to: '/case/$caseId/tests', params: { caseId } })}>
            {say('findings.none.do')}
          </Button>
        </Blank>
      ) : (
        <Table
          label={say('sections.findings')}
          rows={findings}
          rowKey={(f) => f.findingId}
          rowHeight={44}
          minWidth={624}
          selected={chosen?.findingId}
          onSelect={(f) => void go({ to: '/case/$caseId/findings', params: { caseId }, search: { at: f.findingId }, replace: true })}
          onOpen={(f) => void go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId: f.findingId } })}
          autoFocus
          columns={columnsOf(speech, { currency, tests })}
        />
      )}
      {chosen === undefined ? null : (
        <Detail>
          <h2>{chosen.title === '' ? say('findings.untitled') : chosen.title}</h2>
          <LeadOnly caseId={caseId} finding={chosen} />
          <p className="prose clamp">{chosen.condition}</p>
          <EffectFacts finding={chosen} currency={currency} />
        </Detail>
      )}
    </>
  );
}

type ColumnsGiven = { readonly currency: string; readonly tests: readonly Test[] };

function columnsOf({ say, amount, day, has }: Speech, { currency, tests }: ColumnsGiven): readonly TableColumn<Finding>[] {
  const statusOf = (f: Finding): string => (has(`finding.status.${f.status}`) ? say(`finding.status.${f.status}`) : f.status);
  const titleOf = (f: Finding): string => (f.title === '' ? say('findings.untitled') : f.title);
  return [
    {
      id: 'title',
      title: say('findings.title'),
      width: 'minmax(180px, 1fr)',
      cell: (f) => <span className="wrapped">{titleOf(f)}</span>,
      hint: titleOf,
    },
    { id: 'from', title: say('findings.from'), width: '84px', cell: (f) => [...new Set(f.from.map((x) => x.test))].join(', ') },
    {
      id: 'status',
      title: say('findings.status'),
      width: '112px',
      cell: (f) => (
        <span className="two-lines">
          <span>{statusOf(f)}</span>
          {isLeadOnly(f, tests) ? <span className="meta amber">{say('tests.leadOnly')}</span> : null}
        </span>
      ),
    },
    { id: 'at', title: say('findings.created'), width: '124px', cell: (f) => day(f.createdAt.slice(0, 10)) },
    {
      id: 'total',
      title: say('findings.totalIn', { currency }),
      width: '124px',
      number: true,
      cell: (f) => <span className="strong">{amount(f.total)}</span>,
    },
  ];
}

/** A finding that no test led to. */
function useAddFinding(caseId: string): () => void {
  const { say } = useSpeech();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const empty = { title: say('findings.add'), condition: '', criteria: [], cause: '', corrections: [], response: '' };
  return () =>
    void attempt(async () => {
      const { findingId } = await api.call['finding.add']({ caseId, finding: empty });
      forget(caseId);
      await go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } });
    });
}
