import { canonicalText } from '../../domain/caselog/canonical.ts';
import { caseHead, firstHash, sealOperation, type StreamTip } from '../../domain/caselog/chain.ts';
import { baseFields, checkChange, operationSchema } from '../../domain/caselog/entities.ts';
import type { Change, Operation } from '../../domain/caselog/operation.ts';
import { readOperation } from '../../domain/caselog/read-operation.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import type { Stored } from '../../domain/caselog/verify-log.ts';
import type { CaseId, InstallId, OpId, StreamId, UserId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { HashBytes, Instant } from '../../domain/model/scalars.ts';
import { keptStatement } from '../kept-statements.ts';
import type { ReadDb, WriteDb } from '../store.ts';
import { applyOp } from './apply-op.ts';

/** Who says it, when and with what. `stream` comes from `streamOf`; chance and the hash are given, as the domain wants it. */
export type Author = {
  readonly by: UserId;
  readonly at: Instant;
  readonly app: string;
  readonly stream: StreamId;
  readonly case: CaseId;
  readonly newId: () => string;
  readonly sha256: HashBytes;
};

/**
 * Appends changes to a case's log and applies them: one transaction of the log (`tx`), inside the caller's database transaction.
 * `base` is what the field heads say now. @returns the operations, in order
 * @throws Refused field_invalid, field_missing, value_not_canonical, entity_missing; log_broken when the stream is not this case's
 */
export function appendChanges(db: WriteDb, who: Author, changes: readonly Change[]): readonly Operation[] {
  const tx = who.newId();
  let tip = openTip(db, who);
  const insert = db.prepareWrite(
    'INSERT INTO op (case_id, op_id, stream, dseq, hash, ent, kind, id, by, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const operations = changes.map((change, index) => {
    checkChange(change);
    const op = sealOperation({
      change,
      case: who.case,
      stream: who.stream,
      dseq: tip.dseq + 1,
      ph: tip.hash,
      tx: [tx, index, changes.length],
      base: fieldBase(db, who.case, change),
      op: who.newId() as OpId,
      by: who.by,
      at: who.at,
      schema: operationSchema,
      app: who.app,
    });
    const body = canonicalText(op);
    const hash = who.sha256(Buffer.from(body, 'utf8'));
    insert.run(op.case, op.op, op.stream, BigInt(op.dseq), hash, op.ent, op.kind, op.id, op.by, op.at, body);
    applyOp(db, op);
    tip = { stream: who.stream, dseq: op.dseq, hash };
    return op;
  });
  db.prepareWrite('UPDATE stream_head SET dseq = ?, hash = ? WHERE stream = ?').run(BigInt(tip.dseq), tip.hash, who.stream);
  return operations;
}

function openTip(db: ReadDb, who: Author): StreamTip {
  const sql = 'SELECT stream, dseq, hash FROM stream_head WHERE stream = ? AND case_id = ? AND retired = 0';
  const tip = db.prepare<StreamTip>(sql).get(who.stream, who.case);
  if (tip === undefined) throw new Refused({ code: 'log_broken', at: who.stream });
  return tip;
}

function fieldBase(db: ReadDb, caseId: CaseId, change: Change): { readonly [field: string]: OpId | null } {
  const text = 'SELECT op_id AS op FROM field_head WHERE case_id = ? AND ent = ? AND id = ? AND field = ?';
  const head = keptStatement<{ op: OpId }>(db, text);
  return Object.fromEntries(baseFields(change).map((field) => [field, head.get(caseId, change.ent, change.id, field)?.op ?? null]));
}

/** The stream of this install in this case, begun when there is none (and anew after a restore). */
export function streamOf(
  db: WriteDb,
  of: { readonly caseId: CaseId; readonly installId: InstallId; readonly newId: () => string },
): StreamId {
  const sql = 'SELECT stream FROM stream_head WHERE install_id = ? AND case_id = ? AND retired = 0';
  const found = db.prepare<{ stream: StreamId }>(sql).get(of.installId, of.caseId);
  if (found !== undefined) return found.stream;
  const stream = of.newId() as StreamId;
  const insert = 'INSERT INTO stream_head (stream, case_id, install_id, dseq, hash) VALUES (?, ?, ?, 0, ?)';
  db.prepareWrite(insert).run(stream, of.caseId, of.installId, firstHash);
  return stream;
}

/** After a restore no stream goes on: the vault that was saved may have gone on too, and two ends of one stream are a fork. */
export function retireStreams(db: WriteDb): void {
  db.prepareWrite('UPDATE stream_head SET retired = 1').run();
}

/** Ends of the case's streams that hold operations, sorted by stream. */
export function caseStreams(db: ReadDb, caseId: CaseId): readonly StreamTip[] {
  return db.prepare<StreamTip>('SELECT stream, dseq, hash FROM stream_head WHERE case_id = ? AND dseq > 0 ORDER BY stream').all(caseId);
}

/** Head of the case as this laptop knows it; nothing is confirmed by headquarters yet. */
export function currentHead(db: ReadDb, caseId: CaseId, sha256: HashBytes): string {
  return caseHead({ confirmed: null, streams: caseStreams(db, caseId) }, sha256);
}

export function operationCount(db: ReadDb, caseId: CaseId): number {
  return db.prepare<{ n: number }>('SELECT count(*) AS n FROM op WHERE case_id = ?').get(caseId)?.n ?? 0;
}

const pageLength = 500;

/** The case's operations as they lie in the store, in the order of the log; read in pages, so it may be left and taken up again. */
export function* storedOperations(db: ReadDb, caseId: CaseId): Generator<Stored> {
  const page = db.prepare<Stored & { position: number }>(
    `SELECT position, body, hash FROM op WHERE case_id = ? AND position > ? ORDER BY position LIMIT ${pageLength}`,
  );
  for (let after = 0, more = true; more; ) {
    const rows = page.all(caseId, after);
    for (const row of rows) yield { body: row.body, hash: row.hash };
    after = rows.at(-1)?.position ?? after;
    more = rows.length === pageLength;
  }
}

/** The same, read as operations. @throws Refused log_broken, value_not_canonical */
export function* readOperations(db: ReadDb, caseId: CaseId): Generator<Logged> {
  for (const { body, hash } of storedOperations(db, caseId)) yield { op: readOperation(JSON.parse(body)), hash };
}

/** One line of the history. `position` grows with the log of this vault; the next page is asked with the last one's. */
export type HistoryEntry = {
  readonly position: number;
  readonly op: OpId;
  readonly at: Instant;
  readonly by: UserId;
  readonly kind: string;
  readonly ent: string;
  readonly id: string;
  readonly hash: string;
  readonly dseq: number;
};

/** Newest first. @param page.before position of the last entry seen */
export function historyPage(
  db: ReadDb,
  caseId: CaseId,
  page: { readonly before?: number; readonly limit: number },
): readonly HistoryEntry[] {
  const sql = `SELECT position, op_id AS op, at, by, kind, ent, id, hash, dseq FROM op
    WHERE case_id = ? AND position < ? ORDER BY position DESC LIMIT ?`;
  const before = BigInt(page.before ?? Number.MAX_SAFE_INTEGER);
  return db.prepare<HistoryEntry>(sql).all(caseId, before, BigInt(page.limit));
}
