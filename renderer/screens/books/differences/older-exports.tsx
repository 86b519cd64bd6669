import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { useSpeech } from '../../../parts/words.tsx';

type Asked = { readonly caseId: string; readonly importId: string };

/** Earlier imports that hold records with the same keys; looked for as a job, because a million keys take seconds. */
function useOlder({ caseId, importId }: Asked) {
  const api = useApi();
  const run = useRunJob();
  const { say } = useSpeech();
  const title = say('changes.compare.looking');
  const found = useQuery({
    queryKey: ['import.olderOf', { caseId, importId }],
    queryFn: () => run(title, (options) => api.call['import.olderOf']({ caseId, importId }, options)),
  });
  return { found, job: useJob(title) };
}

function useCompare(caseId: string): (older: string, newer: string) => void {
  const go = useNavigate();
  return (older, newer) => void go({ to: '/case/$caseId/compare/$older/$newer', params: { caseId, older, newer } });
}

/** After an import: a file that may be a newer export of a book that is there already is not doubled without a word. */
export function OlderOffer(props: Asked & { readonly leave: () => void }): ReactNode {
  const { say } = useSpeech();
  const { found } = useOlder(props);
  const compare = useCompare(props.caseId);
  const [first] = found.data?.imports ?? [];
  if (first === undefined) return null;
  const go = (): void => {
    props.leave();
    compare(first.importId, props.importId);
  };
  return (
    <div className="say-so amber" role="status">
      <div>
        {say('changes.compare.offer', { n: first.sharedKeys, file: first.fileName })}
        <div className="actions">
          <Button small onPress={go}>
            {say('changes.compare.do')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Lets a person choose the older export that an import is held against. */
export function ChooseOlder(props: Asked & { readonly fileName: string; readonly close: () => void }): ReactNode {
  const { say, count, moment } = useSpeech();
  const { found, job } = useOlder(props);
  const compare = useCompare(props.caseId);
  const go = (older: string): void => {
    props.close();
    compare(older, props.importId);
  };
  const imports = found.data?.imports ?? [];
  return (
    <DialogBox title={say('changes.compare.of', { file: props.fileName })} close={props.close}>
      {found.error === null ? null : <Refusal error={found.error} />}
      {job === undefined ? null : <JobView job={job} />}
      {found.data !== undefined && imports.length === 0 ? <p>{say('changes.compare.none')}</p> : null}
      <ul className="plain-list">
        {imports.map((one, i) => (
          <li key={one.importId}>
            <Button kind="link" autoFocus={i === 0} onPress={() => go(one.importId)}>
              {one.fileName}
            </Button>{' '}
            <span className="meta">
              {say('import.rows')}: {count(one.rows)} · {moment(one.at)}
            </span>
          </li>
        ))}
      </ul>
    </DialogBox>
  );
}

/** The way from an imported file to its comparison with an older one. */
export function CompareButton(props: Asked & { readonly fileName: string }): ReactNode {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small label={say('changes.compare.of', { file: props.fileName })} onPress={() => setOpen(true)}>
        {say('changes.compare')}
      </Button>
      {open ? <ChooseOlder {...props} close={() => setOpen(false)} /> : null}
    </>
  );
}
