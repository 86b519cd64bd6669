import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ItemState, RequestState } from '../../domain/evidence/requests.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { dataRequest, requestItem } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A request for data to the trader, a bank or another authority. */
export type RequestRecord = {
  readonly requestId: string;
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly basis: string;
  readonly askedOn: Day | null;
  readonly dueOn: Day | null;
  readonly state: RequestState;
  readonly note: string;
  readonly createdAt: string;
};

/** One thing asked for. What was received for it is linked with it (`requestItem:<id>`). */
export type RequestItemRecord = {
  readonly itemId: string;
  readonly requestId: string;
  readonly position: number;
  readonly what: string;
  readonly table: TableName | null;
  readonly periodFrom: Day | null;
  readonly periodTo: Day | null;
  readonly state: ItemState;
  readonly receivedOn: Day | null;
  readonly returnedOn: Day | null;
  readonly note: string;
};

/** In the order in which they were made. */
export function listRequests(db: ReadDb, caseId: CaseId): readonly RequestRecord[] {
  return db.orm
    .select({
      requestId: dataRequest.id,
      number: dataRequest.number,
      title: dataRequest.title,
      addressee: dataRequest.addressee,
      basis: dataRequest.basis,
      askedOn: dataRequest.askedOn,
      dueOn: dataRequest.dueOn,
      state: dataRequest.state,
      note: dataRequest.note,
      createdAt: operation.at,
    })
    .from(dataRequest)
    .innerJoin(operation, and(eq(operation.caseId, dataRequest.caseId), eq(operation.opId, dataRequest.createdOp)))
    .where(and(eq(dataRequest.caseId, caseId), isNull(dataRequest.deletedOp)))
    .orderBy(asc(operation.position))
    .all()
    .map((row) => ({
      ...row,
      number: row.number ?? '',
      basis: row.basis ?? '',
      note: row.note ?? '',
      state: row.state as RequestState,
      askedOn: row.askedOn as Day | null,
      dueOn: row.dueOn as Day | null,
    }));
}

/** @throws Refused entity_missing */
export function requestRecord(db: ReadDb, caseId: CaseId, requestId: string): RequestRecord {
  const found = listRequests(db, caseId).find((one) => one.requestId === requestId);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `request:${requestId}` });
  return found;
}

/** Items that stand, by their position; a request that was withdrawn takes its items with it. */
export function listRequestItems(db: ReadDb, caseId: CaseId): readonly RequestItemRecord[] {
  return db.orm
    .select({
      itemId: requestItem.id,
      requestId: requestItem.request,
      position: requestItem.position,
      what: requestItem.what,
      table: requestItem.table,
      periodFrom: requestItem.periodFrom,
      periodTo: requestItem.periodTo,
      state: requestItem.state,
      receivedOn: requestItem.receivedOn,
      returnedOn: requestItem.returnedOn,
      note: requestItem.note,
    })
    .from(requestItem)
    .innerJoin(dataRequest, and(eq(dataRequest.caseId, requestItem.caseId), eq(dataRequest.id, requestItem.request)))
    .where(and(eq(requestItem.caseId, caseId), isNull(requestItem.deletedOp), isNull(dataRequest.deletedOp)))
    .orderBy(asc(requestItem.position), asc(requestItem.id))
    .all()
    .map((row) => ({ ...row, note: row.note ?? '' }) as RequestItemRecord);
}

/** @throws Refused entity_missing */
export function requestItemRecord(db: ReadDb, caseId: CaseId, itemId: string): RequestItemRecord {
  const found = listRequestItems(db, caseId).find((one) => one.itemId === itemId);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `requestItem:${itemId}` });
  return found;
}
