import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { finding } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A finding as its log leaves it. JSON fields are as the operation gave them; an absent one is null. */
export type FindingRecord = {
  readonly findingId: EntityId;
  readonly title: string;
  readonly condition: string | null;
  readonly criteria: Canonical;
  readonly cause: string | null;
  readonly corrections: Canonical;
  readonly response: string | null;
  readonly status: string;
  readonly source: Canonical;
  readonly createdAt: Instant;
  readonly deleted: boolean;
};

const findings = (db: ReadDb) =>
  db.orm
    .select({
      findingId: finding.id,
      title: finding.title,
      condition: finding.condition,
      criteria: finding.criteria,
      cause: finding.cause,
      corrections: finding.corrections,
      response: finding.response,
      status: finding.status,
      source: finding.source,
      createdAt: operation.at,
      deletedOp: finding.deletedOp,
    })
    .from(finding)
    .innerJoin(operation, and(eq(operation.caseId, finding.caseId), eq(operation.opId, finding.createdOp)));

type Row = ReturnType<ReturnType<typeof findings>['all']>[number];

function read({ deletedOp, ...row }: Row): FindingRecord {
  return { ...row, findingId: row.findingId as EntityId, createdAt: row.createdAt as Instant, deleted: deletedOp !== null };
}

/** In the order in which they were opened; withdrawn ones are left out. */
export function listFindings(db: ReadDb, caseId: CaseId): readonly FindingRecord[] {
  return findings(db)
    .where(and(eq(finding.caseId, caseId), isNull(finding.deletedOp)))
    .orderBy(asc(operation.position))
    .all()
    .map(read);
}

/** One finding, withdrawn or not. @throws Refused finding_missing */
export function findingRecord(db: ReadDb, caseId: CaseId, findingId: string): FindingRecord {
  const row = findings(db)
    .where(and(eq(finding.caseId, caseId), eq(finding.id, findingId)))
    .get();
  if (row === undefined) throw new Refused({ code: 'finding_missing', at: findingId });
  return read(row);
}

/** Which finding grew out of which hit of a run, by hit key. `source` is a list of {runId, key, test}. */
export function findingsOfRun(db: ReadDb, caseId: CaseId, runId: string): ReadonlyMap<string, EntityId> {
  const sql = `SELECT finding.id AS id, hit.value ->> '$.key' AS key FROM finding, json_each(finding.source) AS hit
    WHERE finding.case_id = ? AND finding.deleted_op IS NULL AND hit.type = 'object' AND hit.value ->> '$.runId' = ? ORDER BY finding.id`;
  return new Map(
    db
      .prepare<{ id: EntityId; key: string }>(sql)
      .all(caseId, runId)
      .map((row) => [row.key, row.id]),
  );
}
