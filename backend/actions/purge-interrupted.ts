import { purgeOrphans } from '../../db/repositories/books-imports.ts';
import { blobHashes } from '../../db/repositories/evidence.ts';
import { beginPurge } from '../../db/repositories/books-purge.ts';
import { endImport, listImports, withdrawnImports } from '../../db/repositories/imports.ts';
import type { BegunImport } from '../../db/repositories/imports.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { besidePart } from '../importers/import-found.ts';
import { purgeOrphanBlobs } from '../evidence/orphans.ts';
import { keyIdOf } from '../vault/keys.ts';
import { evidenceFolder, sessionParts } from '../vault/session.ts';
import type { VaultSession } from '../vault/session.ts';
import type { Session } from './session.ts';

type Which = { readonly caseId: string; readonly importId: string };

/**
 * Removes what an import left that has no operation: its rows, its evidence in the making, its line in the journal. The write-ahead log
 * of a killed load may be as large as the books: it is folded in.
 * @returns whether the operation stands, so that nothing was removed but the line
 */
export function removeImport(vault: VaultSession, { caseId, importId }: Which): boolean {
  const of = caseId as CaseId;
  const known = new Set<string>(vault.assay.read((db) => listImports(db, of)).map((one) => one.importId));
  const books = vault.books(of);
  books.write((db) => purgeOrphans(db, known));
  books.checkpoint();
  for (const part of [importId, besidePart(importId)]) vault.blobs(of).drop(part);
  vault.assay.write((db) => endImport(db, importId));
  return known.has(importId);
}

/** An import that the log has withdrawn, and of which rows may still be there. */
function finishWithdrawal(vault: VaultSession, { caseId, importId }: BegunImport): void {
  vault.books(caseId);
  const purge = beginPurge(vault.booksAccess(caseId), [importId]);
  try {
    purge.commit();
  } finally {
    purge.close();
  }
  vault.assay.write((db) => endImport(db, importId));
}

/**
 * At the start, when nothing else writes: finishes a withdrawal that stands in the log; removes an import that was interrupted before its
 * operation, and says which file it was.
 */
export function purgeInterrupted(session: Session, begun: BegunImport): void {
  const vault = session.vault();
  const isWithdrawn = vault.assay.read((db) => withdrawnImports(db, begun.caseId)).some((one) => one.importId === begun.importId);
  if (isWithdrawn) return finishWithdrawal(vault, begun);
  if (!removeImport(vault, begun)) session.emit({ kind: 'import.interrupted', caseId: begun.caseId, fileName: begun.fileName });
  const { evidence } = vault.caseKeys(begun.caseId as CaseId);
  const { blobNames } = sessionParts(vault).keys;
  const place = { folder: evidenceFolder(vault.dir), nameKey: blobNames, evidenceKey: evidence, keyId: keyIdOf(evidence) };
  purgeOrphanBlobs(
    place,
    vault.assay.read((db) => blobHashes(db, begun.caseId as CaseId)),
  );
}
