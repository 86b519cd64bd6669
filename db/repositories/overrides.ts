import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, EntityId, UserId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { rowOverride } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A value that the auditor put over a row's own, with the reason. The row itself never changes. */
export type OverrideRecord = {
  readonly id: EntityId;
  readonly row: string;
  readonly column: string;
  /** canonical text in the column's natural unit; null empties the cell */
  readonly value: string | null;
  readonly reason: string;
  /** of the last change */
  readonly at: Instant;
  readonly by: UserId;
};

const overrides = (db: ReadDb) =>
  db.orm
    .select({
      id: rowOverride.id,
      row: rowOverride.row,
      column: rowOverride.column,
      value: rowOverride.value,
      reason: rowOverride.reason,
      at: operation.at,
      by: operation.by,
    })
    .from(rowOverride)
    .innerJoin(operation, and(eq(operation.caseId, rowOverride.caseId), eq(operation.opId, rowOverride.changedOp)));

const standing = (caseId: CaseId) => and(eq(rowOverride.caseId, caseId), isNull(rowOverride.deletedOp));

/** By row name and column; of several for one cell, which two laptops may make, the last one is in force. */
export function listOverrides(db: ReadDb, caseId: CaseId): readonly OverrideRecord[] {
  return overrides(db)
    .where(standing(caseId))
    .orderBy(asc(rowOverride.row), asc(rowOverride.column), asc(rowOverride.id))
    .all() as OverrideRecord[];
}

/** Those of one row, by column. */
export function overridesOfRow(db: ReadDb, caseId: CaseId, row: string): readonly OverrideRecord[] {
  return overrides(db)
    .where(and(standing(caseId), eq(rowOverride.row, row)))
    .orderBy(asc(rowOverride.column), asc(rowOverride.id))
    .all() as OverrideRecord[];
}

/** One that stands. @throws Refused entity_missing */
export function overrideRecord(db: ReadDb, caseId: CaseId, overrideId: string): OverrideRecord {
  const found = overrides(db)
    .where(and(standing(caseId), eq(rowOverride.id, overrideId)))
    .get();
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `override:${overrideId}` });
  return found as OverrideRecord;
}
