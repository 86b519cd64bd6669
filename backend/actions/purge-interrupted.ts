import { endImport, listImports } from '../../db/repositories/imports.ts';
import type { BegunImport } from '../../db/repositories/imports.ts';
import { purgeOrphans } from '../../db/repositories/books-imports.ts';
import type { Session } from './session.ts';

/** Removes the rows of an import that was interrupted before its operation, and says which file it was. */
export function purgeInterrupted(session: Session, begun: BegunImport): void {
  const { assay, books } = session.vault();
  const known = new Set<string>(assay.read((db) => listImports(db, begun.caseId)).map((one) => one.importId));
  books(begun.caseId).write((db) => purgeOrphans(db, known));
  assay.write((db) => endImport(db, begun.importId));
  if (!known.has(begun.importId)) session.emit({ kind: 'import.interrupted', caseId: begun.caseId, fileName: begun.fileName });
}
