import fs from 'node:fs';
import path from 'node:path';
import { copyFile } from '../../db/backup.ts';
import { allCaseKeys } from '../../db/repositories/keys.ts';
import { Refused } from '../../domain/model/refused.ts';
import { caseKeysIn } from './case-keys.ts';
import { checkFolder, type OpenFolder } from './check.ts';
import { copyDurably, filesBelow, needSpace } from './copy-files.ts';
import { blobForm, proveFolder, type CopyReport } from './proved-copy.ts';
import { assayFile, booksFile, evidenceFolder } from './session.ts';

export type BackupSize = { readonly files: number; readonly bytes: number };

/**
 * Copies a vault that may be in use into an empty folder, and proves the copy by reading it whole.
 * @throws Refused disk_full, vault_damaged (the vault itself cannot be read), backup_failed (the copy cannot)
 */
export async function copyOut(vault: OpenFolder, part: string, report: CopyReport): Promise<BackupSize> {
  const total = filesBelow(vault.dir).reduce((sum, file) => sum + file.bytes, 0);
  await needSpace(path.dirname(part), total);
  let done = 0;
  const step = (bytes: number): void => report({ stage: 'copy', done: Math.min((done += bytes), total), total });
  copyDatabases(vault, part, step);
  const evidence = evidenceFolder(vault.dir);
  for (const file of filesBelow(evidence, (name) => blobForm.test(name))) {
    await copyDurably(path.join(evidence, file.name), path.join(evidenceFolder(part), file.name));
    step(file.bytes);
  }
  await copyDurably(path.join(vault.dir, 'vault.json'), path.join(part, 'vault.json'));
  await proveFolder(part, vault.keys, report).catch((error: unknown) => blame(vault, error));
  const files = filesBelow(part);
  return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}

/** A copy that cannot be read may be a faithful copy of a damaged file: then the vault is to be named, not the backup. */
async function blame(vault: OpenFolder, error: unknown): Promise<never> {
  if (error instanceof Refused && error.code === 'backup_failed') await checkFolder(vault);
  throw error;
}

function copyDatabases(vault: OpenFolder, part: string, step: (bytes: number) => void): void {
  const assay = assayFile(vault.dir);
  copyFile({ file: assay, key: vault.keys.assay }, assayFile(part));
  step(fs.statSync(assay).size);
  fs.mkdirSync(path.join(part, 'books'), { mode: 0o700 });
  for (const { caseId } of vault.assay.read(allCaseKeys)) {
    const books = booksFile(vault.dir, caseId);
    if (!fs.existsSync(books)) continue;
    copyFile({ file: books, key: caseKeysIn(vault, caseId).books }, booksFile(part, caseId));
    step(fs.statSync(books).size);
  }
}
