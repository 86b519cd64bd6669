import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox, DialogEnd } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { InUse } from '../withdraw/in-use.tsx';
import { ReplacePreview, StayingThings } from './replace-preview.tsx';
import type { Files, Pair } from './use-comparison.ts';

type Replaced = Output<AssayCalls['import.replace']>;
type ReplaceProps = { readonly pair: Pair; readonly files: Files; readonly table: TableName; readonly close: () => void };

/** Says what would move and what would stay, asks once, and afterwards says what did not move along. */
export function ReplaceDialog(props: ReplaceProps): ReactNode {
  const { pair, files, table, close } = props;
  const { say } = useSpeech();
  const go = useNavigate();
  const replace = useReplace(props);
  const leave = (): void => {
    close();
    void go({ to: '/case/$caseId/books/$table', params: { caseId: pair.caseId, table } });
  };
  const { done, error, job } = replace;
  return (
    <DialogBox title={say('changes.replace.title')} close={done === null ? close : leave} closable={job === undefined}>
      <div className="stack">
        {done === null ? <Asking {...props} running={job !== undefined} start={() => void replace.start(leave)} /> : null}
        {error === null ? null : <Refusal error={error} />}
        {job === undefined ? null : <JobView job={job} />}
        {done === null ? null : <Done done={done} files={files} leave={leave} />}
      </div>
    </DialogBox>
  );
}

/** Before: what would follow. Findings that name rows of the older file stand in the way. */
function Asking(props: ReplaceProps & { readonly running: boolean; readonly start: () => void }): ReactNode {
  const { pair, files, close, running, start } = props;
  const { say } = useSpeech();
  const look = useAsk('import.replacing', pair);
  if (look.error !== null) return <Refusal error={look.error} />;
  if (look.data === undefined) return <Reading />;
  if (look.data.findings.length > 0) return <InUse caseId={pair.caseId} findings={look.data.findings} close={close} />;
  return (
    <>
      <p>{say('changes.replace.what', { older: files.older })}</p>
      <ReplacePreview told={look.data} />
      <DialogEnd>
        <Button kind="primary" autoFocus disabled={running} onPress={start}>
          {say('changes.replace.do')}
        </Button>
      </DialogEnd>
    </>
  );
}

function useReplace({ pair, files }: ReplaceProps) {
  const api = useApi();
  const run = useRunJob();
  const forget = useForgetCase();
  const { say } = useSpeech();
  const { tell } = useNotices();
  const title = say('changes.replace.job', { older: files.older });
  const [done, setDone] = useState<Replaced | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = async (leave: () => void): Promise<void> => {
    setError(null);
    try {
      const result = await run(title, (options) => api.call['import.replace'](pair, options));
      forget(pair.caseId);
      if (result.left.length > 0) return setDone(result);
      tell(say('changes.replace.done', { ...files, moved: result.moved }));
      leave();
    } catch (failed) {
      setError(failed);
    }
  };
  return { done, error, job: useJob(title), start };
}

function Done(props: { readonly done: Replaced; readonly files: Files; readonly leave: () => void }): ReactNode {
  const { done, files, leave } = props;
  const { say } = useSpeech();
  return (
    <>
      <p>{say('changes.replace.done', { ...files, moved: done.moved })}</p>
      <StayingThings left={done.left} />
      <DialogEnd>
        <Button kind="primary" autoFocus onPress={leave}>
          {say('import.showRows')}
        </Button>
      </DialogEnd>
    </>
  );
}
