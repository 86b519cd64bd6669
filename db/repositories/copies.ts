import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** Whether the case's log says that bytes of this hash left the vault as a copy of this kind. */
export const isRecordedCopy = (db: ReadDb, caseId: CaseId, of: { readonly kind: string; readonly sha256: string }): boolean =>
  db.prepare('SELECT 1 FROM export WHERE case_id = ? AND kind = ? AND sha256 = ? LIMIT 1').get(caseId, of.kind, of.sha256) !== undefined;

/** What the operation says of a copy that left, as another operation of the same copy says it; null when there is none. */
export function leftAs(db: ReadDb, caseId: string, exportId: string): Readonly<Record<string, Canonical>> | null {
  const sql = 'SELECT file_name AS fileName, format, evidence, sha256, secrecy AS class FROM export WHERE case_id = ? AND id = ?';
  const found = db.prepare<Record<string, string | null>>(sql).get(caseId, exportId);
  return found === undefined ? null : Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}
