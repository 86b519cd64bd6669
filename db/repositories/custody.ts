import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** An operation that touched an item of evidence. `set` as it was written; `installId` null for a stream of another laptop. */
export type EvidenceOperation = {
  readonly ent: string;
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly tx: string;
  readonly installId: string | null;
  readonly set: Readonly<Record<string, unknown>>;
};

/** Everything of the log that names the item's bytes, in one list of entity and id. */
const touched = `SELECT 'evidence' AS ent, id FROM evidence_item WHERE case_id = ?1 AND sha256 = ?2
  UNION ALL SELECT 'import', id FROM import WHERE case_id = ?1 AND evidence = ?2
  UNION ALL SELECT 'region', id FROM evidence_region WHERE case_id = ?1 AND evidence = ?2
  UNION ALL SELECT 'evidenceLink', id FROM evidence_link WHERE case_id = ?1 AND evidence = ?2
  UNION ALL SELECT 'transcript', id FROM transcript WHERE case_id = ?1 AND evidence = ?2
  UNION ALL SELECT 'export', id FROM export WHERE case_id = ?1 AND evidence = ?2
  UNION ALL SELECT 'custody', id FROM custody_step WHERE case_id = ?1 AND evidence = ?2`;

/** The operations of everything that names these bytes, in the order of the log. */
export function evidenceOperations(db: ReadDb, caseId: CaseId, sha256: string): readonly EvidenceOperation[] {
  const sql = `WITH touched AS MATERIALIZED (${touched})
    SELECT op.ent AS ent, op.kind AS kind, op.id AS id, op.at AS at, op.by AS by, s.install_id AS installId,
      op.body ->> '$.tx[0]' AS tx, op.body -> '$.set' AS "set"
    FROM op LEFT JOIN stream_head s ON s.stream = op.stream
    WHERE op.case_id = ?1 AND (op.ent, op.id) IN (SELECT ent, id FROM touched) ORDER BY op.position`;
  return db
    .prepare<Omit<EvidenceOperation, 'set'> & { set: string }>(sql)
    .all(caseId, sha256)
    .map((row) => ({ ...row, set: JSON.parse(row.set) as Readonly<Record<string, unknown>> }));
}
