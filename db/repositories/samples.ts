import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { sample, sampleDraw, sampleEvaluation, sampleResult } from '../schema/samples.ts';
import type { ReadDb } from '../store.ts';

const samples = (db: ReadDb) =>
  db.orm
    .select({
      sampleId: sample.id,
      title: sample.title,
      objective: sample.objective,
      method: sample.method,
      table: sample.table,
      query: sample.query,
      params: sample.params,
      design: sample.design,
      seed: sample.seed,
      seedSource: sample.seedSource,
      frameHash: sample.frameHash,
      frameN: sample.frameN,
      frameTotal: sample.frameTotal,
      datasetHash: sample.datasetHash,
      replaces: sample.replaces,
      reason: sample.reason,
      decision: sample.decision,
      decisionReason: sample.decisionReason,
      at: operation.at,
      by: operation.by,
    })
    .from(sample)
    .innerJoin(operation, and(eq(operation.caseId, sample.caseId), eq(operation.opId, sample.createdOp)));

type Row = ReturnType<ReturnType<typeof samples>['all']>[number];
/** A sealed sample as the log keeps it. */
export type SampleRecord = Omit<Row, 'at' | 'query' | 'params' | 'design'> & {
  readonly at: Instant;
  readonly query: Canonical;
  readonly params: Canonical;
  readonly design: Canonical;
};

const recordOf = (row: Row): SampleRecord => row as unknown as SampleRecord;

/** The oldest first. */
export const listSamples = (db: ReadDb, caseId: CaseId): readonly SampleRecord[] =>
  samples(db)
    .where(and(eq(sample.caseId, caseId), isNull(sample.deletedOp)))
    .orderBy(asc(operation.position))
    .all()
    .map(recordOf);

/** @throws Refused entity_missing */
export function sampleRecord(db: ReadDb, caseId: CaseId, sampleId: string): SampleRecord {
  const found = samples(db)
    .where(and(eq(sample.caseId, caseId), eq(sample.id, sampleId), isNull(sample.deletedOp)))
    .get();
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `sample:${sampleId}` });
  return recordOf(found);
}

export type DrawRecord = {
  readonly drawId: EntityId;
  readonly upto: number;
  readonly items: Canonical;
  readonly listHash: string;
  readonly reason: string | null;
  readonly at: Instant;
};

/** Draws of a sample, the first one first; the last holds every item. */
export const drawsOf = (db: ReadDb, caseId: CaseId, sampleId: string): readonly DrawRecord[] =>
  db.orm
    .select({
      drawId: sampleDraw.id,
      upto: sampleDraw.upto,
      items: sampleDraw.items,
      listHash: sampleDraw.listHash,
      reason: sampleDraw.reason,
      at: operation.at,
    })
    .from(sampleDraw)
    .innerJoin(operation, and(eq(operation.caseId, sampleDraw.caseId), eq(operation.opId, sampleDraw.createdOp)))
    .where(and(eq(sampleDraw.caseId, caseId), eq(sampleDraw.sample, sampleId)))
    .orderBy(asc(operation.position))
    .all() as unknown as readonly DrawRecord[];

export type ResultRecord = {
  readonly resultId: EntityId;
  readonly item: string;
  readonly state: string;
  readonly audited: string | null;
  readonly deviation: boolean | null;
  readonly note: string | null;
};

export const resultsOf = (db: ReadDb, caseId: CaseId, sampleId: string): readonly ResultRecord[] =>
  db.orm
    .select({
      resultId: sampleResult.id,
      item: sampleResult.item,
      state: sampleResult.state,
      audited: sampleResult.audited,
      deviation: sampleResult.deviation,
      note: sampleResult.note,
    })
    .from(sampleResult)
    .where(and(eq(sampleResult.caseId, caseId), eq(sampleResult.sample, sampleId), isNull(sampleResult.deletedOp)))
    .orderBy(asc(sampleResult.item))
    .all() as unknown as readonly ResultRecord[];

export type EvaluationRecord = {
  readonly evaluationId: EntityId;
  readonly upto: number;
  readonly resultsHash: string;
  readonly figures: Canonical;
  readonly warnings: Canonical;
  readonly resultHash: string;
  readonly at: Instant;
};

/** The newest first. */
export const evaluationsOf = (db: ReadDb, caseId: CaseId, sampleId: string): readonly EvaluationRecord[] =>
  db.orm
    .select({
      evaluationId: sampleEvaluation.id,
      upto: sampleEvaluation.upto,
      resultsHash: sampleEvaluation.resultsHash,
      figures: sampleEvaluation.figures,
      warnings: sampleEvaluation.warnings,
      resultHash: sampleEvaluation.resultHash,
      at: operation.at,
    })
    .from(sampleEvaluation)
    .innerJoin(operation, and(eq(operation.caseId, sampleEvaluation.caseId), eq(operation.opId, sampleEvaluation.createdOp)))
    .where(and(eq(sampleEvaluation.caseId, caseId), eq(sampleEvaluation.sample, sampleId)))
    .orderBy(desc(operation.position))
    .all() as unknown as readonly EvaluationRecord[];
