import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { listLinks } from '../../db/repositories/links.ts';
import { listRequestItems, listRequests, requestItemRecord, requestRecord } from '../../db/repositories/requests.ts';
import type { RequestItemRecord } from '../../db/repositories/requests.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Canonical, Change, Fields } from '../../domain/caselog/operation.ts';
import { itemProblem, overdueDays, requestProblem } from '../../domain/evidence/requests.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { itemOfHash } from './evidence-items.ts';
import { clean } from './evidence-text.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';
import { legalToday } from './today.ts';

type Shown = Output<AssayCalls['request.list']>['requests'][number];
type ShownItem = Shown['items'][number];
type Nothing = Record<string, never>;
export type RequestDraft = Omit<Shown, 'requestId' | 'items' | 'overdue' | 'createdAt'>;
export type ItemDraft = Omit<ShownItem, 'itemId' | 'requestId' | 'position'>;
type Part<T> = { readonly [K in keyof T]?: T[K] | undefined };

const targetOf = (itemId: string): string => `requestItem:${itemId}`;

/** Fields of an operation out of a draft: texts cleaned, absent ones left out. */
function fieldsOf(draft: Readonly<Record<string, Canonical | undefined>>): Fields {
  const fields: Record<string, Canonical> = {};
  for (const [name, value] of Object.entries(draft))
    if (value !== undefined) fields[name] = typeof value === 'string' ? clean(value) : value;
  return fields;
}

const differing = (before: object, after: Fields): Fields =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => (before as Readonly<Record<string, unknown>>)[name] !== value));

const invalid = (at: string): never => {
  throw new Refused({ code: 'field_invalid', at });
};

/** Days that exist, in an order that can be. @throws Refused field_invalid */
function checkDays(fields: Fields, problem: string | null): void {
  const wrong = Object.entries(fields).find(([name, value]) => /(?:On|From|To)$/.test(name) && value !== null && !isDay(String(value)));
  if (wrong !== undefined) invalid(wrong[0]);
  if (problem !== null) invalid(problem);
}

const asRequest = (draft: object): Parameters<typeof requestProblem>[0] => draft as Parameters<typeof requestProblem>[0];
const asItem = (draft: object): Parameters<typeof itemProblem>[0] => draft as Parameters<typeof itemProblem>[0];

/** The requests of a case with their items and what was received for each; `overdue` by today's legal day. */
export function requests(session: Session, caseId: CaseId): { requests: Shown[] } {
  const today = legalToday(session, casePack(session, caseId).pack);
  return session.vault().assay.read((db) => {
    const received = receivedBy(db, caseId);
    const items = listRequestItems(db, caseId);
    const shown = (item: RequestItemRecord): ShownItem => ({ ...item, evidence: [...(received.get(targetOf(item.itemId)) ?? [])] });
    return {
      requests: listRequests(db, caseId).map((one) => {
        const own = items.filter((item) => item.requestId === one.requestId);
        const overdue = overdueDays(
          one,
          own.map((item) => item.state),
          today,
        );
        return { ...one, items: own.map(shown), overdue };
      }),
    };
  });
}

/** Evidence by the requested item that it is linked with, each once. */
function receivedBy(db: ReadDb, caseId: CaseId): ReadonlyMap<string, ReadonlySet<Sha256>> {
  const found = new Map<string, Set<Sha256>>();
  for (const { target, evidence } of listLinks(db, caseId)) {
    if (!target.startsWith('requestItem:')) continue;
    found.set(target, (found.get(target) ?? new Set()).add(evidence));
  }
  return found;
}

/** What was received is linked with the item: the links are what changes. @throws Refused entity_missing for evidence that is not there */
function linkChanges(db: ReadDb, caseId: CaseId, { itemId, evidence }: { itemId: string; evidence: readonly string[] }): Change[] {
  const there = listLinks(db, caseId, { target: targetOf(itemId) });
  const wanted = new Set(evidence);
  const fresh = [...wanted].filter((sha256) => !there.some((link) => link.evidence === sha256));
  return [
    ...fresh.map((sha256): Change => {
      const set = { evidence: itemOfHash(db, caseId, sha256).sha256, target: targetOf(itemId) };
      return { kind: 'put', ent: 'evidenceLink', id: newId(), set };
    }),
    ...there
      .filter((link) => !wanted.has(link.evidence))
      .map((link): Change => ({ kind: 'del', ent: 'evidenceLink', id: link.linkId, set: {} })),
  ];
}

