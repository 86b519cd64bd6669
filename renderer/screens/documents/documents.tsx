import './documents.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useImport } from '../books/import/import-place.tsx';
import { CreateReport } from './create-report.tsx';
import { DocumentDetail } from './document-detail.tsx';
import { DocumentView } from './document-view.tsx';
import type { Document } from './document-view.tsx';
import { useReportJob } from './report-job.ts';
import { Verify, VerifyKept } from './verify.tsx';

/** The papers of the case: made, signed, saved, verified. */
export function Documents(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/documents' });
  const { at } = useSearch({ from: '/case/$caseId/documents' });
  const { say } = useSpeech();
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
          {documents.length === 0 ? null : (
            <Button keys="Ctrl+N" onPress={() => setMaking(true)}>
              {say('documents.create')}
            </Button>
          )}
        </div>
        {job === undefined ? null : <JobView job={job} />}
      </header>
      {chosen === undefined ? (
        <Blank title={say('documents.none')} text={say('documents.none.text')}>
          <Button kind="primary" onPress={() => setMaking(true)}>
            {say('documents.create')}
          </Button>
        </Blank>
      ) : (
        <>
          <Papers caseId={caseId} documents={documents} chosen={chosen} />
          <Paper key={chosen.documentId} caseId={caseId} document={chosen} />
        </>
      )}
      {making ? <CreateReport caseId={caseId} close={() => setMaking(false)} /> : null}
      {pdf === null ? null : <Verify path={pdf} close={() => takePdf(null)} />}
    </>
  );
}

const [headHeight, rowHeight, mostRows] = [30, 32, 4];

type PapersProps = { readonly caseId: string; readonly documents: readonly Document[]; readonly chosen: Document };

/** The documents as a list above the one that is shown; longer lists scroll. */
function Papers({ caseId, documents, chosen }: PapersProps): ReactNode {
  const speech = useSpeech();
  const go = useNavigate();
  const detail = useDetail();
  return (
    <div className="papers" style={{ height: headHeight + rowHeight * Math.min(mostRows, documents.length) }}>
      <Table
        label={speech.say('sections.documents')}
        rows={documents}
        rowKey={(d) => d.documentId}
        rowHeight={rowHeight}
        minWidth={600}
        selected={chosen.documentId}
        onSelect={(d) => void go({ to: '/case/$caseId/documents', params: { caseId }, search: { at: d.documentId }, replace: true })}
        onOpen={() => detail.setSheetOpen(true)}
        columns={columnsOf(speech)}
        autoFocus
      />
    </div>
  );
}

/** One document: what it shows, what stands behind it. */
function Paper({ caseId, document }: { readonly caseId: string; readonly document: Document }): ReactNode {
  const { say } = useSpeech();
  const save = useSave(caseId, document);
  const [verifying, setVerifying] = useState(false);
  useCommands([{ id: 'document.save', title: say('documents.save'), group: 'do', keys: 'Ctrl+S', run: save }]);
  return (
    <>
      <DocumentView caseId={caseId} document={document} />
      <DocumentDetail caseId={caseId} document={document} save={save} verify={() => setVerifying(true)} />
      {verifying ? <VerifyKept caseId={caseId} document={document} close={() => setVerifying(false)} /> : null}
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
