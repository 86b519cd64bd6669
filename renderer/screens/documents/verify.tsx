import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Document } from './document-view.tsx';

type Verdict = Output<AssayCalls['document.verify']>;

/** What stands behind a PDF: bytes, signatures, embedded data, each with its reason. */
export function Verify(props: { readonly path: string; readonly close: () => void }): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt } = useNotices();
  const [trust, setTrust] = useState<string | null>(null);
  const verdict = useQuery({
    queryKey: ['document.verify', { path: props.path, trust }],
    queryFn: () => api.call['document.verify']({ path: props.path, trust }),
    gcTime: 0,
    staleTime: 0,
  });
  const pickTrust = (): void =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickOpen']({ kind: 'certificate' });
      if (path !== null) setTrust(path);
    });
  return (
    <DialogBox
      title={say('verdict.title', { file: props.path.split(/[\\/]/).at(-1) ?? props.path })}
      close={props.close}
      footer={
        <>
          <Button onPress={pickTrust}>{say('verdict.trust')}</Button>
          <Button kind="primary" onPress={props.close} autoFocus>
            {say('dialog.close')}
          </Button>
        </>
      }
    >
      {verdict.error === null ? null : <Refusal error={verdict.error} />}
      {verdict.isPending ? <Reading /> : null}
      {verdict.data === undefined ? null : <VerdictView verdict={verdict.data} />}
    </DialogBox>
  );
}

type KeptProps = { readonly caseId: string; readonly document: Document; readonly close: () => void };

/** The same for a document of the case, against the root of this vault. */
export function VerifyKept({ caseId, document, close }: KeptProps): ReactNode {
  const { say } = useSpeech();
  const verdict = useAsk('document.check', { caseId, documentId: document.documentId });
  return (
    <DialogBox
      title={say('documents.verifyThis')}
      close={close}
      footer={
        <Button kind="primary" onPress={close} autoFocus>
          {say('dialog.close')}
        </Button>
      }
    >
      {verdict.error === null ? null : <Refusal error={verdict.error} />}
      {verdict.isPending ? <Reading /> : null}
      {verdict.data === undefined ? null : <VerdictView verdict={verdict.data} />}
    </DialogBox>
  );
}

function Line(props: { readonly good: boolean; readonly children: ReactNode }): ReactNode {
  const { say } = useSpeech();
  return (
    <li className={props.good ? 'confirmed' : 'wrong'}>
      {props.good ? (
        <CircleCheck className="icon" aria-label={say('verdict.good')} />
      ) : (
        <CircleAlert className="icon" aria-label={say('verdict.bad')} />
      )}
      <span>{props.children}</span>
    </li>
  );
}

function VerdictView({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { say, moment } = useSpeech();
  // The list ends with the problems of the signatures, which stand beside their signature here.
  const ofSignatures = verdict.signatures.reduce((n, s) => n + s.problems.length, 0);
  return (
    <>
      <p className={`verdict ${verdict.ok ? 'confirmed' : 'wrong'}`}>
        {say(verdict.ok ? 'verdict.ok' : verdict.integrity ? 'verdict.intactOnly' : 'verdict.broken')}
      </p>
      <ul className="verdict-lines">
        <Line good={verdict.integrity}>{say(verdict.integrity ? 'verdict.integrity' : 'verdict.noIntegrity')}</Line>
        {verdict.signatures.length === 0 ? <Line good={false}>{say('verdict.noSignature')}</Line> : null}
        {verdict.signatures.map((s) => (
          <Line key={`${s.signer} ${s.signedAt}`} good={s.intact && s.trusted}>
            {say('verdict.signature', {
              signer: s.signer,
              at: moment(s.signedAt),
              intact: s.intact ? 'yes' : 'no',
              trusted: s.trusted ? 'yes' : 'no',
            })}
            {s.problems.map((problem) => (
              <span key={problem.key} className="verdict-problem">
                {say(problem)}
              </span>
            ))}
          </Line>
        ))}
        <Line good={verdict.data.ok}>{say(verdict.data.ok ? 'verdict.data' : 'verdict.noData')}</Line>
        {verdict.problems.slice(0, verdict.problems.length - ofSignatures).map((problem, index) => (
          <Line key={`${problem.key} ${index}`} good={false}>
            {say(problem)}
          </Line>
        ))}
      </ul>
      {verdict.notices.map((notice) => (
        <p key={notice.key} className="say-so amber">
          <TriangleAlert className="icon" aria-hidden />
          {say(notice)}
        </p>
      ))}
    </>
  );
}
