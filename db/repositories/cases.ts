import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day, Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { auditCase, casePack } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A case as its log leaves it. The currency is the pack's, and the pinned versions are `casePacks`. */
export type CaseRecord = {
  readonly caseId: CaseId;
  readonly caseNo: string;
  readonly kind: string;
  readonly trader: string;
  readonly taxid: string;
  readonly from: Day;
  readonly to: Day;
  readonly pack: string;
  readonly state: string;
  readonly createdAt: Instant;
};

/** A version of a rule pack, in force in the case from that day on. */
export type PinnedPack = { readonly pack: string; readonly version: string; readonly sha256: Sha256; readonly fromDay: Day };

const cases = (db: ReadDb) =>
  db.orm
    .select({
      caseId: auditCase.caseId,
      caseNo: auditCase.caseNo,
      kind: auditCase.kind,
      trader: auditCase.trader,
      taxid: auditCase.taxid,
      from: auditCase.periodFrom,
      to: auditCase.periodTo,
      pack: auditCase.pack,
      state: auditCase.state,
      createdAt: operation.at,
    })
    .from(auditCase)
    .innerJoin(operation, and(eq(operation.caseId, auditCase.caseId), eq(operation.opId, auditCase.createdOp)));

/** Newest first. */
export function listCases(db: ReadDb): readonly CaseRecord[] {
  return cases(db).where(isNull(auditCase.deletedOp)).orderBy(desc(operation.position)).all() as CaseRecord[];
}

/** @throws Refused case_missing */
export function caseRecord(db: ReadDb, caseId: CaseId): CaseRecord {
  const found = cases(db)
    .where(and(eq(auditCase.caseId, caseId), isNull(auditCase.deletedOp)))
    .get();
  if (found === undefined) throw new Refused({ code: 'case_missing', at: caseId });
  return found as CaseRecord;
}

/** The law that the case is judged by, from day to day: by first day, then by version. */
export function casePacks(db: ReadDb, caseId: CaseId): readonly PinnedPack[] {
  return db.orm
    .select({ pack: casePack.pack, version: casePack.version, sha256: casePack.sha256, fromDay: casePack.fromDay })
    .from(casePack)
    .where(and(eq(casePack.caseId, caseId), isNull(casePack.deletedOp)))
    .orderBy(asc(casePack.fromDay), asc(casePack.version))
    .all() as PinnedPack[];
}

/** How much of a case there is, deleted things not counted. */
export type CaseCounts = { readonly findings: number; readonly documents: number };

export function caseCounts(db: ReadDb, caseId: CaseId): CaseCounts {
  const sql = `SELECT (SELECT count(*) FROM finding WHERE case_id = ? AND deleted_op IS NULL) AS findings,
    (SELECT count(*) FROM document WHERE case_id = ? AND deleted_op IS NULL) AS documents`;
  return db.prepare<CaseCounts>(sql).get(caseId, caseId) ?? { findings: 0, documents: 0 };
}

/** How many cases the vault has made in that year: the next provisional number. @param year as it stands in the first operation's `at` */
export function casesOfYear(db: ReadDb, year: number): number {
  return listCases(db).filter((one) => one.createdAt.startsWith(`${year}-`)).length;
}
