import type { CaseId, StreamId } from '../model/ids.ts';
import type { HashBytes } from '../model/scalars.ts';
import { isCanonicalText } from './canonical.ts';
import { caseHead, operationHash } from './chain.ts';
import type { StreamTip } from './chain.ts';
import { headerIsWhole, readHeader } from './log-file.ts';
import type { LogHeader, Logged } from './log-file.ts';
import { firstProblem, slotOf, slotsFromTips } from './log-problem.ts';
import type { Broken, Seen, SeenDamage, SeenOperation, Slots } from './log-problem.ts';
import type { Operation } from './operation.ts';
import { readOperation } from './read-operation.ts';

/** `head` is the case head of the operations up to the last tip, as the log names it; it proves something only when `ok`. */
export type LogCheck = {
  readonly ok: boolean;
  readonly operations: number;
  readonly head: string;
  readonly broken: Broken | null;
  /** the file is a true beginning of the vault's log, and that many operations shorter: an older export (`ok` where the log itself says that
   * it left so), or one whose end was cut */
  readonly behind?: number;
};

/** What is known from elsewhere about an exported log. */
export type Expected = {
  /** case head from a printed report or a checkpoint */
  readonly head?: string;
  /**
   * The vault's own operations, already verified, in the order of its log: then missing operations have their id, and a file whose
   * hashes were all made anew is found too, one that leaves out the last operations as well.
   */
  readonly vault?: Iterable<Logged>;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function operationIn(value: unknown): Operation | null {
  try {
    return readOperation(value);
  } catch {
    return null;
  }
}

/** The operation id that a line seems to have, for naming it only. */
const idIn = (text: string): string => /"op":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';

type Raw = { readonly line: number; readonly n: number; readonly text: string; readonly op: unknown; readonly stated: unknown };

/** @param whole what the line must be the canonical form of, besides its own words */
function lookAt(raw: Raw, whole: (op: Operation, hash: string) => unknown, sha256: HashBytes): Seen {
  const damage = (kind: SeenDamage['damage']): SeenDamage => ({ line: raw.line, op: idIn(raw.text), damage: kind });
  const op = operationIn(raw.op);
  if (op === null) return damage('changed');
  const hash = operationHash(op, sha256);
  const stated = typeof raw.stated === 'string' ? raw.stated : '';
  return {
    line: raw.line,
    n: raw.n,
    op: op.op,
    case: op.case,
    stream: op.stream,
    dseq: op.dseq,
    ph: op.ph,
    hash,
    stated,
    exact: isCanonicalText(raw.text, whole(op, stated)),
  } satisfies SeenOperation;
}

function lookAtLine(text: string, line: number, sha256: HashBytes): Seen {
  const value = parse(text);
  if (!isRecord(value)) return { line, op: idIn(text), damage: 'unreadable' };
  if (readHeader(value) !== null) return { line, op: '', damage: 'added' };
  const { n, hash, op } = value;
  const position = typeof n === 'number' ? n : 0;
  return lookAt({ line, n: position, text, op, stated: hash }, (o, h) => ({ n: position, hash: h, op: o }), sha256);
}

const headOf = (tips: readonly StreamTip[], sha256: HashBytes): string => caseHead({ confirmed: null, streams: tips }, sha256);

/** What the header's tips leave out of the vault's log, in its order. */
type Beyond = { readonly op: string; readonly n: number };

/** Slots as the vault knows them, up to the tips of the header, and what lies beyond those. */
function slotsFromVault(header: LogHeader, vault: Iterable<Logged>): { readonly slots: Slots; readonly beyond: readonly Beyond[] } {
  const claimed = new Map<string, number>(header.streams.map((tip) => [tip.stream, tip.dseq]));
  const last = new Map<string, number>();
  const hash = new Map<string, string>();
  const known = new Map<string, { op: string; n: number }>();
  const beyond: Beyond[] = [];
  let n = 0;
  for (const one of vault) {
    n++;
    if (one.op.dseq > (claimed.get(one.op.stream) ?? 0)) {
      beyond.push({ op: one.op.op, n });
      continue;
    }
    const slot = slotOf(one.op.stream, one.op.dseq);
    last.set(one.op.stream, one.op.dseq);
    hash.set(slot, one.hash);
    known.set(slot, { op: one.op.op, n });
  }
  return { slots: { case: header.case, last, hash, known }, beyond };
}

/** A file that agrees with the vault's log as far as it goes: the first operation that it lacks, and whether only its end is short. */
function leftOut(beyond: readonly Beyond[], operations: number): Pick<LogCheck, 'broken' | 'behind'> | null {
  const [first] = beyond;
  if (first === undefined) return null;
  const broken = { line: first.n + 1, op: first.op, problem: 'missing' } as const;
  return first.n > operations ? { broken, behind: beyond.length } : { broken };
}

function headerProblem(first: string | undefined, second: string | undefined, sha256: HashBytes): LogHeader | Broken {
  const at = (problem: Broken['problem']): Broken => ({ line: 1, op: '', problem });
  if (first === undefined) return at('missing');
  const value = parse(first);
  if (value === undefined) return at('unreadable');
  const header = readHeader(value);
  if (header !== null) return isCanonicalText(first, header) && headerIsWhole(header, sha256) ? header : at('changed');
  if (isRecord(value) && Object.hasOwn(value, 'streams')) return at('changed');
  return { ...at(second !== undefined && readHeader(parse(second)) !== null ? 'swapped' : 'missing'), op: idIn(first) };
}

function headProblem(header: LogHeader, slots: Slots, expected: Expected, sha256: HashBytes): Broken | null {
  const tips = header.streams.map((tip) => ({ ...tip, hash: slots.hash.get(slotOf(tip.stream, tip.dseq)) ?? tip.hash }));
  const head = headOf(tips, sha256);
  const differs = head !== header.head || (expected.head !== undefined && expected.head !== head);
  return differs ? { line: 1, op: '', problem: 'head_differs' } : null;
}

/**
 * Checks an exported log (log-file.ts) and names the first operation, in the order of the lines, that was changed, taken away, put in or
 * moved. Without the vault it proves that the file is whole against its own header; whoever makes the header anew too is found only by
 * `expected`: the head on a printed report, or the vault itself.
 * @param lines without their newlines; unknown text is welcome: nothing is thrown for what stands in it
 */
export function verifyLog(lines: Iterable<string>, sha256: HashBytes, expected: Expected = {}): LogCheck {
  const all = [...lines];
  const header = headerProblem(all[0], all[1], sha256);
  const operations = Math.max(0, all.length - 1);
  if (!('log' in header)) return { ok: false, operations, head: '', broken: header };
  const seen = all.slice(1).map((text, i) => lookAtLine(text, i + 2, sha256));
  const known = expected.vault === undefined ? null : slotsFromVault(header, expected.vault);
  const slots = known?.slots ?? slotsFromTips(header.case, header.streams, seen);
  const broken = firstProblem(seen, slots, all.length + 1) ?? headProblem(header, slots, expected, sha256);
  const short = broken === null ? leftOut(known?.beyond ?? [], operations) : null;
  return { ok: broken === null && short === null, operations, head: header.head, broken, ...short };
}

/** An operation as the store keeps it: its canonical text and the hash written beside it. */
export type Stored = { readonly body: string; readonly hash: string };

/**
 * Checks the log of one case inside the vault. Whole pages are guarded by the cipher; this finds what was written wrongly.
 * @param stored in the order of the log; `line` in the answer counts them from 1
 * @param expected.streams tips kept apart from the log, when there are any: without them a cut tail goes unseen
 */
export function verifyStored(
  caseId: CaseId,
  stored: Iterable<Stored>,
  sha256: HashBytes,
  expected: { readonly head?: string; readonly streams?: readonly StreamTip[] } = {},
): LogCheck {
  const seen: Seen[] = [];
  for (const { body, hash } of stored) {
    const line = seen.length + 1;
    const op = parse(body);
    seen.push(
      op === undefined
        ? { line, op: idIn(body), damage: 'unreadable' }
        : lookAt({ line, n: line, text: body, op, stated: hash }, (o) => o, sha256),
    );
  }
  const tips = expected.streams ?? tipsOf(seen);
  const head = headOf(tips, sha256);
  const found = firstProblem(seen, slotsFromTips(caseId, tips, seen), seen.length + 1);
  const headDiffers: Broken | null =
    expected.head !== undefined && expected.head !== head ? { line: seen.length, op: '', problem: 'head_differs' } : null;
  const broken = found ?? headDiffers;
  return { ok: broken === null, operations: seen.length, head, broken };
}

function tipsOf(seen: readonly Seen[]): readonly StreamTip[] {
  const tips = new Map<string, StreamTip>();
  for (const one of seen) {
    if (!('hash' in one) || one.dseq <= (tips.get(one.stream)?.dseq ?? 0)) continue;
    tips.set(one.stream, { stream: one.stream as StreamId, dseq: one.dseq, hash: one.hash });
  }
  return [...tips.values()];
}

export type { Broken, LogProblem } from './log-problem.ts';
