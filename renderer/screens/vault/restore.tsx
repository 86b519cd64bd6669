import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import type { Failed } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useSay } from '../../parts/words.tsx';
import { Door, safety } from './door.tsx';

type RestoreProps = {
  /** where the vault lies; empty when that is not known */
  readonly dir: string;
  /** a damaged vault stands in the place */
  readonly damaged: boolean;
  readonly back: () => void;
};

/** A vault out of a backup folder. What stands in its place is never overwritten. */
export function Restore(props: RestoreProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const [from, setFrom] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const { job, refusal, restore } = useRestore();
  const pick = async (): Promise<void> => {
    const { path } = await api.call['shell.pickOpen']({ kind: 'folder' });
    if (path !== null) setFrom(path);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (job === undefined && from !== '' && passphrase !== '') void restore({ from, passphrase });
  };
  return (
    <Door title={say('vault.restore.title')} lead={say('vault.restore.lead')} chapter={safety}>
      {props.damaged ? <p className="prose">{say('vault.restore.aside')}</p> : null}
      <form className="form" onSubmit={submit}>
        <div className="bar-row">
          <Button onPress={() => void pick()} autoFocus>
            {say('vault.restore.pick')}
          </Button>
          <span className={`wrap-anywhere meta${from === '' ? '' : ' mono'}`}>{from === '' ? say('vault.restore.none') : from}</span>
        </div>
        <TextInput
          label={say('vault.restore.passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {refusal === null ? null : <RestoreRefusal refusal={refusal} dir={props.dir} />}
        {job === undefined ? null : <JobView job={job} />}
        <div className="bar-row">
          <Button kind="primary" submit disabled={from === '' || passphrase === '' || job !== undefined}>
            {say('vault.restore.do')}
          </Button>
          <Button onPress={props.back} disabled={job !== undefined}>
            {say('vault.restore.back')}
          </Button>
        </div>
      </form>
    </Door>
  );
}

function RestoreRefusal(props: { readonly refusal: Failed; readonly dir: string }): ReactNode {
  const say = useSay();
  if (props.refusal.code === 'cancelled') return <p role="status">{say('vault.restore.cancelled')}</p>;
  if (props.refusal.code !== 'vault_exists' || props.dir === '') return <Refusal error={props.refusal} />;
  return (
    <div className="say-so wrong" role="alert">
      <CircleAlert className="icon" aria-hidden />
      <div>
        <p>{say('vault.restore.sound')}</p>
        <p className="mono meta wrap-anywhere">{props.dir}</p>
      </div>
    </div>
  );
}

type Given = { readonly from: string; readonly passphrase: string };

function useRestore() {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const run = useRunJob();
  const title = say('vault.restore.working');
  const [refusal, setRefusal] = useState<Failed | null>(null);
  const restore = async (given: Given): Promise<void> => {
    setRefusal(null);
    try {
      const status = await run(title, (options) => api.call['vault.restore'](given, options));
      client.setQueryData(['vault.status', {}], status);
    } catch (error) {
      setRefusal(failedOf(error));
    }
  };
  return { job: useJob(title), refusal, restore };
}
