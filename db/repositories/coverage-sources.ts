import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Requested, Stated } from '../../domain/coverage/coverage.ts';
import { isMonth } from '../../domain/coverage/months.ts';
import { isTableName } from '../../domain/model/books.ts';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { dataRequest, requestItem, expectation } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

export type StatedRecord = Stated & { readonly id: EntityId; readonly source: string; readonly note: string | null };

/** Numbers of records that somebody stated, in the order in which they were last said; a table or month that is none is left out. */
export function listStated(db: ReadDb, caseId: CaseId): readonly StatedRecord[] {
  return db.orm
    .select({
      id: expectation.id,
      table: expectation.table,
      month: expectation.month,
      n: expectation.n,
      source: expectation.source,
      note: expectation.note,
    })
    .from(expectation)
    .innerJoin(operation, and(eq(operation.caseId, expectation.caseId), eq(operation.opId, expectation.changedOp)))
    .where(and(eq(expectation.caseId, caseId), isNull(expectation.deletedOp)))
    .orderBy(asc(operation.position))
    .all()
    .filter((one) => isTableName(one.table) && isMonth(one.month)) as unknown as StatedRecord[];
}

/** Items of the standing requests that ask for a kind of record, in the order in which they were last touched. */
export function listRequested(db: ReadDb, caseId: CaseId): readonly Requested[] {
  const rows = db.orm
    .select({
      table: requestItem.table,
      from: requestItem.periodFrom,
      to: requestItem.periodTo,
      state: requestItem.state,
    })
    .from(requestItem)
    .innerJoin(dataRequest, and(eq(dataRequest.caseId, requestItem.caseId), eq(dataRequest.id, requestItem.request)))
    .innerJoin(operation, and(eq(operation.caseId, requestItem.caseId), eq(operation.opId, requestItem.changedOp)))
    .where(and(eq(requestItem.caseId, caseId), isNotNull(requestItem.table), isNull(requestItem.deletedOp), isNull(dataRequest.deletedOp)))
    .orderBy(asc(operation.position))
    .all();
  return rows.flatMap(({ table, from, to, state }) =>
    table !== null && isTableName(table) ? [{ table, from: from as Day | null, to: to as Day | null, state }] : [],
  );
}
