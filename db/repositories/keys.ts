import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** A case's data key as it lies in assay.db. @param keyId hex, of the data key */
export type WrappedCaseKey = { readonly caseId: CaseId; readonly wrapped: Uint8Array; readonly keyId: string };

export function readCaseKey(db: ReadDb, caseId: CaseId): WrappedCaseKey | null {
  const sql = 'SELECT case_id AS caseId, wrapped, key_id AS keyId FROM case_key WHERE case_id = ?';
  return db.prepare<WrappedCaseKey>(sql).get(caseId) ?? null;
}

export function allCaseKeys(db: ReadDb): readonly WrappedCaseKey[] {
  return db.prepare<WrappedCaseKey>('SELECT case_id AS caseId, wrapped, key_id AS keyId FROM case_key ORDER BY case_id').all();
}

/** A case gets its key once; a second one would make what the first encrypted unreadable, and fails. */
export function insertCaseKey(db: WriteDb, key: WrappedCaseKey): void {
  db.prepareWrite('INSERT INTO case_key (case_id, wrapped, key_id) VALUES (?, ?, ?)').run(key.caseId, key.wrapped, key.keyId);
}

/** The same key under another wrapping. */
export function rewrapCaseKey(db: WriteDb, caseId: CaseId, wrapped: Uint8Array): void {
  db.prepareWrite('UPDATE case_key SET wrapped = ? WHERE case_id = ?').run(wrapped, caseId);
}

/** A signing key: wrapped by the vault (VaultSession.wrapSecret with this context), with its certificate chain in PEM. */
export type KeyEnvelope = {
  readonly keyId: string;
  readonly purpose: string;
  readonly context: string;
  readonly envelope: Uint8Array;
  readonly certificate: string;
  readonly createdAt: string;
};

const envelopeColumns = 'key_id AS keyId, purpose, context, envelope, certificate, created_at AS createdAt';

export function writeKeyEnvelope(db: WriteDb, key: KeyEnvelope): void {
  const sql = 'INSERT INTO key_envelope (key_id, purpose, context, envelope, certificate, created_at) VALUES (?, ?, ?, ?, ?, ?)';
  db.prepareWrite(sql).run(key.keyId, key.purpose, key.context, key.envelope, key.certificate, key.createdAt);
}

export function replaceEnvelope(db: WriteDb, keyId: string, envelope: Uint8Array): void {
  db.prepareWrite('UPDATE key_envelope SET envelope = ? WHERE key_id = ?').run(envelope, keyId);
}

/** The newest key for that purpose, or null. */
export function keyForPurpose(db: ReadDb, purpose: string): KeyEnvelope | null {
  const sql = `SELECT ${envelopeColumns} FROM key_envelope WHERE purpose = ? ORDER BY created_at DESC, key_id DESC LIMIT 1`;
  return db.prepare<KeyEnvelope>(sql).get(purpose) ?? null;
}

export function allKeyEnvelopes(db: ReadDb): readonly KeyEnvelope[] {
  return db.prepare<KeyEnvelope>(`SELECT ${envelopeColumns} FROM key_envelope ORDER BY key_id`).all();
}
