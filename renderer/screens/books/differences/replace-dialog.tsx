import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Files, Pair } from './use-comparison.ts';

type Replaced = Output<AssayCalls['import.replace']>;
type ReplaceProps = { readonly pair: Pair; readonly files: Files; readonly table: TableName; readonly close: () => void };

/** Asks once, naming what follows; afterwards says what did not move along. */
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
        {done === null ? <p>{say('changes.replace.what', { older: files.older })}</p> : <Left done={done} files={files} />}
        {error === null ? null : <Refusal error={error} />}
        {job === undefined ? null : <JobView job={job} />}
        <div className="form-actions">
          {done === null ? (
            <Button kind="primary" autoFocus disabled={job !== undefined} onPress={() => void replace.start(leave)}>
              {say('changes.replace.do')}
            </Button>
          ) : (
            <Button kind="primary" autoFocus onPress={leave}>
              {say('import.showRows')}
            </Button>
          )}
        </div>
      </div>
    </DialogBox>
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

/** What stays with the older file, and why. */
function Left({ done, files }: { readonly done: Replaced; readonly files: Files }): ReactNode {
  const { say } = useSpeech();
  return (
    <>
      <p>{say('changes.replace.done', { ...files, moved: done.moved })}</p>
      <p>{say('changes.replace.left', { n: done.left.length })}</p>
      <ul className="plain-list">
        {done.left.map(({ row, why }) => (
          <li key={`${row} ${why}`} className="wrap-anywhere">
            {say(`changes.left.${why}`)}: <span className="mono meta">{row.slice(65)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
