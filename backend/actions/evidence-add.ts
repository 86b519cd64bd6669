import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { EvidenceMeta } from '../../contract/rpc/evidence.ts';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { beginImport, endImport } from '../../db/repositories/imports.ts';
import type { WriteDb } from '../../db/store.ts';
import type { Change, Fields } from '../../domain/caselog/operation.ts';
import { stricter } from '../../domain/evidence/classes.ts';
import { isTakenAt } from '../../domain/evidence/clock.ts';
import { pictureForm } from '../../domain/evidence/kind.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { fileNameOf, keepFile } from '../evidence/keep-file.ts';
import { openPictures } from '../evidence/pictures/picture-process.ts';
import { keyIdOf } from '../vault/keys.ts';
import { newId } from '../vault/new-id.ts';
import { evidenceFolder } from '../vault/session.ts';
import { itemsIn } from './evidence-items.ts';
import type { CaseItem } from './evidence-items.ts';
import { checkMeta, fieldsOf, missingFields } from './evidence-meta.ts';
import { clean } from './evidence-text.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';

type Origin = Output<AssayCalls['evidence.list']>['items'][number]['origin'];
type About = { readonly origin: Origin; readonly meta: EvidenceMeta };
export type Added = Output<AssayCalls['evidence.add']>['added'][number];

/** Bytes that lie in the evidence folder under their name and that no operation names yet. */
type Kept = { readonly sha256: Sha256; readonly bytes: number; readonly name: string; readonly takeBack: () => void };

/** Adding goes one after the other in a case: what one takes back another must not have taken for its own. */
const turns = new WeakMap<Session, Promise<unknown>>();

function inTurn<T>(session: Session, add: () => Promise<T>): Promise<T> {
  const mine = (turns.get(session) ?? Promise.resolve()).then(add, add);
  turns.set(
    session,
    mine.catch(() => undefined),
  );
  return mine;
}

/**
 * Runs under a line of the journal, so that a power cut between the bytes and their operation leaves nothing: the next start removes what
 * no operation names. Refused or cancelled it is removed at once.
 */
async function journalled<T>(
  session: Session,
  of: { caseId: CaseId; fileName: string },
  run: (journalId: string) => Promise<T>,
): Promise<T> {
  const vault = session.vault();
  const journalId = newId();
  vault.assay.write((db) => beginImport(db, { importId: journalId, table: 'declarations', begunAt: session.now(), ...of }));
  try {
    return await run(journalId);
  } catch (error) {
    if (session.unlocked() && session.vault() === vault) vault.assay.write((db) => endImport(db, journalId));
    throw error;
  }
}

/** A picture larger than this is not looked into: no camera makes one. */
const pictureBytes = 256 * 2 ** 20;

/** What pictures say of themselves: time and device. A process that has no key looks into them. */
async function pictureFields(session: Session, caseId: CaseId, kept: readonly Kept[]): Promise<ReadonlyMap<string, Fields>> {
  const blobs = session.vault().blobs(caseId);
  const found = new Map<string, Fields>();
  const pictures = openPictures();
  try {
    for (const { sha256, bytes } of kept) {
      const head = await blobs.read(sha256, 0, 32);
      if (found.has(sha256) || pictureForm(head) === null || bytes > pictureBytes) continue;
      const { takenAt, device } = (await pictures.facts(await blobs.read(sha256, 0, bytes))) ?? {};
      const isTime = takenAt !== undefined && isTakenAt(takenAt);
      found.set(sha256, fieldsOf({ ...(isTime ? { takenAt } : {}), ...(device === undefined ? {} : { device }) }));
    }
    return found;
  } finally {
    pictures.end();
  }
}

type Commit = About & { readonly caseId: CaseId; readonly journalId: string; readonly kept: readonly Kept[] };

/** Whoever adds bytes again may only say that fewer people may see them. */
function stricterClass(item: CaseItem, said: Fields): Fields {
  const known = item.fields.class;
  const now = typeof said['class'] === 'string' ? stricter(known, said['class']) : known;
  return now === known ? {} : { class: now };
}

/** What an item of these bytes gets: a new one, the removed one back, and what it leaves open filled in. */
function changesFor(one: Kept, item: CaseItem | undefined, said: Fields): readonly Change[] {
  if (item === undefined) {
    const set = { sha256: one.sha256, bytes: one.bytes, name: clean(one.name), ...said };
    return [{ kind: 'put', ent: 'evidence', id: newId(), set }];
  }
  const id = item.evidenceId;
  // how it first came stays true
  const { origin: _, ...rest } = said;
  const missing = { ...missingFields(item.fields, rest), ...stricterClass(item, rest) };
  return [
    ...(item.removed ? [{ kind: 'undel', ent: 'evidence', id, set: {} } as const] : []),
    ...(Object.keys(missing).length === 0 ? [] : [{ kind: 'set', ent: 'evidence', id, set: missing } as const]),
  ];
}

