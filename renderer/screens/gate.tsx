import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AssayEvent } from '../../contract/events/index.ts';
import { useAsk, useEvents } from '../parts/api.tsx';
import { Button } from '../parts/button.tsx';
import { useNotices } from '../parts/notices.tsx';
import { Reading } from '../parts/blank.tsx';
import { useSay } from '../parts/words.tsx';
import { CreateVault } from './vault/create.tsx';
import { Restore } from './vault/restore.tsx';
import { Unlock, Unopenable } from './vault/unlock.tsx';
import { Workplace } from './workplace.tsx';

type Backend = 'there' | 'gone' | 'back';

/** What the vault lets be seen: nothing before it is open. Hears when the backend ends and comes back. */
export function Gate(): ReactNode {
  const backend = useBackend();
  return (
    <div className="window">
      <BackendBanner backend={backend.state} close={backend.close} />
      <GateBody />
    </div>
  );
}

function GateBody(): ReactNode {
  const status = useAsk('vault.status', {});
  const [restoring, setRestoring] = useState(false);
  const { clear } = useNotices();
  const open = status.data?.state === 'unlocked';
  useEffect(() => {
    if (!open) clear();
  }, [open, clear]);
  if (restoring) return <Restore back={() => setRestoring(false)} />;
  if (status.error !== null) {
    return <Unopenable failed={status.error} restore={() => setRestoring(true)} again={() => void status.refetch()} />;
  }
  switch (status.data?.state) {
    case undefined:
      return <Reading />;
    case 'none':
      return <CreateVault />;
    case 'locked':
      return <Unlock status={status.data} />;
    case 'unlocked':
      return <Workplace />;
  }
}

function useBackend(): { readonly state: Backend; readonly close: () => void } {
  const client = useQueryClient();
  const say = useSay();
  const { tell } = useNotices();
  const [state, setState] = useState<Backend>('there');
  const hear = useCallback(
    (event: AssayEvent) => {
      if (event.kind === 'backend.gone') setState('gone');
      if (event.kind === 'backend.back') setState('back');
      if (event.kind === 'backend.back' || event.kind === 'vault.changed') void askVaultAgain(client);
      if (event.kind === 'import.interrupted') tell(say('import.interrupted', { file: event.fileName }));
    },
    [client, say, tell],
  );
  useEvents(hear);
  return { state, close: () => setState('there') };
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
