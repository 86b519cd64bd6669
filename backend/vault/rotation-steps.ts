import fs from 'node:fs';
import path from 'node:path';
import { canOpen, openAssay } from '../../db/open.ts';
import { rekeyedCopy } from '../../db/backup.ts';
import { allCaseKeys, allKeyEnvelopes, replaceEnvelope, rewrapCaseKey } from '../../db/repositories/keys.ts';
import { metaWord, setMetaWord } from '../../db/repositories/meta.ts';
import { blobHashes } from '../../db/repositories/evidence.ts';
import type { WriteDb } from '../../db/store.ts';
import { Refused } from '../../domain/model/refused.ts';
import { moveBlobs } from '../evidence/move-blobs.ts';
import { syncFolder } from '../evidence/durable.ts';
import { caseKeyContext, caseKeysIn } from './case-keys.ts';
import { keyIdOf, unwrapKey, wrapKey, type VaultKeys } from './keys.ts';
import { assayFile, evidenceFolder, secretContext, type SessionParts } from './session.ts';

/** The database that takes over once vault.json names its key. A new vault and a rotation both begin as this file. */
export const nextFile = (dir: string): string => `${assayFile(dir)}.next`;

/** Word of `meta` that holds the blob-name key from before a rotation, until every blob has its new name. */
const oldNames = 'blobNamesBefore';

const companions = ['-wal', '-shm', '-journal'];

/** Files that were being written when a process was ended: unfinished copies and replacements. They never counted. */
const unfinished = /^(assay\.db\..+\.part(-wal|-shm|-journal)?|(vault|attempts)\.json\.new)$/;

export function removeDatabase(file: string): void {
  for (const ending of ['', ...companions]) fs.rmSync(file + ending, { force: true });
}

/**
 * Decides after an interruption which database stands. vault.json says which key is in force, so the one that this key opens does;
 * when neither opens, nothing is touched.
 * @throws Refused vault_damaged
 */
export function settleRotation(dir: string, keys: VaultKeys): void {
  for (const entry of fs.readdirSync(dir)) if (unfinished.test(entry)) fs.rmSync(path.join(dir, entry), { force: true });
  const [now, next] = [assayFile(dir), nextFile(dir)];
  if (!fs.existsSync(next)) return;
  if (canOpen(now, keys.assay)) return removeDatabase(next);
  if (!canOpen(next, keys.assay)) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
  // the old write-ahead log belongs to the old database and would spoil the new one
  for (const ending of companions) {
    fs.rmSync(now + ending, { force: true });
    fs.rmSync(next + ending, { force: true });
  }
  fs.renameSync(next, now);
  // copies from before a migration are under the old key: nobody can read them any more
  for (const entry of fs.readdirSync(dir)) if (entry.startsWith('assay.db.before-')) fs.rmSync(path.join(dir, entry));
  syncFolder(dir);
}

/**
 * Makes `assay.db.next`: the same content under the new keys, with case keys and secrets wrapped anew.
 * Nothing of the vault changes yet. @throws Refused disk_full, vault_damaged
 */
export function prepareRotation(parts: SessionParts, to: VaultKeys): void {
  const next = nextFile(parts.dir);
  removeDatabase(next);
  rekeyedCopy({ file: assayFile(parts.dir), key: parts.keys.assay }, { file: next, key: to.assay });
  const store = openAssay(next, to.assay);
  try {
    store.write((db) => rewrap(db, parts.keys, to));
    store.checkpoint();
  } finally {
    store.close();
  }
  for (const ending of companions) fs.rmSync(next + ending, { force: true });
}

function rewrap(db: WriteDb, from: VaultKeys, to: VaultKeys): void {
  const moved = (wrapped: Uint8Array, keys: readonly [Buffer, Buffer], context: string): Buffer => {
    const secret = unwrapKey(keys[0], wrapped, context);
    if (secret === null) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
    return wrapKey(keys[1], secret, context);
  };
  for (const row of allCaseKeys(db))
    rewrapCaseKey(db, row.caseId, moved(row.wrapped, [from.caseWrap, to.caseWrap], caseKeyContext(row.caseId)));
  for (const row of allKeyEnvelopes(db))
    replaceEnvelope(db, row.keyId, moved(row.envelope, [from.secretWrap, to.secretWrap], secretContext(row.context)));
  setMetaWord(db, oldNames, from.blobNames.toString('hex'));
}

/** Gives every blob its name under the key in force, when a rotation left that to do. Safe to repeat. @returns blobs moved */
export async function finishRotation(parts: SessionParts): Promise<number> {
  const before = parts.assay.read((db) => metaWord(db, oldNames));
  if (before === null) return 0;
  const cases = parts.assay.read((db) => allCaseKeys(db).map((row) => ({ ...row, hashes: blobHashes(db, row.caseId) })));
  const evidence = cases.map((row) => {
    const keys = caseKeysIn(parts, row.caseId);
    return { evidenceKey: keys.evidence, keyId: keyIdOf(keys.evidence), hashes: row.hashes };
  });
  const names = { from: Buffer.from(before, 'hex'), to: parts.keys.blobNames };
  const moved = await moveBlobs(evidenceFolder(parts.dir), names, evidence);
  parts.assay.write((db) => setMetaWord(db, oldNames, null));
  return moved;
}
