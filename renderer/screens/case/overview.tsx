import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Code, Detail, Fact, Facts } from '../../parts/detail.tsx';
import { Table } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useImport } from '../books/import/import-place.tsx';

type Overview = Output<AssayCalls['case.get']>;

/** What the case is, what has come in, and what the next step is. */
export function Overview(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId' });
  const { data } = useAsk('case.get', { caseId });
  if (data === undefined) return <Reading />;
  return (
    <>
      <Head overview={data} />
      <NextStep overview={data} />
      <Imports overview={data} />
      <CaseFacts overview={data} />
    </>
  );
}

function Head({ overview }: { readonly overview: Overview }): ReactNode {
  const { say, day } = useSpeech();
  const { header } = overview;
  return (
    <header className="work-head">
      <h1>{header.trader}</h1>
      <p className="quiet">
        {say('overview.line', {
          taxid: header.taxid,
          kind: say(`case.kind.${header.kind}`),
          period: say('case.period.value', { from: day(header.from), to: day(header.to) }),
        })}
      </p>
    </header>
  );
}

type Step = 'import' | 'test' | 'decide' | 'report' | 'done';

/** @returns the first thing that is not done yet */
function stepOf(overview: Overview): Step {
  if (overview.tables.every((t) => t.rows === 0)) return 'import';
  if (overview.runs.length === 0) return 'test';
  if (overview.findings === 0) return 'decide';
  return overview.documents === 0 ? 'report' : 'done';
}

function NextStep({ overview }: { readonly overview: Overview }): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const { pick } = useImport();
  const { caseId } = overview.header;
  const step = stepOf(overview);
  const act: Record<Step, () => void> = {
    import: pick,
    test: () => void go({ to: '/case/$caseId/tests', params: { caseId } }),
    decide: () => void go({ to: '/case/$caseId/tests', params: { caseId } }),
    report: () => void go({ to: '/case/$caseId/documents', params: { caseId } }),
    done: () => void go({ to: '/case/$caseId/documents', params: { caseId } }),
  };
  return (
    <section className="page-part next-step">
      <h3>{say('overview.next')}</h3>
      <p className="prose">{say(`overview.next.${step}`)}</p>
      <div className="bar-row">
        <Button kind={step === 'done' ? 'plain' : 'primary'} onPress={act[step]}>
          {say(`overview.next.${step}.do`)}
        </Button>
      </div>
    </section>
  );
}

/** What came in; Enter shows the certificate of the file. */
function Imports({ overview }: { readonly overview: Overview }): ReactNode {
  const { say, count, moment } = useSpeech();
  const { certify } = useImport();
  const [chosen, choose] = useState<string | undefined>(undefined);
  if (overview.imports.length === 0) return null;
  return (
    <section className="fill-part">
      <h2 className="part-head">{say('overview.imports')}</h2>
      <Table
        label={say('overview.imports')}
        rows={overview.imports}
        rowKey={(row) => row.importId}
        minWidth={600}
        rowHeight={44}
        selected={chosen}
        onSelect={(row) => choose(row.importId)}
        onOpen={(row) => certify(row.importId)}
        columns={[
          {
            id: 'file',
            title: say('import.file'),
            width: 'minmax(160px, 1fr)',
            cell: (i) => (
              <span className="two-lines">
                <span>{i.fileName}</span>
                <span className="meta">{say(`table.${i.table}`)}</span>
              </span>
            ),
            hint: (i) => i.fileName,
          },
          { id: 'rows', title: say('import.rows'), width: '72px', number: true, cell: (i) => count(i.rows) },
          {
            id: 'rejected',
            title: say('import.rejected'),
            width: '124px',
            number: true,
            cell: (i) => <span className={i.rejected > 0 ? 'amber' : 'quiet'}>{count(i.rejected)}</span>,
          },
          { id: 'at', title: say('import.at'), width: '140px', cell: (i) => moment(i.at) },
          {
            id: 'sha',
            title: say('import.sha256'),
            width: '108px',
            mono: true,
            cell: (i) => `${i.evidence.slice(0, 8)}…`,
            hint: (i) => i.evidence,
          },
        ]}
      />
    </section>
  );
}

function CaseFacts({ overview }: { readonly overview: Overview }): ReactNode {
  const { say, count, money, moment } = useSpeech();
  const { header } = overview;
  return (
    <Detail>
      <h2>{header.caseNo}</h2>
      <Facts title={say('overview.now')}>
        <Fact name={say('sections.findings')}>{count(overview.findings)}</Fact>
        <Fact name={say('sections.documents')}>{count(overview.documents)}</Fact>
        <Fact name={say('overview.assessed')} strong>
          {money(overview.assessed, header.currency)}
        </Fact>
      </Facts>
      <Facts title={say('overview.rules')}>
        <Fact name={say('case.pack')}>{`${header.pack} ${header.packVersion}`}</Fact>
        <Fact name={say('case.currency')}>{header.currency}</Fact>
      </Facts>
      <Facts title={say('overview.log')}>
        <Fact name={say('overview.created')}>{moment(header.createdAt)}</Fact>
        <Fact name={say('overview.operations')}>{count(overview.operations)}</Fact>
      </Facts>
      <Code title={say('documents.caseHead')}>{overview.caseHead}</Code>
    </Detail>
  );
}
