import path from 'node:path';
import type { HandlerContext, Output, Progress } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { begunImports } from '../../db/repositories/imports.ts';
import {
  backupVault,
  changePassphrase,
  createVault,
  openVault,
  restoreVault,
  rotateVault,
  vaultStatus,
  whenBooksOpen,
} from '../vault/index.ts';
import type { VaultSession } from '../vault/index.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CopyReport } from '../vault/proved-copy.ts';
import { checkpointCases } from './checkpoint.ts';
import { removeKilledCopies } from './copies-under-way.ts';
import { followLog } from './follow-log.ts';
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
  whenBooksOpen(vault, (caseId, books) => void followLog(session, caseId, books));
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
  for (const begun of vault.assay.read(begunImports)) whereThereIsSpace(() => purgeInterrupted(session, begun));
  whereThereIsSpace(() => removeKilledCopies(session));
  if (session.reading !== true) whereThereIsSpace(() => checkpointCases(session, 'daily'));
  return now;
}

/** A full disk keeps nobody from reading: what the opening would write by itself waits for the next one. */
function whereThereIsSpace(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'disk_full') throw error;
  }
}

/** Signs the checkpoints and closes every file, also when a damaged one cannot be signed; the shell then ends the process that held the keys. */
export function lock(session: Session): Record<string, never> {
  if (!session.unlocked()) return {};
  try {
    checkpointCases(session, 'always');
  } finally {
    close(session);
  }
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
  backupVault(session.vault(), path.resolve(input.to), (step) => context.progress(copyProgress(step)), context.signal);

export async function restore(session: Session, input: { from: string; passphrase: string }, context: HandlerContext): Promise<Status> {
  const given = { from: path.resolve(input.from), dir: session.vaultDir, passphrase: input.passphrase };
  return opened(session, await restoreVault(given, (step) => context.progress(copyProgress(step)), context.signal));
}

const bytesInMb = 1_000_000;

/** People are told of megabytes, and of cases as the log counts them. */
function copyProgress({ stage, done, total }: Parameters<CopyReport>[0]): Progress {
  if (stage === 'check') return { stage: 'vault.check', done, total };
  return { stage: 'vault.copy', done: Math.floor(done / bytesInMb), total: Math.ceil(total / bytesInMb) };
}
