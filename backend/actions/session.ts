import { createHash } from 'node:crypto';
import type { AssayEvent } from '../../contract/events/index.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Day, HashBytes, Instant } from '../../domain/model/scalars.ts';
import type { VaultSession } from '../vault/session.ts';

export type BackendOptions = {
  readonly vaultDir: string;
  readonly now: () => Instant;
  /** the legal day for tests and automation; otherwise the pack's time zone gives it */
  readonly today?: Day;
  readonly emit: (event: AssayEvent) => void;
  readonly app: string;
  /** a command that only looks: opening the vault signs no checkpoint, so what it shows is what was there */
  readonly reading?: true;
};

/** What every action is given. The vault is there between unlock and lock. */
export type Session = BackendOptions & {
  /** @throws Refused vault_locked */
  readonly vault: () => VaultSession;
  readonly unlocked: () => boolean;
  /** hands over an opened vault, or null after it was closed */
  readonly hold: (vault: VaultSession | null) => void;
  /** things that live as long as the vault is open: views, tests under way */
  readonly onLock: (end: () => void) => void;
  readonly changed: (caseId: CaseId, ...entities: string[]) => void;
};

export const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

export function openSession(options: BackendOptions): Session {
  let held: VaultSession | null = null;
  const ends: (() => void)[] = [];
  return {
    ...options,
    vault: () => {
      if (held === null) throw new Refused({ code: 'vault_locked', at: options.vaultDir });
      return held;
    },
    unlocked: () => held !== null,
    hold: (vault) => {
      if (vault === null) for (const end of ends) end();
      held = vault;
    },
    onLock: (end) => {
      ends.push(end);
    },
    changed: (caseId, ...entities) => options.emit({ kind: 'case.changed', caseId, entities }),
  };
}
