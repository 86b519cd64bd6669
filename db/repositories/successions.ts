import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** Which newer export of a book took the place of one of these older ones: ids of what says so, and stands. @param older ids of imports */
export function successionsOf(db: ReadDb, caseId: CaseId, older: readonly string[]): readonly EntityId[] {
  const sql = `SELECT id FROM succession WHERE case_id = ? AND deleted_op IS NULL AND older IN (SELECT value FROM json_each(?)) ORDER BY id`;
  return db.prepare<EntityId>(sql).pluck().all(caseId, JSON.stringify(older));
}
