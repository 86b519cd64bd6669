import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Choose, Radios } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { themes, useSettings } from '../settings.tsx';
import type { Theme } from '../settings.tsx';
import { Backup } from './backup.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { DiskState } from './machine.tsx';
import { Rotate } from './rotate.tsx';

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

const minutes = [5, 10, 15, 30, 60] as const;

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
      <DiskState />
    </section>
  );
}
