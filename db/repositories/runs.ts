import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId, EntityId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { disposition, testRun } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A run's head; its hits lie in the books (db/repositories/hits.ts). */
export type RunRecord = {
  readonly runId: EntityId;
  readonly test: string;
  readonly version: string;
  readonly params: Canonical;
  readonly populationN: number;
  readonly excluded: Canonical;
  readonly hitsN: number;
  readonly verdict: Canonical;
  readonly stats: Canonical;
  readonly datasetHash: Sha256;
  readonly resultHash: Sha256;
  /** what of the expected records the books had; null in runs of before */
  readonly coverage: Canonical;
  readonly at: Instant;
};

const runs = (db: ReadDb) =>
  db.orm
    .select({
      runId: testRun.id,
      test: testRun.test,
      version: testRun.version,
      params: testRun.params,
      populationN: testRun.populationN,
      excluded: testRun.excluded,
      hitsN: testRun.hitsN,
      verdict: testRun.verdict,
      stats: testRun.stats,
      datasetHash: testRun.datasetHash,
      resultHash: testRun.resultHash,
      coverage: testRun.coverage,
      at: operation.at,
    })
    .from(testRun)
    .innerJoin(operation, and(eq(operation.caseId, testRun.caseId), eq(operation.opId, testRun.createdOp)));

/** In the order in which they were run. */
export function listRuns(db: ReadDb, caseId: CaseId): readonly RunRecord[] {
  return runs(db)
    .where(and(eq(testRun.caseId, caseId), isNull(testRun.deletedOp)))
    .orderBy(asc(operation.position))
    .all() as RunRecord[];
}

/** @throws Refused run_missing */
export function runRecord(db: ReadDb, caseId: CaseId, runId: string): RunRecord {
  const found = runs(db)
    .where(and(eq(testRun.caseId, caseId), eq(testRun.id, runId), isNull(testRun.deletedOp)))
    .get();
  if (found === undefined) throw new Refused({ code: 'run_missing', at: runId });
  return found as RunRecord;
}

/**
 * Hits that a person has decided about, by run: anything but `lead`. Open hits of a run = its `hitsN` less these.
 */
export function decidedHits(db: ReadDb, caseId: CaseId): ReadonlyMap<string, number> {
  const rows = db.orm
    .select({ run: disposition.run, n: sql<number>`count(DISTINCT ${disposition.key})` })
    .from(disposition)
    .where(and(eq(disposition.caseId, caseId), ne(disposition.state, 'lead'), isNull(disposition.deletedOp)))
    .groupBy(disposition.run)
    .all();
  return new Map(rows.map((row) => [row.run, row.n]));
}
