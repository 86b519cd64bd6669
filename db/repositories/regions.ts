import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { operation } from '../schema/log.ts';
import { evidenceRegion } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A marked part of a page. Edges in ten-thousandths of the page's width and height; page from 1. */
export type RegionRecord = {
  readonly regionId: string;
  readonly evidence: Sha256;
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly text: string;
  readonly at: string;
  readonly by: string;
};

const regions = (db: ReadDb) =>
  db.orm
    .select({
      regionId: evidenceRegion.id,
      evidence: evidenceRegion.evidence,
      page: evidenceRegion.page,
      left: evidenceRegion.left,
      top: evidenceRegion.top,
      width: evidenceRegion.width,
      height: evidenceRegion.height,
      title: evidenceRegion.title,
      text: evidenceRegion.text,
      at: operation.at,
      by: operation.by,
    })
    .from(evidenceRegion)
    .innerJoin(operation, and(eq(operation.caseId, evidenceRegion.caseId), eq(operation.opId, evidenceRegion.createdOp)));

type Row = ReturnType<ReturnType<typeof regions>['all']>[number];

const read = (row: Row): RegionRecord => ({ ...row, evidence: row.evidence as Sha256, title: row.title ?? '', text: row.text ?? '' });

/** Regions that stand, in the order in which they were marked. @param evidence of one item; without it of the whole case */
export function listRegions(db: ReadDb, caseId: CaseId, evidence?: string): readonly RegionRecord[] {
  const standing = and(eq(evidenceRegion.caseId, caseId), isNull(evidenceRegion.deletedOp));
  return regions(db)
    .where(evidence === undefined ? standing : and(standing, eq(evidenceRegion.evidence, evidence)))
    .orderBy(asc(operation.position))
    .all()
    .map(read);
}

/** A region that stands. @throws Refused entity_missing */
export function regionRecord(db: ReadDb, caseId: CaseId, regionId: string): RegionRecord {
  const row = regions(db)
    .where(and(eq(evidenceRegion.caseId, caseId), eq(evidenceRegion.id, regionId), isNull(evidenceRegion.deletedOp)))
    .get();
  if (row === undefined) throw new Refused({ code: 'entity_missing', at: `region:${regionId}` });
  return read(row);
}
