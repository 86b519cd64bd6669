import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Code, Detail, Fact, Facts } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useImport } from '../books/import/import-place.tsx';
import { CreateReport } from './create-report.tsx';
import { useReportJob } from './report-job.ts';
import { Verify } from './verify.tsx';

type Document = Output<AssayCalls['documents.list']>['documents'][number];

/** The papers of the case: made, signed, saved, verified. */
export function Documents(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/documents' });
  const { at } = useSearch({ from: '/case/$caseId/documents' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const list = useAsk('documents.list', { caseId });
  const [making, setMaking] = useState(false);
  const { pdf, takePdf } = useImport();
  const job = useReportJob();
  const documents = list.data?.documents ?? [];
  const chosen = documents.find((d) => d.documentId === at) ?? documents[0];
  const pick = usePickPdf(takePdf);
  useCommands([
    { id: 'report.create', title: say('documents.create'), group: 'do', keys: 'Ctrl+N', run: () => setMaking(true) },
    { id: 'document.verify', title: say('documents.verify'), group: 'do', run: pick },
  ]);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.isPending) return <Reading />;
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('sections.documents')}</h1>
          <span className="spring" />
          <Button onPress={pick}>{say('documents.verify')}</Button>
          <Button kind="primary" keys="Ctrl+N" onPress={() => setMaking(true)}>
            {say('documents.create')}
          </Button>
        </div>
        {job === undefined ? null : <JobView job={job} />}
      </header>
      {documents.length === 0 ? (
        <Blank title={say('documents.none')} text={say('documents.none.text')} />
      ) : (
        <Table
          label={say('sections.documents')}
          rows={documents}
          rowKey={(d) => d.documentId}
          rowHeight={32}
          minWidth={600}
          selected={chosen?.documentId}
          onSelect={(d) => void go({ to: '/case/$caseId/documents', params: { caseId }, search: { at: d.documentId }, replace: true })}
          columns={columnsOf(speech)}
          autoFocus
        />
      )}
      {chosen === undefined ? null : <DocumentDetail caseId={caseId} document={chosen} />}
      {making ? <CreateReport caseId={caseId} close={() => setMaking(false)} /> : null}
      {pdf === null ? null : <Verify path={pdf} close={() => takePdf(null)} />}
    </>
  );
}

function usePickPdf(take: (path: string) => void): () => void {
  const api = useApi();
  const { attempt } = useNotices();
  return () =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickOpen']({ kind: 'pdf' });
      if (path !== null) take(path);
    });
}

function columnsOf({ say, moment, count }: Speech): readonly TableColumn<Document>[] {
  return [
    { id: 'kind', title: say('documents.kind'), width: 'minmax(130px, 1fr)', cell: (d) => say(`documents.kind.${d.kind}`) },
    { id: 'lang', title: say('documents.lang'), width: '96px', cell: (d) => say(`lang.${d.lang}`) },
    { id: 'pages', title: say('documents.pages'), width: '76px', number: true, cell: (d) => count(d.pages) },
    {
      id: 'signed',
      title: say('documents.signature'),
      width: '120px',
      cell: (d) => <span className={d.signed ? 'confirmed' : 'amber'}>{say(d.signed ? 'documents.signed' : 'documents.unsigned')}</span>,
    },
    { id: 'at', title: say('documents.at'), width: '150px', cell: (d) => moment(d.at) },
  ];
}

/** A document's facts; its bytes leave the vault by "Save as" only. */
function DocumentDetail(props: { readonly caseId: string; readonly document: Document }): ReactNode {
  const { say, count, moment } = useSpeech();
  const { document } = props;
  const save = useSave(props.caseId, document);
  const exportTrust = useExportTrust();
  return (
    <Detail>
      <h2>{say(`documents.kind.${document.kind}`)}</h2>
      <Facts>
        <Fact name={say('documents.lang')}>{say(`lang.${document.lang}`)}</Fact>
        <Fact name={say('documents.pages')}>{count(document.pages)}</Fact>
        <Fact name={say('documents.signature')}>{say(document.signed ? 'documents.signed' : 'documents.unsigned')}</Fact>
        <Fact name={say('documents.at')}>{moment(document.at)}</Fact>
      </Facts>
      <Code title={say('import.sha256')}>{document.sha256}</Code>
      <Code title={say('documents.caseHead')}>{document.caseHead}</Code>
      <div className="bar-row">
        <Button kind="primary" onPress={save}>
          {say('documents.save')}
        </Button>
        <Button onPress={exportTrust}>{say('documents.trust')}</Button>
      </div>
    </Detail>
  );
}

function useSave(caseId: string, document: Document): () => void {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt, tell } = useNotices();
  return () =>
    void attempt(async () => {
      const suggested = `${document.kind}-${document.lang}.pdf`;
      const { path } = await api.call['shell.pickSave']({ kind: 'pdf', suggested });
      if (path === null) return;
      await api.call['document.save']({ caseId, documentId: document.documentId, to: path });
      tell(say('documents.saved', { path }));
    });
}

function useExportTrust(): () => void {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt, tell } = useNotices();
  return () =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'certificate', suggested: 'assay-root.pem' });
      if (path === null) return;
      await api.call['trust.export']({ to: path });
      tell(say('documents.saved', { path }));
    });
}
