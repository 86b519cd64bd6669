import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import { disposition } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** What a person decided about a hit. A hit without one is a lead. */
export type DispositionRecord = {
  readonly id: EntityId;
  readonly run: string;
  readonly key: string;
  readonly state: string;
  readonly reason: string;
};

const columns = { id: disposition.id, run: disposition.run, key: disposition.key, state: disposition.state, reason: disposition.reason };

/** By hit key. */
export function dispositionsOfRun(db: ReadDb, caseId: CaseId, runId: string): ReadonlyMap<string, DispositionRecord> {
  const rows = db.orm
    .select(columns)
    .from(disposition)
    .where(and(eq(disposition.caseId, caseId), eq(disposition.run, runId), isNull(disposition.deletedOp)))
    .orderBy(asc(disposition.id))
    .all();
  return new Map(rows.map((row) => [row.key, { ...row, id: row.id as EntityId, reason: row.reason ?? '' }]));
}

/** The decision about one hit, or null: then the next one is a `put`, otherwise a `set` of this id. */
export function dispositionOfHit(
  db: ReadDb,
  caseId: CaseId,
  hit: { readonly run: string; readonly key: string },
): DispositionRecord | null {
  const row = db.orm
    .select(columns)
    .from(disposition)
    .where(and(eq(disposition.caseId, caseId), eq(disposition.run, hit.run), eq(disposition.key, hit.key), isNull(disposition.deletedOp)))
    .orderBy(asc(disposition.id))
    .get();
  return row === undefined ? null : { ...row, id: row.id as EntityId, reason: row.reason ?? '' };
}
