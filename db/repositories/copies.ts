import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** Whether the case's log says that bytes of this hash left the vault as a copy of this kind. */
export const isRecordedCopy = (db: ReadDb, caseId: CaseId, of: { readonly kind: string; readonly sha256: string }): boolean =>
  db.prepare('SELECT 1 FROM export WHERE case_id = ? AND kind = ? AND sha256 = ? LIMIT 1').get(caseId, of.kind, of.sha256) !== undefined;
