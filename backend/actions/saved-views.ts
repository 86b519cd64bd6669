import { viewQuery } from '../../contract/rpc/explore.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { z } from 'zod';
import { listSavedViews } from '../../db/repositories/row-notes.ts';
import type { ViewRecord } from '../../db/repositories/row-notes.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import { cleanText } from './row-notes.ts';
import type { Session } from './session.ts';

type Query = z.output<typeof viewQuery>;
type Saved = Output<AssayCalls['view.list']>['views'][number];

/** Without what is not there: the log keeps no undefined. */
const canonical = (query: Query): Canonical => JSON.parse(JSON.stringify(query).normalize('NFC')) as Canonical;

/** A view that a newer version wrote and this one cannot read is passed over. */
function shown({ query, ...view }: ViewRecord): Saved[] {
  const read = viewQuery.safeParse(query);
  return read.success ? [{ ...view, query: read.data }] : [];
}

export const savedViews = (session: Session, caseId: CaseId, table: TableName | null): Output<AssayCalls['view.list']> => ({
  views: session.vault().assay.read((db) => listSavedViews(db, caseId, table).flatMap(shown)),
});

type Given = { readonly table: TableName; readonly name: string; readonly query: Query; readonly viewId?: string | undefined };

/**
 * Keeps a list under a name; one of that name in the table is replaced, and so is the view that `viewId` names.
 * @throws Refused entity_missing, field_missing
 */
export function saveView(session: Session, caseId: CaseId, given: Given): { viewId: string } {
  const name = cleanText(given.name);
  if (name === '') throw new Refused({ code: 'field_missing', at: 'name' });
  const views = session.vault().assay.read((db) => listSavedViews(db, caseId, given.table));
  const named = views.find((view) => view.name === name);
  const query = canonical(given.query);
  if (given.viewId !== undefined) {
    const view = views.find((one) => one.viewId === given.viewId);
    if (view === undefined) throw new Refused({ code: 'entity_missing', at: given.viewId });
    const removed = named === undefined || named === view ? [] : [{ kind: 'del', ent: 'view', id: named.viewId, set: {} } as const];
    record(session, caseId, [...removed, { kind: 'set', ent: 'view', id: view.viewId, set: { name, query } }]);
    return { viewId: view.viewId };
  }
  if (named !== undefined) {
    record(session, caseId, [{ kind: 'set', ent: 'view', id: named.viewId, set: { query } }]);
    return { viewId: named.viewId };
  }
  const viewId = newId();
  record(session, caseId, [{ kind: 'put', ent: 'view', id: viewId, set: { table: given.table, name, query } }]);
  return { viewId };
}

/** @throws Refused entity_missing */
export function removeView(session: Session, caseId: CaseId, viewId: string): Record<string, never> {
  const views = session.vault().assay.read((db) => listSavedViews(db, caseId, null));
  if (!views.some((view) => view.viewId === viewId)) throw new Refused({ code: 'entity_missing', at: viewId });
  record(session, caseId, [{ kind: 'del', ent: 'view', id: viewId, set: {} }]);
  return {};
}
