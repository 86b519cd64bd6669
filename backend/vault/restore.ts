import fs from 'node:fs';
import path from 'node:path';
import { openAssay } from '../../db/open.ts';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import { checkFolder } from './check.ts';
import { copyInChild } from './copy-jobs.ts';
import { refuseFilled } from './copy-files.ts';
import { vaultKeys, type VaultKeys } from './keys.ts';
import { lockVault } from './lock.ts';
import { openVault, tryPassphrase } from './open-vault.ts';
import { intoPlace, type CopyReport } from './proved-copy.ts';
import { assayFile, type VaultSession } from './session.ts';
import { hasVaultFile, readVaultFile, type VaultFile } from './vault-file.ts';

export type Restore = { readonly from: string; readonly dir: string; readonly passphrase: string };

/**
 * Makes a vault out of a backup and opens it. The backup is only read; the new folder appears only when every file of it was read.
 * A damaged vault that stands in the place is never written over: it is set aside as `<dir>.damaged-<n>`. A sound one is refused.
 * The log goes on in new streams: the vault that was saved may have gone on as well, and two ends of one stream would be a fork.
 * @throws Refused backup_not_a_vault, vault_exists, vault_in_use, file_exists, passphrase_wrong, vault_newer, vault_damaged (of the
 *   backup's vault.json), backup_failed (another file of the backup), disk_full, cancelled
 */
export async function restoreVault(given: Restore, report: CopyReport = () => undefined, signal?: CancelSignal): Promise<VaultSession> {
  const { from, dir } = given;
  if (!hasVaultFile(from)) throw new Refused({ code: 'backup_not_a_vault', at: path.basename(from) });
  const taken = hasVaultFile(dir);
  if (!taken) refuseFilled(dir);
  const backup = await openBackup(from, given.passphrase);
  if (taken) await refuseSound(dir, backup);
  await intoPlace(dir, async (part) => {
    await copyInChild('copy.back', { from, part, keys: backup.keys }, { report, ...(signal === undefined ? {} : { signal }) });
    if (taken) setAside(dir);
  });
  return openVault({ dir, passphrase: given.passphrase });
}

type OpenBackup = { readonly keys: VaultKeys; readonly file: VaultFile };

async function openBackup(from: string, passphrase: string): Promise<OpenBackup> {
  const read = readVaultFile(from);
  const vaultKey = await tryPassphrase(read, passphrase);
  if (vaultKey === null) throw new Refused({ code: 'passphrase_wrong', args: { tries: 1, seconds: 0 } });
  const keys = vaultKeys(vaultKey);
  if (!read.proves(keys)) throw new Refused({ code: 'vault_damaged', at: 'vault.json' });
  return { keys, file: read.file };
}

/** @throws Refused vault_exists unless the vault in the place is damaged; where the backup's key does not fit it, nobody can tell */
async function refuseSound(dir: string, backup: OpenBackup): Promise<void> {
  const lock = lockVault(dir);
  try {
    const { file } = readVaultFile(dir);
    if (file.keyId === backup.file.keyId) await checkInPlace(dir, backup.keys);
  } catch (error) {
    if (error instanceof Refused && error.code === 'vault_damaged') return;
    throw error;
  } finally {
    lock.release();
  }
  throw new Refused({ code: 'vault_exists', at: path.basename(dir) });
}

async function checkInPlace(dir: string, keys: VaultKeys): Promise<void> {
  const assay = openAssay(assayFile(dir), keys.assay);
  try {
    await checkFolder({ dir, keys, assay });
  } finally {
    assay.close();
  }
}

function setAside(dir: string): void {
  let n = 1;
  while (fs.existsSync(`${dir}.damaged-${n}`)) n += 1;
  fs.renameSync(dir, `${dir}.damaged-${n}`);
}
