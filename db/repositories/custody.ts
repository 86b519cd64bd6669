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
const touched = `SELECT 'evidence' AS ent, id FROM asked, evidence_item WHERE case_id = c AND sha256 = s
  UNION ALL SELECT 'import', id FROM asked, import WHERE case_id = c AND evidence = s
  UNION ALL SELECT 'region', id FROM asked, evidence_region WHERE case_id = c AND evidence = s
  UNION ALL SELECT 'evidenceLink', id FROM asked, evidence_link WHERE case_id = c AND evidence = s
  UNION ALL SELECT 'transcript', id FROM asked, transcript WHERE case_id = c AND evidence = s
  UNION ALL SELECT 'export', id FROM asked, export WHERE case_id = c AND evidence = s
  UNION ALL SELECT 'custody', id FROM asked, custody_step WHERE case_id = c AND evidence = s`;

/** The operations of everything that names these bytes, in the order of the log. */
export function evidenceOperations(db: ReadDb, caseId: CaseId, sha256: string): readonly EvidenceOperation[] {
  const sql = `WITH asked(c, s) AS (VALUES (?, ?)), touched AS MATERIALIZED (${touched})
    SELECT op.ent AS ent, op.kind AS kind, op.id AS id, op.at AS at, op.by AS by, s.install_id AS installId,
      op.body ->> '$.tx[0]' AS tx, op.body -> '$.set' AS "set"
    FROM op LEFT JOIN stream_head s ON s.stream = op.stream
    WHERE op.case_id = (SELECT c FROM asked) AND (op.ent, op.id) IN (SELECT ent, id FROM touched) ORDER BY op.position`;
  return db
    .prepare<Omit<EvidenceOperation, 'set'> & { set: string }>(sql)
    .all(caseId, sha256)
    .map((row) => ({ ...row, set: JSON.parse(row.set) as Readonly<Record<string, unknown>> }));
}
