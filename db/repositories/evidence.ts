import { and, asc, eq } from 'drizzle-orm';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { StoredEvidence } from '../../domain/evidence/items.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { operation } from '../schema/log.ts';
import { evidenceItem } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** Hashes of everything of that case which lies in the evidence folder: evidence and documents, deleted ones too. */
export function blobHashes(db: ReadDb, caseId: CaseId): readonly Sha256[] {
  const sql = 'SELECT sha256 FROM evidence_item WHERE case_id = ? UNION SELECT sha256 FROM document WHERE case_id = ? ORDER BY sha256';
  return db
    .prepare<{ sha256: Sha256 }>(sql)
    .all(caseId, caseId)
    .map((row) => row.sha256);
}

/** What is known of an item beside its bytes, as operations gave it. */
export type EvidenceFields = {
  readonly origin: string | null;
  readonly obtainedFrom: string | null;
  readonly legalBasis: string | null;
  readonly requestNo: string | null;
  readonly medium: string | null;
  readonly mediumSerial: string | null;
  readonly program: string | null;
  readonly programVersion: string | null;
  readonly takenAt: string | null;
  readonly clockOffset: string | null;
  readonly device: string | null;
  readonly tags: Canonical;
  readonly description: string | null;
  readonly class: string | null;
  readonly policy: Canonical;
};

const fields = {
  origin: evidenceItem.origin,
  obtainedFrom: evidenceItem.obtainedFrom,
  legalBasis: evidenceItem.legalBasis,
  requestNo: evidenceItem.requestNo,
  medium: evidenceItem.medium,
  mediumSerial: evidenceItem.mediumSerial,
  program: evidenceItem.program,
  programVersion: evidenceItem.programVersion,
  takenAt: evidenceItem.takenAt,
  clockOffset: evidenceItem.clockOffset,
  device: evidenceItem.device,
  tags: evidenceItem.tags,
  description: evidenceItem.description,
  class: evidenceItem.class,
  policy: evidenceItem.policy,
};

/** Evidence of a case in the order of the log, removed ones too; the same bytes may stand there several times. */
export function storedEvidence(db: ReadDb, caseId: CaseId): readonly StoredEvidence<EvidenceFields>[] {
  return db.orm
    .select({
      evidenceId: evidenceItem.id,
      sha256: evidenceItem.sha256,
      bytes: evidenceItem.bytes,
      name: evidenceItem.name,
      addedAt: operation.at,
      addedBy: operation.by,
      deletedOp: evidenceItem.deletedOp,
      fields,
    })
    .from(evidenceItem)
    .innerJoin(operation, and(eq(operation.caseId, evidenceItem.caseId), eq(operation.opId, evidenceItem.createdOp)))
    .where(eq(evidenceItem.caseId, caseId))
    .orderBy(asc(operation.position))
    .all()
    .map(({ deletedOp, sha256, ...row }) => ({ ...row, sha256: sha256 as Sha256, deleted: deletedOp !== null }));
}

/** How many regions and links stand for each item, by hash. */
export function evidenceCounts(
  db: ReadDb,
  caseId: CaseId,
): { readonly regions: ReadonlyMap<string, number>; readonly links: ReadonlyMap<string, number> } {
  const count = (table: 'evidence_region' | 'evidence_link'): ReadonlyMap<string, number> => {
    const sql = `SELECT evidence, count(*) AS n FROM ${table} WHERE case_id = ? AND deleted_op IS NULL GROUP BY evidence`;
    return new Map(
      db
        .prepare<{ evidence: string; n: number }>(sql)
        .all(caseId)
        .map((row) => [row.evidence, row.n]),
    );
  };
  return { regions: count('evidence_region'), links: count('evidence_link') };
}

/** Pages whose text is at hand, by hash of the item. @param db the case's books */
export function pagesAtHand(db: ReadDb): ReadonlyMap<string, number> {
  return new Map(
    db
      .prepare<{ evidence: string; n: number }>('SELECT evidence, count(*) AS n FROM page_text GROUP BY evidence')
      .all()
      .map((row) => [row.evidence, row.n]),
  );
}
