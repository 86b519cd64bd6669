import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useLate } from '../../parts/job-view.tsx';
import { useJobs } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';

/** New keys for the vault. It is done as a whole: there is nothing to cancel, and nothing else may be running. */
export function Rotate(): ReactNode {
  const say = useSay();
  const api = useApi();
  const { tell } = useNotices();
  const busy = useJobs().length > 0;
  const [passphrase, setPassphrase] = useState('');
  const [running, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const ready = passphrase !== '' && !running && !busy;
  const rotate = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setRefusal(null);
    setRunning(true);
    try {
      await api.call['vault.rotate']({ passphrase });
      setPassphrase('');
      tell(say('vault.rotate.done'));
    } catch (error) {
      setRefusal(error);
    }
    setRunning(false);
    form.current?.querySelector('input')?.focus();
  };
  return (
    <section className="page-part">
      <h2>{say('vault.rotate.title')}</h2>
      <p className="quiet prose">{say('vault.rotate.lead')}</p>
      <form className="form" ref={form} onSubmit={rotate}>
        <TextInput
          label={say('vault.passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
        <div className="bar-row">
          <Button submit disabled={!ready}>
            {say('vault.rotate.do')}
          </Button>
          {busy ? <span className="quiet">{say('vault.rotate.busy')}</span> : null}
        </div>
        {running ? <Running /> : null}
      </form>
    </section>
  );
}

function Running(): ReactNode {
  const say = useSay();
  return useLate() ? (
    <div className="work-story" role="status">
      <span>{say('vault.rotate.working')}</span>
      <span className="quiet">{say('vault.rotate.whole')}</span>
    </div>
  ) : null;
}
