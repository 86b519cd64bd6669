import '../theme/tokens.css';
import '../theme/fonts.css';
import '../theme/base.css';
import '../theme/controls.css';
import '../theme/overlays.css';
import '../theme/frame.css';
import '../theme/pages.css';
import '../parts/table.css';
import '../parts/grid/grid.css';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditApi } from '../../contract/rpc/index.ts';
import { ApiProvider } from '../parts/api.tsx';
import { CommandProvider } from '../parts/commands.tsx';
import { JobProvider } from '../parts/jobs.tsx';
import { NoticeProvider } from '../parts/notices.tsx';
import { Gate } from './gate.tsx';
import { SettingsProvider } from './settings.tsx';
import type { Look } from './settings.tsx';
import { createDamage, DamageContext, watchDamage } from './vault/damage.ts';

// What a key changed is on the screen before the next key is heard: after a timer, a second key would still act on what was chosen before.
notifyManager.setScheduler(queueMicrotask);

/** Everything is on this machine: no network to wait for, and a refusal is an answer, not a reason to ask again. */
const createClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 },
    },
  });

/** React Aria writes its one rule into a style element, which the content policy forbids; controls.css has that rule instead. */
function claimStyleId(): void {
  const id = 'react-aria-pressable-style';
  if (document.getElementById(id) !== null) return;
  const claim = document.createElement('meta');
  claim.id = id;
  document.head.append(claim);
}

/** The whole window. @param props.api the backend and the shell, as the host connects them @param props.look language and theme so far */
export function App(props: { readonly api: AuditApi; readonly look: Look }): ReactNode {
  const [client] = useState(createClient);
  const [damage] = useState(createDamage);
  const [api] = useState(() => watchDamage(props.api, damage));
  useState(claimStyleId);
  return (
    <ApiProvider value={api}>
      <QueryClientProvider client={client}>
        <SettingsProvider start={props.look}>
          <JobProvider>
            <NoticeProvider>
              <CommandProvider>
                <DamageContext value={damage}>
                  <Gate />
                </DamageContext>
              </CommandProvider>
            </NoticeProvider>
          </JobProvider>
        </SettingsProvider>
      </QueryClientProvider>
    </ApiProvider>
  );
}
