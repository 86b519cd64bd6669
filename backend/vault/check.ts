import fs from 'node:fs';
import { checkFile, openBooks } from '../../db/open.ts';
import { blobHashes } from '../../db/repositories/evidence.ts';
import { allCaseKeys } from '../../db/repositories/keys.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { blobStore } from '../evidence/blob-store.ts';
import { caseKeysIn, type Unlocked } from './case-keys.ts';
import { keyIdOf, type CaseKeys } from './keys.ts';
import { assayFile, booksFile, evidenceFolder, requireImports, sessionParts, type VaultSession } from './session.ts';

/** A vault folder that is open: the vault in use, or a copy of it. */
export type OpenFolder = Unlocked & { readonly dir: string };

/** What is checked, to show how far it is. Evidence may be large: each file is decrypted whole. */
export type CheckReport = (step: { readonly stage: 'check'; readonly done: number; readonly total: number }) => void;

/**
 * Reads every page and every chunk of a vault folder and compares what the log knows with what lies there.
 * @throws Refused vault_damaged, naming the file
 */
export async function checkFolder(folder: OpenFolder, report: CheckReport = () => undefined): Promise<void> {
  checkFile(assayFile(folder.dir), folder.keys.assay);
  const cases = folder.assay.read(allCaseKeys).map((row) => row.caseId);
  for (const [done, caseId] of cases.entries()) {
    report({ stage: 'check', done, total: cases.length });
    await checkCase(folder, caseId);
  }
  report({ stage: 'check', done: cases.length, total: cases.length });
}

/** The books and evidence of one case, as `checkFolder`. @throws Refused vault_damaged, case_missing */
export async function checkCaseFiles(session: VaultSession, caseId: CaseId): Promise<void> {
  await checkCase(sessionParts(session), caseId);
}

async function checkCase(folder: OpenFolder, caseId: CaseId): Promise<void> {
  const keys = caseKeysIn(folder, caseId);
  const { hashes, imports } = folder.assay.read((db) => ({ hashes: blobHashes(db, caseId), imports: listImports(db, caseId) }));
  const books = booksFile(folder.dir, caseId);
  if (imports.length > 0 || fs.existsSync(books)) checkFile(books, keys.books);
  if (imports.length > 0) checkImports(books, keys, imports);
  const blobs = caseBlobs(folder, keys);
  for (const sha256 of hashes) await blobs.verify(sha256);
}

function checkImports(file: string, keys: CaseKeys, imports: readonly ImportHeader[]): void {
  const books = openBooks(file, keys.books, { readonly: true });
  try {
    requireImports(books, imports);
  } finally {
    books.close();
  }
}

function caseBlobs(folder: OpenFolder, keys: CaseKeys): ReturnType<typeof blobStore> {
  const place = { folder: evidenceFolder(folder.dir), nameKey: folder.keys.blobNames };
  return blobStore({ ...place, evidenceKey: keys.evidence, keyId: keyIdOf(keys.evidence) });
}
