import type { CaseId, StreamId } from '../model/ids.ts';
import type { HashBytes } from '../model/scalars.ts';
import { canonicalBytes } from './canonical.ts';
import { caseHead } from './chain.ts';
import type { StreamTip } from './chain.ts';
import type { Logged } from './log-file.ts';
import type { Broken } from './log-problem.ts';
import type { Fields } from './operation.ts';

/** What the device signed: how far the log had come, and on which legal day. */
export type Checkpoint = { readonly case: CaseId; readonly head: string; readonly operations: number; readonly day: string };

/** The signed bytes: whoever holds a checkpoint can show later that the log up to it was changed. @source docs/decisions/case-log.md */
export const checkpointBytes = (c: { readonly case: CaseId; readonly head: string; readonly operations: number; readonly day: string }) =>
  canonicalBytes({ v: 1, checkpoint: 'assay/case', case: c.case, head: c.head, operations: c.operations, day: c.day });

/** Whether that device signed those bytes; the signature is base64. Not given where no key is known: then only heads are compared. */
export type SignatureCheck = (signed: { readonly bytes: Uint8Array; readonly signature: string; readonly device: string }) => boolean;

export type CheckpointsCheck = { readonly checkpoints: number; readonly broken: Broken | null };

const text = (set: Fields, name: string): string => {
  const value = set[name];
  return typeof value === 'string' ? value : '';
};

type Given = {
  readonly case: CaseId;
  readonly sha256: HashBytes;
  readonly signed?: SignatureCheck;
  /** ids of the checkpoints that are known from elsewhere: each must stand in the log */
  readonly known?: readonly string[];
};

/** Heads of the log after 0, 1, 2 … operations are asked for seldom: the tips are kept, the hash is made when it is wanted. */
function headAfter(operations: number, log: readonly Logged[], sha256: HashBytes): string {
  const tips = new Map<StreamId, StreamTip>();
  for (const { op, hash } of log.slice(0, operations)) tips.set(op.stream, { stream: op.stream, dseq: op.dseq, hash });
  return caseHead({ confirmed: null, streams: [...tips.values()] }, sha256);
}

function holds(set: Fields, position: number, log: readonly Logged[], given: Given): boolean {
  const operations = Number(set['operations']);
  if (!Number.isSafeInteger(operations) || operations < 1 || operations >= position) return false;
  const head = text(set, 'head');
  if (head !== headAfter(operations, log, given.sha256)) return false;
  const bytes = checkpointBytes({ case: given.case, head, operations, day: text(set, 'day') });
  return given.signed?.({ bytes, signature: text(set, 'signature'), device: text(set, 'device') }) ?? true;
}

/**
 * Compares every checkpoint of a log with the log: what was changed and hashed anew from end to end still differs from what was signed.
 * @param log whole and in its order: `verifyLog` or `verifyStored` found nothing
 * @returns the first checkpoint that does not hold, by its operation (`line` counts operations from 1), or that is known and not there
 */
export function verifyCheckpoints(log: readonly Logged[], given: Given): CheckpointsCheck {
  const seen = new Set<string>();
  let checkpoints = 0;
  for (const [index, { op }] of log.entries()) {
    if (op.ent !== 'checkpoint' || op.kind !== 'put') continue;
    checkpoints += 1;
    seen.add(op.id);
    if (!holds(op.set, index + 1, log, given)) return { checkpoints, broken: { line: index + 1, op: op.op, problem: 'checkpoint_broken' } };
  }
  const lost = (given.known ?? []).find((id) => !seen.has(id));
  return { checkpoints, broken: lost === undefined ? null : { line: log.length + 1, op: lost, problem: 'checkpoint_missing' } };
}
