import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { ShellCalls } from '../../../contract/rpc/shell.ts';
import { useApi } from '../../parts/api.tsx';
import { useSay } from '../../parts/words.tsx';

export type Machine = Output<ShellCalls['shell.machine']>;

const nothingKnown: Machine = { person: '', disk: 'unknown', swap: 'unknown' };

/** What is true of this laptop; undefined until it has been looked at. Where nobody can tell, nothing is claimed. */
export function useMachine(): Machine | undefined {
  const api = useApi();
  const { data, isError } = useQuery({ queryKey: ['shell.machine'], queryFn: () => api.call['shell.machine']({}) });
  return data ?? (isError ? nothingKnown : undefined);
}

/** What lies open beside the vault, and what to do about it; nothing when all is encrypted. */
export function DiskWarning({ machine }: { readonly machine: Machine }): ReactNode {
  const say = useSay();
  const said = [
    ...(machine.disk === 'encrypted' ? [] : [`vault.machine.disk.${machine.disk}`]),
    // Without disk encryption the swap is one more of the things that the disk holds openly.
    ...(machine.disk === 'encrypted' && machine.swap === 'plain' ? ['vault.machine.swap.plain'] : []),
  ];
  return said.map((key) => (
    <div key={key} className="say-so amber meta">
      <ShieldAlert className="icon" aria-hidden />
      <span>{say(key)}</span>
    </div>
  ));
}

/** The warning, or the word that there is none to give. */
export function DiskState(): ReactNode {
  const say = useSay();
  const machine = useMachine();
  if (machine === undefined) return null;
  if (machine.disk !== 'encrypted') return <DiskWarning machine={machine} />;
  return (
    <>
      <div className="say-so confirmed meta">
        <ShieldCheck className="icon" aria-hidden />
        <span>{say('vault.machine.disk.encrypted')}</span>
      </div>
      <DiskWarning machine={machine} />
    </>
  );
}
