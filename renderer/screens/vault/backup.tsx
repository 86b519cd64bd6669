import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import type { Failed } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';

/** The proof of the last backup, kept in the vault. */
type Made = { readonly at: string; readonly files: number; readonly bytes: number; readonly to: string };

const bytesInMb = 1_000_000;

/** Copies the vault to a folder that the person names; what came of it stays on the page. */
export function Backup(): ReactNode {
  const { say } = useSpeech();
  const { job, refusal, last, known, backUp } = useBackup();
  return (
    <section className="page-part">
      <h2>{say('vault.backup.title')}</h2>
      <p className="quiet prose">{say('vault.backup.lead')}</p>
      {known ? <LastBackup last={last} /> : null}
      {refusal === null ? null : <BackupRefusal refusal={refusal} />}
      {job === undefined ? null : <JobView job={job} />}
      <div>
        <Button onPress={() => void backUp()}>{say('vault.backup.do')}</Button>
      </div>
    </section>
  );
}

function useBackup() {
  const { say } = useSpeech();
  const api = useApi();
  const run = useRunJob();
  const today = useAsk('today.get', {});
  const [last, remember, known] = useRemembered<Made | null>('vault.backup', null);
  const [refusal, setRefusal] = useState<Failed | null>(null);
  const title = say('vault.backup.working');
  const job = useJob(title);
  const backUp = async (): Promise<void> => {
    if (job !== undefined) return;
    setRefusal(null);
    try {
      const suggested = `assay-backup-${today.data?.today ?? ''}`;
      const { path } = await api.call['shell.pickSave']({ kind: 'folder', suggested });
      if (path === null) return;
      const size = await run(title, (options) => api.call['vault.backup']({ to: path }, options));
      remember({ ...size, at: new Date().toISOString(), to: path });
    } catch (error) {
      setRefusal(failedOf(error));
    }
  };
  return { job, refusal, last, known, backUp };
}

function LastBackup({ last }: { readonly last: Made | null }): ReactNode {
  const { say, moment, count } = useSpeech();
  if (last === null) return <p className="meta">{say('vault.backup.never')}</p>;
  const mb = count(Math.ceil(last.bytes / bytesInMb));
  return (
    <div className="say-so confirmed" role="status">
      <CircleCheck className="icon" aria-hidden />
      <div>
        {say('vault.backup.last', { when: moment(last.at), files: last.files, mb })}
        <p className="mono meta wrap-anywhere">{last.to}</p>
      </div>
    </div>
  );
}

function BackupRefusal({ refusal }: { readonly refusal: Failed }): ReactNode {
  const { say } = useSpeech();
  if (refusal.code === 'cancelled') return <p role="status">{say('vault.backup.cancelled')}</p>;
  return <Refusal error={refusal} />;
}
