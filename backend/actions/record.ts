import { appendChanges, streamOf } from '../../db/repositories/log.ts';
import type { WriteDb } from '../../db/store.ts';
import type { Change, EntityName, Operation } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { newId } from '../vault/new-id.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

/** Appends changes inside a transaction that is open already. @throws Refused as appendChanges */
export function append(session: Session, db: WriteDb, caseId: CaseId, changes: readonly Change[]): readonly Operation[] {
  const vault = session.vault();
  const stream = streamOf(db, { caseId, installId: vault.installId, newId });
  const author = { by: vault.userId, at: session.now(), app: session.app, stream, case: caseId, newId, sha256 };
  return appendChanges(db, author, changes);
}

/** The one way in which a case changes: operations and their projection in one transaction, then the screens are told. */
export function record(session: Session, caseId: CaseId, changes: readonly Change[]): readonly Operation[] {
  const operations = session.vault().assay.write((db) => append(session, db, caseId, changes));
  session.changed(caseId, ...new Set(changes.map((change): EntityName => change.ent)));
  return operations;
}
