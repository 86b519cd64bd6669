import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Code, Detail, Fact, Facts } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useDocumentBytes } from './document-view.tsx';
import type { Document } from './document-view.tsx';

type Verdict = Output<AssayCalls['document.check']>;
type DetailProps = { readonly caseId: string; readonly document: Document; readonly verify: () => void; readonly save: () => void };

/** What stands behind the document that is shown: signature, bytes, the log it closes. Its bytes leave the vault by "Save as" only. */
export function DocumentDetail({ caseId, document, verify, save }: DetailProps): ReactNode {
  const { say, count, moment } = useSpeech();
  const exportTrust = useExportTrust();
  return (
    <Detail>
      <h2>{say(`documents.kind.${document.kind}`)}</h2>
      <SignatureState caseId={caseId} document={document} />
      <Facts>
        <Fact name={say('documents.lang')}>{say(`lang.${document.lang}`)}</Fact>
        <Fact name={say('documents.pages')}>{count(document.pages)}</Fact>
        <Fact name={say('documents.at')}>{moment(document.at)}</Fact>
      </Facts>
      <ShownBytes caseId={caseId} document={document} />
      <Code title={say('documents.caseHead')}>{document.caseHead}</Code>
      <div className="bar-row">
        <Button kind="primary" onPress={save}>
          {say('documents.save')}
        </Button>
        {document.signed ? <Button onPress={verify}>{say('documents.verifyThis')}</Button> : null}
        <Button onPress={exportTrust}>{say('documents.trust')}</Button>
      </div>
    </Detail>
  );
}

const stateOf = (verdict: Verdict): 'genuine' | 'intact' | 'broken' => (verdict.ok ? 'genuine' : verdict.integrity ? 'intact' : 'broken');
const toneOf = { genuine: 'confirmed', intact: 'amber', broken: 'wrong' } as const;

/** Signed or not, and whether it holds now: verified from the kept bytes each time the document is looked at. */
function SignatureState({ caseId, document }: Pick<DetailProps, 'caseId' | 'document'>): ReactNode {
  const { say, moment } = useSpeech();
  const { documentId, signed } = document;
  const check = useAsk('document.check', { caseId, documentId }, { enabled: signed });
  if (!signed) {
    return (
      <p className="say-so amber">
        <TriangleAlert className="icon" aria-hidden />
        {say('documents.state.unsigned')}
      </p>
    );
  }
  if (check.error !== null) return <Refusal error={check.error} />;
  if (check.data === undefined) return <p className="quiet">{say('documents.checking')}</p>;
  const state = stateOf(check.data);
  return (
    <>
      <p className={`say-so ${toneOf[state]}`} role="status">
        {state === 'genuine' ? <CircleCheck className="icon" aria-hidden /> : <CircleAlert className="icon" aria-hidden />}
        {say(`documents.state.${state}`)}
      </p>
      {check.data.signatures.map((s) => (
        <Facts key={`${s.signer} ${s.signedAt}`} title={say('documents.signature')}>
          <Fact name={say('documents.signer')}>
            <span className="wrap-anywhere">{s.signer}</span>
          </Fact>
          <Fact name={say('documents.signedAt')}>{moment(s.signedAt)}</Fact>
        </Facts>
      ))}
      {check.data.notices.map((notice) => (
        <p key={notice.key} className="say-so amber">
          <TriangleAlert className="icon" aria-hidden />
          {say(notice)}
        </p>
      ))}
    </>
  );
}

/** What the preview shows is the PDF: the hash is computed here, from the bytes on the screen. */
function ShownBytes({ caseId, document }: Pick<DetailProps, 'caseId' | 'document'>): ReactNode {
  const { say, count } = useSpeech();
  const shown = useDocumentBytes(caseId, document.documentId).data;
  const same = shown?.sha256 === document.sha256;
  return (
    <>
      <Code title={say('import.sha256')}>{document.sha256}</Code>
      {shown === undefined ? null : (
        <p className={same ? 'meta' : 'say-so wrong'} role={same ? undefined : 'alert'}>
          {same ? say('documents.shown.same', { size: count(Math.ceil(shown.bytes.length / 1024)) }) : say('documents.shown.other')}
        </p>
      )}
    </>
  );
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
