import { and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import { rowOverride } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A value that the auditor put over a row's own, with the reason. The row itself never changes. */
export type OverrideRecord = {
  readonly id: EntityId;
  readonly row: string;
  readonly column: string;
  readonly value: string | null;
  readonly reason: string;
};

/** By row name and column. */
export function listOverrides(db: ReadDb, caseId: CaseId): readonly OverrideRecord[] {
  return db.orm
    .select({ id: rowOverride.id, row: rowOverride.row, column: rowOverride.column, value: rowOverride.value, reason: rowOverride.reason })
    .from(rowOverride)
    .where(and(eq(rowOverride.caseId, caseId), isNull(rowOverride.deletedOp)))
    .orderBy(asc(rowOverride.row), asc(rowOverride.column))
    .all() as OverrideRecord[];
}
