import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useSay } from '../../parts/words.tsx';
import { Door } from './door.tsx';

/** A vault out of a backup folder. */
export function Restore(props: { readonly back: () => void }): ReactNode {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const run = useRunJob();
  const title = say('vault.restore.working');
  const job = useJob(title);
  const [from, setFrom] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const pick = async (): Promise<void> => {
    const { path } = await api.call['shell.pickOpen']({ kind: 'folder' });
    if (path !== null) setFrom(path);
  };
  const restore = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefusal(null);
    try {
      const status = await run(title, (options) => api.call['vault.restore']({ from, passphrase }, options));
      client.setQueryData(['vault.status', {}], status);
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <Door title={say('vault.restore.title')} lead={say('vault.restore.lead')}>
      <form className="form" onSubmit={restore}>
        <div className="bar-row">
          <Button onPress={() => void pick()} autoFocus>
            {say('vault.restore.pick')}
          </Button>
          <span className="wrap-anywhere mono meta">{from === '' ? say('vault.restore.none') : from}</span>
        </div>
        <TextInput
          label={say('vault.restore.passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
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
