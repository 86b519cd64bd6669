import fs from 'node:fs';
import path from 'node:path';
import { openAssay } from '../../db/open.ts';
import { writeMeta, type VaultMeta } from '../../db/repositories/meta.ts';
import type { UserId, VaultId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { clearAttempts, countAttempt, delayMs, readAttempts, waitMs } from './attempts.ts';
import { makeFolder, purgeParts, syncFolder } from '../evidence/durable.ts';
import { installId } from './install.ts';
import { forget, keyIdOf, newKey, vaultKeys, type VaultKeys } from './keys.ts';
import { lockVault } from './lock.ts';
import { newId } from './new-id.ts';
import { checkPassphrase, kdfCost, passphraseKey, type Kdf } from './passphrase.ts';
import { tendReserve } from './reserve.ts';
import { finishRotation, nextFile, removeDatabase, settleRotation } from './rotation-steps.ts';
import { assayFile, evidenceFolder, sessionOf, type SessionParts, type VaultSession } from './session.ts';
import {
  hasVaultFile,
  readVaultFile,
  unwrapVaultKey,
  vaultFormat,
  wrapVaultKey,
  writeVaultFile,
  type ReadVaultFile,
} from './vault-file.ts';

export type VaultStatus = { readonly state: 'none' | 'locked'; readonly name: string; readonly vaultId: string; readonly waitMs: number };

/** What can be told without a passphrase. @throws Refused vault_damaged, vault_newer */
export function vaultStatus(dir: string): VaultStatus {
  if (!hasVaultFile(dir)) return { state: 'none', name: '', vaultId: '', waitMs: 0 };
  const { file } = readVaultFile(dir);
  const now = Date.now();
  return { state: 'locked', name: file.name, vaultId: file.vaultId, waitMs: waitMs(readAttempts(dir, now), now) };
}

export type NewVault = { readonly dir: string; readonly name: string; readonly passphrase: string; readonly userName?: string };

/**
 * Makes a vault in a folder and opens it.
 * @throws Refused vault_exists, vault_damaged (parts of a vault without vault.json), passphrase_weak, disk_full, file_unwritable, as checkName
 */
export async function createVault(given: NewVault): Promise<VaultSession> {
  const name = checkName(given.name);
  checkPassphrase(given.passphrase);
  refuseTaken(given.dir);
  makeFolder(given.dir);
  const lock = lockVault(given.dir);
  try {
    if (hasVaultFile(given.dir)) throw new Refused({ code: 'vault_exists', at: path.basename(given.dir) });
    const vaultId = newId() as VaultId;
    const keys = vaultKeys(newKey());
    const wrap = await passphraseWrap(keys.vaultKey, given.passphrase, vaultId);
    makeStore(given.dir, keys, { vaultId, name, userId: newId() as UserId, userName: given.userName ?? name });
    writeVaultFile(given.dir, { format: vaultFormat, vaultId, name, keyId: keyIdOf(keys.vaultKey).toString('hex'), wraps: [wrap] }, keys);
    settleRotation(given.dir, keys);
    syncFolder(path.dirname(path.resolve(given.dir)));
    tendReserve(given.dir);
    const assay = openAssay(assayFile(given.dir), keys.assay);
    return sessionOf({ dir: given.dir, installId: installId(), lock, keys, assay });
  } catch (error) {
    lock.release();
    throw error;
  }
}

const longestName = 200;

/** A name stands in titles and lists: one line of what can be seen. @throws Refused field_missing, field_invalid, value_not_canonical */
function checkName(given: string): string {
  if (/\p{Cc}/u.test(given) || !given.isWellFormed()) throw new Refused({ code: 'value_not_canonical', at: 'name' });
  const name = given.normalize('NFC').trim();
  if (name === '') throw new Refused({ code: 'field_missing', at: 'name' });
  const args = { issue: 'tooLong', expected: String(longestName) };
  if (name.length > longestName) throw new Refused({ code: 'field_invalid', at: 'name', args });
  return name;
}

/** A vault is never made over another one, nor over what is left of one whose vault.json is lost. */
function refuseTaken(dir: string): void {
  const at = path.basename(dir);
  if (hasVaultFile(dir)) throw new Refused({ code: 'vault_exists', at });
  const rest = ['assay.db', 'books', 'evidence'].find((entry) => fs.existsSync(path.join(dir, entry)));
  if (rest !== undefined) throw new Refused({ code: 'vault_damaged', at });
}

/** The database waits as `assay.db.next` until vault.json exists: an interrupted creation leaves nothing that counts. */
function makeStore(dir: string, keys: VaultKeys, meta: VaultMeta): void {
  removeDatabase(nextFile(dir));
  const store = openAssay(nextFile(dir), keys.assay, { create: true });
  try {
    store.write((db) => writeMeta(db, meta));
    store.checkpoint();
  } finally {
    store.close();
  }
}

/** Wraps the vault key under a passphrase with a new salt. */
export async function passphraseWrap(vaultKey: Buffer, passphrase: string, vaultId: VaultId): Promise<ReturnType<typeof wrapVaultKey>> {
  const kdf: Kdf = { name: 'scrypt', ...kdfCost, salt: newKey().toString('hex') };
  const key = await passphraseKey(passphrase, kdf);
  try {
    return wrapVaultKey(vaultKey, { key, kdf, vaultId });
  } finally {
    forget(key);
  }
}

/**
 * Opens a vault. Purges what interrupted writing left, finishes an interrupted rotation, migrates an older schema.
 * @throws Refused vault_missing, vault_in_use, vault_newer, vault_damaged, passphrase_wait (seconds), passphrase_wrong (tries, seconds)
 */
export async function openVault(given: { readonly dir: string; readonly passphrase: string }): Promise<VaultSession> {
  const { dir } = given;
  if (!hasVaultFile(dir)) throw new Refused({ code: 'vault_missing', at: path.basename(dir) });
  const lock = lockVault(dir);
  try {
    const read = readVaultFile(dir);
    tendReserve(dir);
    const keys = await unlock(dir, read, given.passphrase);
    settleRotation(dir, keys);
    purgeParts(evidenceFolder(dir));
    return await beginSession({ dir, installId: installId(), lock, keys, assay: openAssay(assayFile(dir), keys.assay) }, read);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** @throws Refused vault_damaged when vault.json and assay.db are of two vaults */
async function beginSession(parts: SessionParts, read: ReadVaultFile): Promise<VaultSession> {
  try {
    await finishRotation(parts);
    const session = sessionOf(parts);
    if (session.vaultId !== read.file.vaultId) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
    return session;
  } catch (error) {
    parts.assay.close();
    throw error;
  }
}

/**
 * The keys, from the passphrase. Counts the try on disk before it tries.
 * @throws Refused passphrase_wait, passphrase_wrong, vault_damaged when vault.json was changed on purpose
 */
export async function unlock(dir: string, read: ReadVaultFile, passphrase: string): Promise<VaultKeys> {
  const begun = Date.now();
  const before = readAttempts(dir, begun);
  const wait = waitMs(before, begun);
  if (wait > 0) throw new Refused({ code: 'passphrase_wait', args: { seconds: Math.ceil(wait / 1000), tries: before.failed } });
  const attempts = await countAttempt(dir, before, begun);
  const vaultKey = await tryPassphrase(read, passphrase);
  if (vaultKey === null) {
    const seconds = Math.ceil(delayMs(attempts.failed) / 1000);
    throw new Refused({ code: 'passphrase_wrong', args: { tries: attempts.failed, seconds } });
  }
  clearAttempts(dir);
  const keys = vaultKeys(vaultKey);
  if (!read.proves(keys)) throw new Refused({ code: 'vault_damaged', at: 'vault.json' });
  return keys;
}

/** @returns the vault key, or null when the passphrase opens none of the wraps */
export async function tryPassphrase(read: ReadVaultFile, passphrase: string): Promise<Buffer | null> {
  for (const wrap of read.file.wraps) {
    const key = await passphraseKey(passphrase, wrap.kdf);
    const vaultKey = unwrapVaultKey(read.file, wrap, key);
    forget(key);
    if (vaultKey !== null) return vaultKey;
  }
  return null;
}
