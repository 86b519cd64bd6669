import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** Hashes of everything of that case which lies in the evidence folder: evidence and documents, deleted ones too. */
export function blobHashes(db: ReadDb, caseId: CaseId): readonly Sha256[] {
  const sql = 'SELECT sha256 FROM evidence_item WHERE case_id = ? UNION SELECT sha256 FROM document WHERE case_id = ? ORDER BY sha256';
  return db
    .prepare<{ sha256: Sha256 }>(sql)
    .all(caseId, caseId)
    .map((row) => row.sha256);
}
