import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { operation } from '../schema/log.ts';
import { evidenceLink } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** What an item or a region of it supports: `finding:<id>`, `row:<row name>`, `requestItem:<id>`. */
export type LinkRecord = {
  readonly linkId: string;
  readonly evidence: Sha256;
  readonly regionId: string | null;
  readonly target: string;
  readonly note: string;
};

/** Links that stand, in the order in which they were made. @param of by the item's hash, by what is supported, or one link */
export function listLinks(
  db: ReadDb,
  caseId: CaseId,
  of: { readonly evidence?: string; readonly target?: string; readonly linkId?: string } = {},
): readonly LinkRecord[] {
  const wanted = [
    eq(evidenceLink.caseId, caseId),
    isNull(evidenceLink.deletedOp),
    ...(of.evidence === undefined ? [] : [eq(evidenceLink.evidence, of.evidence)]),
    ...(of.target === undefined ? [] : [eq(evidenceLink.target, of.target)]),
    ...(of.linkId === undefined ? [] : [eq(evidenceLink.id, of.linkId)]),
  ];
  return db.orm
    .select({
      linkId: evidenceLink.id,
      evidence: evidenceLink.evidence,
      regionId: evidenceLink.region,
      target: evidenceLink.target,
      note: evidenceLink.note,
    })
    .from(evidenceLink)
    .innerJoin(operation, and(eq(operation.caseId, evidenceLink.caseId), eq(operation.opId, evidenceLink.createdOp)))
    .where(and(...wanted))
    .orderBy(asc(operation.position))
    .all()
    .map((row) => ({ ...row, evidence: row.evidence as Sha256, note: row.note ?? '' }));
}
