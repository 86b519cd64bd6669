import type { CaseId, OpId, StreamId, UserId } from '../model/ids.ts';
import { Refused } from '../model/refused.ts';
import type { HashBytes, Instant } from '../model/scalars.ts';
import { canonicalBytes } from './canonical.ts';
import type { Change, Operation } from './operation.ts';

/** `ph` of a stream's first operation. */
export const firstHash = '0'.repeat(64);

/** How far a stream has come: its last operation and that operation's hash. */
export type StreamTip = { readonly stream: StreamId; readonly dseq: number; readonly hash: string };

/** What headquarters has confirmed of a case; null as long as nothing was confirmed. */
export type Confirmed = { readonly seq: number; readonly hash: string } | null;

/** SHA-256 of the canonical bytes of the whole operation, in hex. This is the next operation's `ph`. */
export const operationHash = (op: Operation, sha256: HashBytes): string => sha256(canonicalBytes(op));

/** What the log adds to a change. `base`: per field of `baseFields(change)` the operation id that the author saw. */
export type Sealing = {
  readonly change: Change;
  readonly case: CaseId;
  readonly stream: StreamId;
  readonly dseq: number;
  readonly ph: string;
  readonly tx: readonly [string, number, number];
  readonly base: { readonly [field: string]: OpId | null };
  readonly op: OpId;
  readonly by: UserId;
  readonly at: Instant;
  readonly schema: number;
  readonly app: string;
};

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 with offset, by form. `at` is evidence: a wrong clock is kept as it was. */
export const isInstant = (text: string): text is Instant => instantForm.test(text);

/**
 * Makes the immutable operation out of a change. Its hash: `operationHash`.
 * @throws Refused `field_invalid` when `dseq`, `ph`, `tx` or `at` has not the form of docs/decisions/case-log.md
 */
export function sealOperation(sealing: Sealing): Operation {
  const { change, dseq, ph, tx, at } = sealing;
  if (!Number.isSafeInteger(dseq) || dseq < 1) throw new Refused({ code: 'field_invalid', at: 'dseq' });
  if (!/^[0-9a-f]{64}$/.test(ph) || (dseq === 1) !== (ph === firstHash)) throw new Refused({ code: 'field_invalid', at: 'ph' });
  if (tx[1] < 0 || tx[1] >= tx[2]) throw new Refused({ code: 'field_invalid', at: 'tx' });
  if (!isInstant(at)) throw new Refused({ code: 'field_invalid', at: 'at' });
  return {
    v: 1,
    op: sealing.op,
    case: sealing.case,
    stream: sealing.stream,
    dseq,
    ph,
    tx,
    kind: change.kind,
    ent: change.ent,
    id: change.id,
    set: change.set,
    base: sealing.base,
    by: sealing.by,
    at,
    schema: sealing.schema,
    app: sealing.app,
  };
}

/** Tips in the order of the case head: by stream id, UTF-16 code units. */
export const sortTips = (tips: readonly StreamTip[]): readonly StreamTip[] =>
  tips.toSorted((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0));

/**
 * The case head: sha256(JCS {confirmed, streams sorted by stream}); what a checkpoint signs and a report prints.
 * @param head.streams tips of the streams that hold unconfirmed operations, in any order
 */
export function caseHead(head: { readonly confirmed: Confirmed; readonly streams: readonly StreamTip[] }, sha256: HashBytes): string {
  const confirmed = head.confirmed === null ? null : { seq: head.confirmed.seq, hash: head.confirmed.hash };
  const streams = sortTips(head.streams).map(({ stream, dseq, hash }) => ({ stream, dseq, hash }));
  return sha256(canonicalBytes({ confirmed, streams }));
}
