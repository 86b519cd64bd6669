import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import type { Failed } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useSay } from '../../parts/words.tsx';
import { Story } from './create.tsx';
import { Door, safety } from './door.tsx';

type Status = Output<AssayCalls['vault.status']>;

const cannotOpen = new Set(['vault_damaged', 'vault_newer', 'vault_in_use', 'vault_missing']);

/** Seconds until another passphrase may be tried, counted down on the screen. */
function useWait(startMs: number): readonly [number, (ms: number) => void] {
  const [until, setUntil] = useState(() => performance.now() + startMs);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (until <= now) return undefined;
    const timer = setTimeout(() => setNow(performance.now()), 250);
    return () => clearTimeout(timer);
  }, [until, now]);
  const wait = (ms: number): void => {
    setNow(performance.now());
    setUntil(performance.now() + ms);
  };
  return [Math.max(0, Math.ceil((until - now) / 1_000)), wait];
}

/** The locked vault shows its name and nothing of what is inside. */
export function Unlock(props: { readonly status: Status; readonly restore: (failed?: Failed) => void }): ReactNode {
  const say = useSay();
  const [failed, setFailed] = useState<Failed | null>(null);
  if (failed !== null && cannotOpen.has(failed.code)) {
    return <Unopenable failed={failed} restore={props.restore} again={() => setFailed(null)} />;
  }
  const { name } = props.status;
  return (
    <Door title={name === '' ? say('vault.unlock.title') : say('vault.unlock.named', { name })} chapter={safety}>
      <UnlockForm status={props.status} failed={failed} setFailed={setFailed} />
      <p>
        <Button kind="link" onPress={() => props.restore()}>
          {say('vault.create.restore')}
        </Button>
      </p>
    </Door>
  );
}

type FormProps = { readonly status: Status; readonly failed: Failed | null; readonly setFailed: (failed: Failed | null) => void };

function UnlockForm({ status, failed, setFailed }: FormProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [seconds, wait] = useWait(status.waitMs);
  const [caps, setCaps] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const again = async (error: unknown): Promise<void> => {
    setFailed(failedOf(error));
    setPassphrase('');
    const next = await api.call['vault.status']({}).catch(() => null);
    if (next !== null) wait(next.waitMs);
    form.current?.querySelector('input')?.focus();
  };
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (seconds > 0 || busy) return;
    setBusy(true);
    try {
      client.setQueryData(['vault.status', {}], await api.call['vault.unlock']({ passphrase }));
    } catch (error) {
      await again(error);
    }
    setBusy(false);
  };
  return (
    <form className="form" ref={form} onSubmit={unlock} onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}>
      <TextInput
        label={say('vault.passphrase')}
        type="password"
        autoComplete="current-password"
        autoFocus
        hint={caps ? say('vault.unlock.caps') : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
      {failed === null || failed.code === 'passphrase_wait' ? null : <Refusal error={failed} />}
      {seconds > 0 ? (
        <p className="amber" role="timer">
          {say('vault.unlock.wait', { seconds })}
        </p>
      ) : null}
      <div className="bar-row">
        <Button kind="primary" submit disabled={passphrase === '' || busy || seconds > 0}>
          {seconds > 0 ? say('vault.unlock.in', { seconds }) : say('vault.unlock.do')}
        </Button>
        {busy ? <Story text={say('vault.unlock.working')} /> : null}
      </div>
    </form>
  );
}

type UnopenableProps = { readonly failed: unknown; readonly restore: (failed: Failed) => void; readonly again: () => void };

/** A vault that does not open says why, and what can be done. */
export function Unopenable(props: UnopenableProps): ReactNode {
  const say = useSay();
  const failed = failedOf(props.failed);
  const { code } = failed;
  const restorable = code === 'vault_damaged' || code === 'vault_missing';
  return (
    <Door title={say('vault.unopenable')} chapter={safety}>
      <Refusal error={props.failed}>
        {restorable ? (
          <Button kind="primary" autoFocus onPress={() => props.restore(failed)}>
            {say('vault.create.restore')}
          </Button>
        ) : null}
        <Button autoFocus={!restorable} onPress={props.again}>
          {say('vault.tryAgain')}
        </Button>
      </Refusal>
    </Door>
  );
}
