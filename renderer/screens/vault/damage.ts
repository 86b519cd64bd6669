import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AuditApi } from '../../../contract/rpc/index.ts';
import { failedOf } from '../../parts/failure.tsx';
import type { Failed } from '../../parts/failure.tsx';

/** A damaged file of the open vault may come to light anywhere: the first one is kept until the vault is closed. */
export type Damage = {
  readonly now: () => Failed | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly found: (failed: Failed) => void;
  readonly clear: () => void;
};

export function createDamage(): Damage {
  let first: Failed | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Failed | null): void => {
    if (next === first) return;
    first = next;
    for (const listener of listeners) listener();
  };
  return {
    now: () => first,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    found: (failed) => set(first ?? failed),
    clear: () => set(null),
  };
}

/** The door's own calls: they say on their own screens what is damaged, the vault or the backup. */
const doorCalls = new Set(['vault.status', 'vault.unlock', 'vault.create', 'vault.restore']);

/** The same calls; one that meets a damaged file of the vault is also heard here, whichever screen made it. */
export function watchDamage(api: AuditApi, damage: Damage): AuditApi {
  const watched = Object.entries(api.call).map(([method, call]) => {
    if (doorCalls.has(method)) return [method, call];
    const heard = async (...given: readonly unknown[]): Promise<unknown> => {
      try {
        return await (call as (...given: readonly unknown[]) => Promise<unknown>)(...given);
      } catch (error) {
        const failed = failedOf(error);
        if (failed.code === 'vault_damaged') damage.found(failed);
        throw error;
      }
    };
    return [method, heard];
  });
  return { ...api, call: Object.fromEntries(watched) as AuditApi['call'] };
}

export const DamageContext = createContext<Damage | null>(null);

export function useDamage(): readonly [Failed | null, () => void] {
  const damage = useContext(DamageContext);
  if (damage === null) throw new Error('useDamage outside DamageContext');
  return [useSyncExternalStore(damage.subscribe, damage.now), damage.clear];
}
