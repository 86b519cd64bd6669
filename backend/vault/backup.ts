import fs from 'node:fs';
import path from 'node:path';
import { copyFile } from '../../db/backup.ts';
import { allCaseKeys } from '../../db/repositories/keys.ts';
import { Refused } from '../../domain/model/refused.ts';
import { caseKeysIn } from './case-keys.ts';
import { checkFolder } from './check.ts';
import { copyDurably, filesBelow, needSpace, refuseFilled } from './copy-files.ts';
import { blobForm, intoPlace, proveFolder, type CopyReport } from './proved-copy.ts';
import { assayFile, booksFile, evidenceFolder, sessionParts, type SessionParts, type VaultSession } from './session.ts';

export type BackupSize = { readonly files: number; readonly bytes: number };

/**
 * Copies the vault in use into a new or empty folder, and proves the copy by reading it whole. The folder appears only when it is proved.
 * @throws Refused file_exists, disk_full, vault_damaged (the vault itself cannot be read), backup_failed (the copy cannot)
 */
export async function backupVault(session: VaultSession, to: string, report: CopyReport = () => undefined): Promise<BackupSize> {
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
