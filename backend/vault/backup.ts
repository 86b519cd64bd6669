import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { copyFile } from '../../db/backup.ts';
import { openAssay } from '../../db/open.ts';
import { allCaseKeys } from '../../db/repositories/keys.ts';
import { retireStreams } from '../../db/repositories/log.ts';
import { Refused } from '../../domain/model/refused.ts';
import { asDiskRefusal, syncFolder } from '../evidence/durable.ts';
import { caseKeysIn } from './case-keys.ts';
import { checkFolder } from './check.ts';
import { copyDurably, filesBelow, needSpace, refuseFilled } from './copy-files.ts';
import { vaultKeys, type VaultKeys } from './keys.ts';
import { openVault, tryPassphrase } from './open-vault.ts';
import { assayFile, booksFile, evidenceFolder, sessionParts, type SessionParts, type VaultSession } from './session.ts';
import { hasVaultFile, readVaultFile } from './vault-file.ts';

/** `copy` counts bytes, `check` counts cases. */
export type BackupReport = (step: { readonly stage: 'copy' | 'check'; readonly done: number; readonly total: number }) => void;

export type BackupSize = { readonly files: number; readonly bytes: number };

/** What a finished blob is called; parts of interrupted writing have no such name. */
const blobForm = /^[0-9a-f]{2}[\\/][0-9a-f]{64}(-[0-9a-f]{32})?$/;

/**
 * Copies the vault in use into a new or empty folder, and proves the copy by reading it whole. The folder appears only when it is proved.
 * @throws Refused file_exists, disk_full, vault_damaged (the vault itself cannot be read), backup_failed (the copy cannot)
 */
export async function backupVault(session: VaultSession, to: string, report: BackupReport = () => undefined): Promise<BackupSize> {
  const parts = sessionParts(session);
  refuseFilled(to);
  if (!path.relative(parts.dir, path.resolve(to)).startsWith('..')) throw new Refused({ code: 'file_exists', at: path.basename(to) });
  return intoPlace(to, async (part) => {
    const total = filesBelow(parts.dir).reduce((sum, file) => sum + file.bytes, 0);
    await needSpace(path.dirname(part), total);
    let done = 0;
    const step = (bytes: number): void => report({ stage: 'copy', done: Math.min((done += bytes), total), total });
    copyDatabases(parts, part, step);
    const evidence = evidenceFolder(parts.dir);
    for (const file of filesBelow(evidence, (name) => blobForm.test(name))) {
      await copyDurably(path.join(evidence, file.name), path.join(evidenceFolder(part), file.name));
      step(file.bytes);
    }
    await copyDurably(path.join(parts.dir, 'vault.json'), path.join(part, 'vault.json'));
    await proveFolder(part, parts.keys, report).catch((error: unknown) => blame(parts, error));
    const files = filesBelow(part);
    return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
  });
}

/** A copy that cannot be read may be a faithful copy of a damaged file: then the vault is to be named, not the backup. */
async function blame(parts: SessionParts, error: unknown): Promise<never> {
  if (error instanceof Refused && error.code === 'backup_failed') await checkFolder(parts);
  throw error;
}

function copyDatabases(parts: SessionParts, part: string, step: (bytes: number) => void): void {
  const assay = assayFile(parts.dir);
  copyFile({ file: assay, key: parts.keys.assay }, assayFile(part));
  step(fs.statSync(assay).size);
  fs.mkdirSync(path.join(part, 'books'), { mode: 0o700 });
  for (const { caseId } of parts.assay.read(allCaseKeys)) {
    const books = booksFile(parts.dir, caseId);
    if (!fs.existsSync(books)) continue;
    copyFile({ file: books, key: caseKeysIn(parts, caseId).books }, booksFile(part, caseId));
    step(fs.statSync(books).size);
  }
}

/** @throws Refused backup_failed, naming the file */
async function proveFolder(
  dir: string,
  keys: VaultKeys,
  report: BackupReport,
  prepare: (parts: { readonly assay: ReturnType<typeof openAssay> }) => void = () => undefined,
): Promise<void> {
  try {
    readVaultFile(dir);
    const assay = openAssay(assayFile(dir), keys.assay);
    try {
      await checkFolder({ dir, keys, assay }, report);
      prepare({ assay });
      assay.checkpoint();
    } finally {
      assay.close();
    }
  } catch (error) {
    if (error instanceof Refused && error.code === 'vault_damaged') throw new Refused({ code: 'backup_failed', at: error.at });
    throw error;
  }
}

export type Restore = { readonly from: string; readonly dir: string; readonly passphrase: string };

/**
 * Makes a vault out of a backup and opens it. The backup is only read; the new folder appears only when every file of it was read.
 * The log goes on in new streams: the vault that was saved may have gone on as well, and two ends of one stream would be a fork.
 * @throws Refused backup_not_a_vault, vault_exists, file_exists, passphrase_wrong, vault_newer, vault_damaged, backup_failed, disk_full
 */
export async function restoreVault(given: Restore, report: BackupReport = () => undefined): Promise<VaultSession> {
  const { from, dir } = given;
  if (!hasVaultFile(from)) throw new Refused({ code: 'backup_not_a_vault', at: path.basename(from) });
  if (hasVaultFile(dir)) throw new Refused({ code: 'vault_exists', at: path.basename(dir) });
  refuseFilled(dir);
  const read = readVaultFile(from);
  const vaultKey = await tryPassphrase(read, given.passphrase);
  if (vaultKey === null) throw new Refused({ code: 'passphrase_wrong', args: { tries: 1, seconds: 0 } });
  const keys = vaultKeys(vaultKey);
  if (!read.proves(keys)) throw new Refused({ code: 'vault_damaged', at: 'vault.json' });
  await intoPlace(dir, async (part) => {
    const files = filesBelow(from, isVaultPart);
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    await needSpace(path.dirname(part), total);
    let done = 0;
    for (const file of files) {
      await copyDurably(path.join(from, file.name), path.join(part, file.name));
      report({ stage: 'copy', done: (done += file.bytes), total });
    }
    await proveFolder(part, keys, report, ({ assay }) => assay.write(retireStreams));
  });
  return openVault({ dir, passphrase: given.passphrase });
}

function isVaultPart(name: string): boolean {
  const [first = '', ...rest] = name.split(/[\\/]/);
  if (first === 'books') return rest.length === 1 && rest[0]?.endsWith('.db') === true;
  if (first === 'evidence') return blobForm.test(rest.join('/'));
  return name === 'vault.json' || name === 'assay.db';
}

/** Builds a folder beside its place under another name, and renames it when `build` has ended well. */
async function intoPlace<T>(to: string, build: (part: string) => Promise<T>): Promise<T> {
  const part = `${path.resolve(to)}.part-${randomBytes(4).toString('hex')}`;
  try {
    fs.mkdirSync(part, { recursive: true, mode: 0o700 });
    const built = await build(part);
    if (fs.existsSync(to)) fs.rmdirSync(to);
    fs.renameSync(part, path.resolve(to));
    syncFolder(path.dirname(part));
    return built;
  } catch (error) {
    fs.rmSync(part, { recursive: true, force: true });
    throw asDiskRefusal(error, path.basename(to));
  }
}