type NewItem = { readonly requestId: string; readonly position: number; readonly draft: ItemDraft };

function newItem(db: ReadDb, caseId: CaseId, { requestId, position, draft }: NewItem): { itemId: string; changes: Change[] } {
  const { evidence, ...said } = draft;
  const fields = fieldsOf(said);
  checkDays(fields, itemProblem(asItem(said)));
  const itemId = newId();
  const put: Change = { kind: 'put', ent: 'requestItem', id: itemId, set: { ...fields, request: requestId, position } };
  return { itemId, changes: [put, ...linkChanges(db, caseId, { itemId, evidence })] };
}

/** Writes down a request for data with its items. @throws Refused field_invalid, entity_missing */
export function addRequest(session: Session, caseId: CaseId, of: { request: RequestDraft; items: ItemDraft[] }): { requestId: string } {
  const requestId = newId();
  const fields = fieldsOf(of.request);
  checkDays(fields, requestProblem(asRequest(of.request)));
  const changes = session.vault().assay.read((db): Change[] => {
    caseRecord(db, caseId);
    const items = of.items.map((draft, i) => newItem(db, caseId, { requestId, position: i + 1, draft }));
    return [{ kind: 'put', ent: 'request', id: requestId, set: fields }, ...items.flatMap((item) => item.changes)];
  });
  record(session, caseId, changes);
  return { requestId };
}

/** Changes what is given and differs. @throws Refused entity_missing, field_invalid */
export function changeRequest(session: Session, caseId: CaseId, of: { requestId: string; set: Part<RequestDraft> }): Nothing {
  const known = session.vault().assay.read((db) => requestRecord(db, caseId, of.requestId));
  const set = differing(known, fieldsOf(of.set));
  checkDays(set, requestProblem(asRequest({ ...known, ...set })));
  if (Object.keys(set).length > 0) record(session, caseId, [{ kind: 'set', ent: 'request', id: of.requestId, set }]);
  return {};
}

/** Withdraws a request; its history stays. @throws Refused entity_missing */
export function removeRequest(session: Session, caseId: CaseId, requestId: string): Nothing {
  session.vault().assay.read((db) => requestRecord(db, caseId, requestId));
  record(session, caseId, [{ kind: 'del', ent: 'request', id: requestId, set: {} }]);
  return {};
}

/** @throws Refused entity_missing, field_invalid */
export function addRequestItem(session: Session, caseId: CaseId, of: { requestId: string; item: ItemDraft }): { itemId: string } {
  const { itemId, changes } = session.vault().assay.read((db) => {
    requestRecord(db, caseId, of.requestId);
    const last = listRequestItems(db, caseId).filter((one) => one.requestId === of.requestId);
    const position = Math.max(0, ...last.map((one) => one.position)) + 1;
    return newItem(db, caseId, { requestId: of.requestId, position, draft: of.item });
  });
  record(session, caseId, changes);
  return { itemId };
}

/** Changes what is given and differs; `evidence` is what was received for it now. @throws Refused entity_missing, field_invalid */
export function changeRequestItem(session: Session, caseId: CaseId, of: { itemId: string; set: Part<ItemDraft> }): Nothing {
  const { itemId } = of;
  const { evidence, ...said } = of.set;
  const changes = session.vault().assay.read((db): Change[] => {
    const known = requestItemRecord(db, caseId, itemId);
    const set = differing(known, fieldsOf(said));
    checkDays(set, itemProblem(asItem({ ...known, ...set })));
    const links = evidence === undefined ? [] : linkChanges(db, caseId, { itemId, evidence });
    return [...(Object.keys(set).length === 0 ? [] : [{ kind: 'set', ent: 'requestItem', id: itemId, set } as const]), ...links];
  });
  if (changes.length > 0) record(session, caseId, changes);
  return {};
}

/** @throws Refused entity_missing */
export function removeRequestItem(session: Session, caseId: CaseId, itemId: string): Nothing {
  const changes = session.vault().assay.read((db): Change[] => {
    requestItemRecord(db, caseId, itemId);
    return [...linkChanges(db, caseId, { itemId, evidence: [] }), { kind: 'del', ent: 'requestItem', id: itemId, set: {} }];
  });
  record(session, caseId, changes);
  return {};
}
