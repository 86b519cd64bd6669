import type { EntityName } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ReadDb } from '../store.ts';

export type Removed = { readonly ent: EntityName; readonly id: string };

/** The operation that took a thing away, if it is away now, and everything that the same act of a person took away. */
const together = `SELECT mate.ent AS ent, mate.id AS id
  FROM field_head head JOIN op ON op.case_id = head.case_id AND op.op_id = head.op_id
    JOIN op mate ON mate.stream = op.stream AND mate.kind = 'del'
      AND mate.dseq BETWEEN op.dseq - (op.body ->> '$.tx[1]') AND op.dseq - (op.body ->> '$.tx[1]') + (op.body ->> '$.tx[2]') - 1
    JOIN field_head last ON last.case_id = mate.case_id AND last.ent = mate.ent AND last.id = mate.id AND last.field = 'deleted'
      AND last.op_id = mate.op_id
  WHERE head.case_id = ? AND head.ent = ? AND head.id = ? AND head.field = 'deleted' AND op.kind = 'del'
  ORDER BY mate.dseq`;

/**
 * What has to come back for a thing to stand as it stood: itself and what went with it and is still away.
 * @returns nothing when it was never taken away, or is back
 */
export const removedTogether = (db: ReadDb, caseId: CaseId, { ent, id }: Removed): readonly Removed[] =>
  db.prepare<Removed>(together).all(caseId, ent, id);

/**
 * Whether the mark that a typed row stands on was moved after the row was taken away.
 * @returns false for a row that is not away, or that nobody had checked
 */
export function markMovedSince(db: ReadDb, caseId: CaseId, transcriptId: string): boolean {
  const sql = `WITH away(c, region, position) AS (
      SELECT t.case_id, t.region, op.position FROM transcript t
      JOIN field_head h ON h.case_id = t.case_id AND h.ent = 'transcript' AND h.id = t.id AND h.field = 'deleted'
      JOIN op ON op.case_id = h.case_id AND op.op_id = h.op_id
      WHERE t.case_id = ? AND t.id = ? AND t.checked_by IS NOT NULL AND op.kind = 'del')
    SELECT 1 FROM away JOIN field_head h ON h.case_id = c AND h.ent = 'region' AND h.id = region
      JOIN op ON op.case_id = c AND op.op_id = h.op_id
    WHERE h.field IN ('page', 'left', 'top', 'width', 'height') AND op.position > away.position LIMIT 1`;
  return db.prepare(sql).get(caseId, transcriptId) !== undefined;
}

const places: Readonly<Record<string, string>> = {
  region: 'evidence_region',
  transcript: 'transcript',
  request: 'data_request',
  requestItem: 'request_item',
};

/** @throws Refused entity_missing for a mark, a typed row, a request or its item that never was in this case */
export function requireEver(db: ReadDb, caseId: CaseId, { ent, id }: Removed): void {
  const table = places[ent];
  const found = table === undefined ? undefined : db.prepare(`SELECT 1 FROM ${table} WHERE case_id = ? AND id = ?`).get(caseId, id);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `${ent}:${id}` });
}
