import path from 'node:path';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { begunImports } from '../../db/repositories/imports.ts';
import { backupVault, changePassphrase, createVault, openVault, restoreVault, rotateVault, vaultStatus } from '../vault/index.ts';
import type { VaultSession } from '../vault/index.ts';
import { checkpointCases } from './checkpoint.ts';
import { purgeInterrupted } from './purge-interrupted.ts';
import type { Session } from './session.ts';

type Status = Output<AssayCalls['vault.status']>;

export function status(session: Session): Status {
  const dir = session.vaultDir;
  if (!session.unlocked()) return { ...vaultStatus(dir), dir };
  const { name, vaultId } = session.vault();
  return { state: 'unlocked', dir, name, vaultId, waitMs: 0 };
}

function opened(session: Session, vault: VaultSession): Status {
  session.hold(vault);
  session.emit({ kind: 'vault.changed' });
  return status(session);
}

export const create = async (session: Session, input: { name: string; passphrase: string }): Promise<Status> =>
  opened(session, await createVault({ dir: session.vaultDir, ...input }));

/** Unlocks, removes what interrupted imports left and says so, signs the day's checkpoints. */
export async function unlock(session: Session, input: { passphrase: string }): Promise<Status> {
  if (session.unlocked()) return status(session);
  const vault = await openVault({ dir: session.vaultDir, passphrase: input.passphrase });
  const now = opened(session, vault);
  for (const begun of vault.assay.read(begunImports)) purgeInterrupted(session, begun);
  checkpointCases(session, 'daily');
  return now;
}

/** Signs the checkpoints and closes every file; the process that held the keys is then ended by the shell. */
export function lock(session: Session): Record<string, never> {
  if (!session.unlocked()) return {};
  checkpointCases(session, 'always');
  close(session);
  return {};
}

/** Closes without a checkpoint. */
export function close(session: Session): void {
  if (!session.unlocked()) return;
  const vault = session.vault();
  session.hold(null);
  vault.close();
  session.emit({ kind: 'vault.changed' });
}

export async function change(session: Session, input: { from: string; to: string }): Promise<Record<string, never>> {
  await changePassphrase(session.vault(), input);
  return {};
}

export async function rotate(session: Session, input: { passphrase: string }, context: HandlerContext): Promise<Record<string, never>> {
  await rotateVault(session.vault(), input.passphrase, ({ done, total }) => context.progress({ stage: 'rotate', done, total }));
  return {};
}

export const backup = (session: Session, input: { to: string }, context: HandlerContext): Promise<{ files: number; bytes: number }> =>
  backupVault(session.vault(), path.resolve(input.to), ({ done, total }) => context.progress({ stage: 'backup', done, total }));

export async function restore(session: Session, input: { from: string; passphrase: string }, context: HandlerContext): Promise<Status> {
  const given = { from: path.resolve(input.from), dir: session.vaultDir, passphrase: input.passphrase };
  return opened(session, await restoreVault(given, ({ done, total }) => context.progress({ stage: 'backup', done, total })));
}
