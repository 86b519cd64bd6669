import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Choose, Radios, TextInput } from '../../parts/field.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';
import type { Theme } from '../settings.tsx';
import { strengthOf } from './strength.ts';

/** Where the vault is kept safe: backup, passphrase, keys, and when it locks by itself. */
export function VaultPage(): ReactNode {
  const { say } = useSpeech();
  const status = useAsk('vault.status', {});
  return (
    <main className="page" id="work" tabIndex={-1}>
      <h1>{say('vault.page.title')}</h1>
      <p className="meta mono wrap-anywhere">{status.data?.dir}</p>
      <Backup />
      <ChangePassphrase />
      <Rotate />
      <Habits />
    </main>
  );
}

function Backup(): ReactNode {
  const { say, count } = useSpeech();
  const api = useApi();
  const run = useRunJob();
  const { attempt, tell } = useNotices();
  const title = say('vault.backup.working');
  const job = useJob(title);
  const backUp = async (): Promise<void> => {
    await attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'folder', suggested: 'assay-backup' });
      if (path === null) return;
      const { files } = await run(title, (options) => api.call['vault.backup']({ to: path }, options));
      tell(say('vault.backup.done', { files: count(files) }));
    });
  };
  return (
    <section className="page-part">
      <h2>{say('vault.backup.title')}</h2>
      <p className="quiet prose">{say('vault.backup.lead')}</p>
      {job === undefined ? (
        <div>
          <Button onPress={() => void backUp()}>{say('vault.backup.do')}</Button>
        </div>
      ) : (
        <JobView job={job} />
      )}
    </section>
  );
}

function ChangePassphrase(): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const { tell } = useNotices();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [again, setAgain] = useState('');
  const [left, setLeft] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefusal(null);
    try {
      await api.call['vault.changePassphrase']({ from, to });
      for (const clear of [setFrom, setTo, setAgain]) clear('');
      setLeft(false);
      tell(say('vault.change.done'));
    } catch (error) {
      setRefusal(error);
    }
  };
  const differs = left && again !== '' && again !== to;
  return (
    <section className="page-part">
      <h2>{say('vault.change.title')}</h2>
      <form className="form" onSubmit={change}>
        <TextInput
          label={say('vault.change.from')}
          type="password"
          autoComplete="current-password"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextInput
          label={say('vault.change.to')}
          type="password"
          autoComplete="new-password"
          hint={say(`vault.strength.${strengthOf(to)}`)}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <TextInput
          label={say('vault.again')}
          type="password"
          autoComplete="new-password"
          problem={differs ? say('vault.again.differs') : undefined}
          value={again}
          onBlur={() => setLeft(true)}
          onChange={(event) => setAgain(event.target.value)}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
        <div>
          <Button submit disabled={from === '' || to === '' || again !== to}>
            {say('vault.change.do')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Rotate(): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const run = useRunJob();
  const { tell } = useNotices();
  const title = say('vault.rotate.working');
  const job = useJob(title);
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const rotate = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefusal(null);
    try {
      await run(title, (options) => api.call['vault.rotate']({ passphrase }, options));
      setPassphrase('');
      tell(say('vault.rotate.done'));
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <section className="page-part">
      <h2>{say('vault.rotate.title')}</h2>
      <p className="quiet prose">{say('vault.rotate.lead')}</p>
      <form className="form" onSubmit={rotate}>
        <TextInput
          label={say('vault.passphrase')}
          type="password"
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
        {job === undefined ? (
          <div>
            <Button submit disabled={passphrase === ''}>
              {say('vault.rotate.do')}
            </Button>
          </div>
        ) : (
          <JobView job={job} />
        )}
      </form>
    </section>
  );
}

const minutes = [5, 10, 15, 30, 60] as const;
const themes: readonly Theme[] = ['system', 'light', 'dark'];

function Habits(): ReactNode {
  const { say } = useSpeech();
  const { theme, idleMinutes, set } = useSettings();
  return (
    <section className="page-part">
      <h2>{say('vault.habits.title')}</h2>
      <div className="form">
        <Choose
          label={say('vault.idle')}
          value={String(idleMinutes)}
          choices={minutes.map((n) => ({ value: String(n), label: say('vault.idle.minutes', { n }) }))}
          onChange={(event) => set({ idleMinutes: Number(event.target.value) })}
        />
        <Radios
          legend={say('theme.title')}
          value={theme}
          choices={themes.map((value) => ({ value, label: say(`theme.${value}`) }))}
          onChange={(value) => set({ theme: value as Theme })}
        />
      </div>
    </section>
  );
}