/** Puts each item into the log, inside one transaction. */
function appendItems(session: Session, db: WriteDb, of: Commit & { readonly fields: ReadonlyMap<string, Fields> }): Added[] {
  const items = new Map(itemsIn(db, of.caseId).map((item) => [item.sha256, item]));
  const added: Added[] = [];
  const changes: Change[] = [];
  const mine = new Map<string, string>();
  for (const one of of.kept) {
    const { sha256, bytes } = one;
    const item = items.get(sha256);
    const known = mine.get(sha256);
    const said = { ...of.fields.get(sha256), origin: of.origin, ...fieldsOf(of.meta) };
    const own = known === undefined ? changesFor(one, item, said) : [];
    changes.push(...own);
    const evidenceId = known ?? item?.evidenceId ?? own[0]?.id ?? '';
    mine.set(sha256, evidenceId);
    added.push({ evidenceId, sha256, bytes, name: clean(one.name), duplicate: known !== undefined || item !== undefined });
  }
  if (changes.length > 0) append(session, db, of.caseId, changes);
  endImport(db, of.journalId);
  return added;
}

async function commit(session: Session, of: Commit): Promise<Added[]> {
  try {
    const fields = await pictureFields(session, of.caseId, of.kept);
    const added = session.vault().assay.write((db) => appendItems(session, db, { ...of, fields }));
    session.changed(of.caseId, 'evidence');
    return added;
  } catch (error) {
    for (const one of of.kept) one.takeBack();
    throw error;
  }
}

/** For the progress alone: what cannot be read is refused by name when its turn comes. */
function sizeOf(file: string): number {
  try {
    return fs.statSync(file).size;
  } catch {
    return 0;
  }
}

type Files = About & { readonly caseId: CaseId; readonly paths: readonly string[] };

/** Reads every file into a part of its own; only when all are read do they get their names. */
async function keepAll(session: Session, { caseId, paths }: Files, { signal, progress }: HandlerContext): Promise<Kept[]> {
  const vault = session.vault();
  const { evidence } = vault.caseKeys(caseId);
  const place = { folder: evidenceFolder(vault.dir), evidenceKey: evidence, keyId: keyIdOf(evidence) };
  const blobs = vault.blobs(caseId);
  const parts: { readonly part: string; readonly name: string; readonly sha256: Sha256; readonly bytes: number }[] = [];
  const kept: Kept[] = [];
  const total = paths.reduce((sum, file) => sum + sizeOf(file), 0);
  let before = 0;
  try {
    for (const file of paths) {
      const part = randomBytes(16).toString('hex');
      const onBytes = (done: number): void => progress({ stage: 'keep', done: before + done, total: Math.max(total, before + done) });
      const stored = await keepFile({ path: file, part, place, signal, onBytes });
      before += stored.bytes;
      parts.push({ part, name: fileNameOf(file), ...stored });
    }
    if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'evidence.add' });
    for (const { part, ...one } of parts) kept.push({ ...one, takeBack: await blobs.keep(part, one.sha256) });
    return kept;
  } catch (error) {
    for (const one of kept) one.takeBack();
    for (const { part } of parts) blobs.drop(part);
    throw error;
  }
}

/**
 * Stores files as evidence: all of them, or none. The bytes are hashed and encrypted in one pass and on disk before the operation that
 * names them. Bytes that are there already keep their item.
 * @throws Refused file_unreadable, file_changed, disk_full, cancelled, field_invalid, photo_policy_unanswered
 */
export function addEvidence(session: Session, of: Files, context: HandlerContext): Promise<{ added: Added[] }> {
  session.vault().assay.read((db) => caseRecord(db, of.caseId));
  checkMeta(session, of.caseId, of);
  const fileName = clean(fileNameOf(of.paths[0] ?? ''));
  return inTurn(session, () =>
    journalled(session, { caseId: of.caseId, fileName }, async (journalId) => {
      const kept = await keepAll(session, of, context);
      return { added: await commit(session, { ...of, journalId, kept }) };
    }),
  );
}

/** The most that is taken from memory: a photo, a pasted picture. */
const mostBytes = 64 * 2 ** 20;

/** Stores what was pasted or taken by the camera. @throws Refused file_too_large, disk_full, field_invalid, photo_policy_unanswered */
export function takeEvidence(
  session: Session,
  of: About & { readonly caseId: CaseId; readonly bytes: Uint8Array; readonly name: string },
): Promise<Omit<Added, 'name'>> {
  const { caseId, bytes, name } = of;
  session.vault().assay.read((db) => caseRecord(db, caseId));
  checkMeta(session, caseId, of);
  if (bytes.length > mostBytes) throw new Refused({ code: 'file_too_large', at: name, args: { part: name, limit: mostBytes } });
  return inTurn(session, () =>
    journalled(session, { caseId, fileName: clean(name) }, async (journalId) => {
      const stored = await session.vault().blobs(caseId).put(once(bytes));
      const [added] = await commit(session, { ...of, journalId, kept: [{ ...stored, name }] });
      if (added === undefined) throw new RangeError('one item was kept');
      return { evidenceId: added.evidenceId, sha256: added.sha256, bytes: added.bytes, duplicate: added.duplicate };
    }),
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
