import path from 'node:path';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { copyInChild } from './copy-jobs.ts';
import { refuseFilled } from './copy-files.ts';
import type { BackupSize } from './copy-out.ts';
import { intoPlace, type CopyReport } from './proved-copy.ts';
import { sessionParts, whenClosed, type VaultSession } from './session.ts';

export type { BackupSize } from './copy-out.ts';

/**
 * Copies the vault in use into a new or empty folder, and proves the copy by reading it whole. The folder appears only when it is proved;
 * cancelling, or locking the vault meanwhile, leaves nothing of it.
 * @throws Refused target_in_vault, file_exists, disk_full, vault_damaged (the vault itself cannot be read), backup_failed (the copy cannot), cancelled
 */
export async function backupVault(
  session: VaultSession,
  to: string,
  report: CopyReport = () => undefined,
  signal?: CancelSignal,
): Promise<BackupSize> {
  const { dir, keys } = sessionParts(session);
  outsideVault(dir, path.join(to, path.basename(to)));
  refuseFilled(to);
  const closed = new AbortController();
  const forgetMe = whenClosed(session, () => closed.abort());
  signal?.addEventListener('abort', () => closed.abort(), { once: true });
  if (signal?.aborted === true) closed.abort();
  try {
    return await intoPlace(to, (part) => copyInChild('copy.out', { dir, keys, part }, { report, signal: closed.signal }));
  } finally {
    forgetMe();
  }
}
