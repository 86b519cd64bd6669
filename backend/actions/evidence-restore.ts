import { markMovedSince, removedTogether, requireEver } from '../../db/repositories/removals.ts';
import type { Removed } from '../../db/repositories/removals.ts';
import { regionRecord } from '../../db/repositories/regions.ts';
import { requestItemRecord } from '../../db/repositories/requests.ts';
import { transcriptRecord } from '../../db/repositories/transcripts.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { itemOfHash } from './evidence-items.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';

type Nothing = Record<string, never>;

type Return = {
  readonly what: Removed;
  /** looked at when it stands again, before anything is kept: what it cannot stand without */
  readonly standing?: (db: ReadDb) => void;
  /** changes in the same act */
  readonly also?: (db: ReadDb) => readonly Change[];
};

/** Brings a thing back with what went with it, all under their own names; what was never away stays as it is. @returns the changes */
function bringBack(session: Session, caseId: CaseId, { what, standing, also }: Return): readonly Change[] {
  const changes = session.vault().assay.write((db) => {
    requireEver(db, caseId, what);
    const back = removedTogether(db, caseId, what).map(({ ent, id }): Change => ({ kind: 'undel', ent, id, set: {} }));
    if (back.length === 0) return back;
    const all = [...back, ...(also?.(db) ?? [])];
    append(session, db, caseId, all);
    standing?.(db);
    return all;
  });
  if (changes.length > 0) session.changed(caseId, ...new Set(changes.map((change) => change.ent)));
  return changes;
}

/** Puts a mark back with the links that went with it. @throws Refused entity_missing, also where its item is out of the lists */
export function restoreRegion(session: Session, caseId: CaseId, regionId: string): Nothing {
  const standing = (db: ReadDb): void => void itemOfHash(db, caseId, regionRecord(db, caseId, regionId).evidence);
  bringBack(session, caseId, { what: { ent: 'region', id: regionId }, standing });
  return {};
}

/**
 * Puts a typed row back. Its check stands unless its mark was moved while it was away: then the row is checked anew.
 * @throws Refused entity_missing, also where its mark or its item is away
 */
export function restoreTranscript(session: Session, caseId: CaseId, transcriptId: string): { unchecked: number } {
  const what: Removed = { ent: 'transcript', id: transcriptId };
  const standing = (db: ReadDb): void => {
    const { regionId, evidence } = transcriptRecord(db, caseId, transcriptId);
    regionRecord(db, caseId, regionId);
    itemOfHash(db, caseId, evidence);
  };
  const also = (db: ReadDb): readonly Change[] =>
    markMovedSince(db, caseId, transcriptId)
      ? [{ kind: 'set', ent: 'transcript', id: transcriptId, set: { checkedBy: null, checkedAt: null } }]
      : [];
  const changes = bringBack(session, caseId, { what, standing, also });
  return { unchecked: changes.filter((change) => change.kind === 'set').length };
}

/** Puts a request back with the items that it had. @throws Refused entity_missing */
export function restoreRequest(session: Session, caseId: CaseId, requestId: string): Nothing {
  bringBack(session, caseId, { what: { ent: 'request', id: requestId } });
  return {};
}

/** Puts a requested item back with what was received for it. @throws Refused entity_missing, also where its request is away */
export function restoreRequestItem(session: Session, caseId: CaseId, itemId: string): Nothing {
  const standing = (db: ReadDb): void => void requestItemRecord(db, caseId, itemId);
  bringBack(session, caseId, { what: { ent: 'requestItem', id: itemId }, standing });
  return {};
}
