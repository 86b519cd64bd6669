import { openAssay } from '../../db/open.ts';
import { forget, keyIdOf, newKey, vaultKeys } from './keys.ts';
import { passphraseWrap, unlock } from './open-vault.ts';
import { checkPassphrase } from './passphrase.ts';
import { finishRotation, prepareRotation, settleRotation } from './rotation-steps.ts';
import { assayFile, sessionParts, type VaultSession } from './session.ts';
import { readVaultFile, writeVaultFile } from './vault-file.ts';

/** Steps that a rotation reports: `copy`, `names`, done. */
export type Step = (step: { readonly stage: 'copy' | 'names'; readonly done: number; readonly total: number }) => void;

/**
 * Wraps the same vault key under a new passphrase. Everything else stays.
 * @throws Refused passphrase_weak, passphrase_wrong, passphrase_wait, vault_damaged, disk_full
 */
export async function changePassphrase(session: VaultSession, change: { readonly from: string; readonly to: string }): Promise<void> {
  checkPassphrase(change.to);
  const parts = sessionParts(session);
  const read = readVaultFile(parts.dir);
  forget(...Object.values(await unlock(parts.dir, read, change.from)));
  const wrap = await passphraseWrap(parts.keys.vaultKey, change.to, session.vaultId);
  writeVaultFile(parts.dir, { ...read.file, wraps: [wrap] }, parts.keys);
}

/**
 * Gives the vault a new key: assay.db under it, case keys and secrets wrapped anew, blobs renamed. Books and evidence keep their case keys.
 * The session goes on under the new key. No job may be running: what it wrote meanwhile to assay.db would be refused.
 * Interrupted at any step, the vault opens with the same passphrase: before vault.json is written as the old one, after it as the new one.
 * @throws Refused passphrase_wrong, passphrase_wait, vault_damaged, disk_full
 */
export async function rotateVault(session: VaultSession, passphrase: string, report: Step = () => undefined): Promise<void> {
  const parts = sessionParts(session);
  const read = readVaultFile(parts.dir);
  forget(...Object.values(await unlock(parts.dir, read, passphrase)));
  const next = vaultKeys(newKey());
  const wrap = await passphraseWrap(next.vaultKey, passphrase, session.vaultId);
  report({ stage: 'copy', done: 0, total: 1 });
  // from here to the new store nothing waits: no other write can come between the copy and the change of keys
  prepareRotation(parts, next);
  parts.assay.close();
  const old = parts.keys;
  try {
    writeVaultFile(parts.dir, { ...read.file, keyId: keyIdOf(next.vaultKey).toString('hex'), wraps: [wrap] }, next);
    parts.keys = next;
  } finally {
    settleRotation(parts.dir, parts.keys);
    parts.assay = openAssay(assayFile(parts.dir), parts.keys.assay);
  }
  forget(...Object.values(old));
  report({ stage: 'names', done: 0, total: 1 });
  await finishRotation(parts);
  report({ stage: 'names', done: 1, total: 1 });
}
