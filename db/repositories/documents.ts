import { and, desc, eq, isNull } from 'drizzle-orm';
import type { CaseId, EntityId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { document } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A rendered document; its bytes are the blob `sha256` of the case. */
export type DocumentRecord = {
  readonly documentId: EntityId;
  readonly kind: string;
  readonly lang: string;
  readonly sha256: Sha256;
  readonly pages: number;
  readonly caseHead: string;
  readonly signed: boolean;
  readonly issuedAt: string;
  readonly number: string | null;
  readonly template: string;
  readonly at: Instant;
};

const documents = (db: ReadDb) =>
  db.orm
    .select({
      documentId: document.id,
      kind: document.kind,
      lang: document.lang,
      sha256: document.sha256,
      pages: document.pages,
      caseHead: document.caseHead,
      signed: document.signed,
      issuedAt: document.issuedAt,
      number: document.number,
      template: document.template,
      at: operation.at,
    })
    .from(document)
    .innerJoin(operation, and(eq(operation.caseId, document.caseId), eq(operation.opId, document.createdOp)));

/** Newest first. */
export function listDocuments(db: ReadDb, caseId: CaseId): readonly DocumentRecord[] {
  return documents(db)
    .where(and(eq(document.caseId, caseId), isNull(document.deletedOp)))
    .orderBy(desc(operation.position))
    .all() as DocumentRecord[];
}

/** @throws Refused entity_missing */
export function documentRecord(db: ReadDb, caseId: CaseId, documentId: string): DocumentRecord {
  const found = documents(db)
    .where(and(eq(document.caseId, caseId), eq(document.id, documentId)))
    .get();
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `document:${documentId}` });
  return found as DocumentRecord;
}
