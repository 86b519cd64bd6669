import { and, desc, eq } from 'drizzle-orm';
import type { CaseId, EntityId, Sha256 } from '../../domain/model/ids.ts';
import { operation } from '../schema/log.ts';
import { checkpoint } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A signed statement of how far the log had come. */
export type CheckpointRecord = {
  readonly id: EntityId;
  readonly head: Sha256;
  readonly operations: number;
  readonly day: string;
  readonly signature: string | null;
  readonly device: string | null;
};

/** The newest checkpoint of a case, or null. */
export function lastCheckpoint(db: ReadDb, caseId: CaseId): CheckpointRecord | null {
  const found = db.orm
    .select({
      id: checkpoint.id,
      head: checkpoint.head,
      operations: checkpoint.operations,
      day: checkpoint.day,
      signature: checkpoint.signature,
      device: checkpoint.device,
    })
    .from(checkpoint)
    .innerJoin(operation, and(eq(operation.caseId, checkpoint.caseId), eq(operation.opId, checkpoint.createdOp)))
    .where(eq(checkpoint.caseId, caseId))
    .orderBy(desc(operation.position))
    .limit(1)
    .get();
  return (found as CheckpointRecord | undefined) ?? null;
}

/** Ids of the case's checkpoints as its tables hold them. */
export const checkpointIds = (db: ReadDb, caseId: CaseId): readonly string[] =>
  db.orm
    .select({ id: checkpoint.id })
    .from(checkpoint)
    .where(eq(checkpoint.caseId, caseId))
    .all()
    .map((row) => row.id);
