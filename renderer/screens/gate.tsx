import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AssayEvent } from '../../contract/events/index.ts';
import type { AuditApi } from '../../contract/rpc/index.ts';
import { useApi, useAsk, useEvents } from '../parts/api.tsx';
import { Button } from '../parts/button.tsx';
import { failureWords } from '../parts/failure.tsx';
import type { Failed } from '../parts/failure.tsx';
import { useNotices } from '../parts/notices.tsx';
import { Reading } from '../parts/blank.tsx';
import { writeAllUnwritten } from '../parts/unwritten.ts';
import { useSay } from '../parts/words.tsx';
import { CreateVault } from './vault/create.tsx';
import { useDamage } from './vault/damage.ts';
import { Restore } from './vault/restore.tsx';
import { Unlock, Unopenable } from './vault/unlock.tsx';
import { Workplace } from './workplace.tsx';

type Backend = 'there' | 'gone' | 'back';

/** What the vault lets be seen: nothing before it is open. Hears when the backend ends and comes back. */
export function Gate(): ReactNode {
  const backend = useBackend();
  const [restoring, setRestoring] = useState<Restoring>(null);
  return (
    <div className="window">
      <BackendBanner backend={backend.state} close={backend.close} />
      <DamageBanner restore={() => setRestoring('damaged')} />
      <GateBody restoring={restoring} setRestoring={setRestoring} />
    </div>
  );
}

/** A backup is being chosen, for a vault that is damaged or for one that is not. */
type Restoring = 'damaged' | 'other' | null;

type BodyProps = { readonly restoring: Restoring; readonly setRestoring: (restoring: Restoring) => void };

function GateBody({ restoring, setRestoring }: BodyProps): ReactNode {
  const status = useAsk('vault.status', {});
  const { clear } = useNotices();
  const [, forgetDamage] = useDamage();
  const open = status.data?.state === 'unlocked' && status.error === null;
  useEffect(() => {
    if (open) setRestoring(null);
    else {
      clear();
      forgetDamage();
    }
  }, [open, clear, forgetDamage, setRestoring]);
  const restore = (failed?: Failed): void => setRestoring(failed?.code === 'vault_damaged' ? 'damaged' : 'other');
  if (restoring !== null && !open) {
    return <Restore dir={status.data?.dir ?? ''} damaged={restoring === 'damaged'} back={() => setRestoring(null)} />;
  }
  if (status.error !== null) return <Unopenable failed={status.error} restore={restore} again={() => void status.refetch()} />;
  switch (status.data?.state) {
    case undefined:
      return <Reading />;
    case 'none':
      return <CreateVault restore={() => restore()} />;
    case 'locked':
      return <Unlock status={status.data} restore={restore} />;
    case 'unlocked':
      return <Workplace />;
  }
}

function useBackend(): { readonly state: Backend; readonly close: () => void } {
  const client = useQueryClient();
  const api = useApi();
  const say = useSay();
  const { tell } = useNotices();
  const [state, setState] = useState<Backend>('there');
  const hear = useCallback(
    (event: AssayEvent) => {
      if (event.kind === 'leaving') void writeAll(api);
      if (event.kind === 'backend.gone') setState('gone');
      if (event.kind === 'backend.back') setState('back');
      if (event.kind === 'backend.back' || event.kind === 'vault.changed') void askVaultAgain(client);
      if (event.kind === 'import.interrupted') tell(say('import.interrupted', { file: event.fileName }));
    },
    [api, client, say, tell],
  );
  useEvents(hear);
  return { state, close: () => setState('there') };
}

/** Time for a write that waits for the answer of the one before it. */
const settleMs = 60;

/** The window is hidden and its page about to be thrown away: a field that is left writes what was typed, then what screens remember. */
async function writeAll(api: AuditApi): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await writeAllUnwritten();
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  await api.call['shell.written']({}).catch(() => undefined);
}

/** A vault that closed leaves nothing of its cases in the window's memory. */
async function askVaultAgain(client: ReturnType<typeof useQueryClient>): Promise<void> {
  await client.invalidateQueries({ queryKey: ['vault.status'] });
  await client.invalidateQueries({ queryKey: ['settings.get'] });
  const status = client.getQueryData<{ state: string }>(['vault.status', {}]);
  if (status?.state === 'unlocked') return;
  client.removeQueries({ predicate: ({ queryKey: [method] }) => method !== 'vault.status' && method !== 'settings.get' });
}

function BackendBanner(props: { readonly backend: Backend; readonly close: () => void }): ReactNode {
  const say = useSay();
  if (props.backend === 'there') return null;
  const gone = props.backend === 'gone';
  return (
    <div className={`banner ${gone ? 'wrong' : 'confirmed'}`} role="alert">
      <span>{say(gone ? 'backend.gone' : 'backend.back')}</span>
      {gone ? null : (
        <Button small onPress={props.close}>
          {say('notice.close')}
        </Button>
      )}
    </div>
  );
}

/** A damaged file of the open vault: named once, above everything, with the way to the backup. The vault is closed first. */
function DamageBanner(props: { readonly restore: () => void }): ReactNode {
  const say = useSay();
  const api = useApi();
  const { attempt } = useNotices();
  const [damage, forget] = useDamage();
  if (damage === null) return null;
  const restore = (): void => {
    void attempt(async () => {
      await api.call['vault.lock']({});
      props.restore();
    });
  };
  return (
    <div className="banner wrong" role="alert">
      <span>{say(failureWords(damage))}</span>
      <Button small onPress={restore}>
        {say('vault.create.restore')}
      </Button>
      <Button small onPress={forget}>
        {say('notice.close')}
      </Button>
    </div>
  );
}
