import { isSha256, isUuid } from '../model/ids.ts';
import type { CaseId, StreamId } from '../model/ids.ts';
import type { HashBytes } from '../model/scalars.ts';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { caseHead, sortTips } from './chain.ts';
import type { StreamTip } from './chain.ts';
import type { Operation } from './operation.ts';

/** An operation as it lies in the store: what was written and the hash it had then. */
export type Logged = { readonly op: Operation; readonly hash: string };

/**
 * First line of an exported log. It names the last operation of every stream, so that a cut tail is found without the vault, and
 * carries its own hash in `self` = sha256(JCS of the header without `self`).
 */
export type LogHeader = {
  readonly v: 1;
  readonly log: 'assay/case-log';
  readonly case: CaseId;
  readonly operations: number;
  readonly streams: readonly StreamTip[];
  /** always null in version 1: confirmed logs carry headquarters' lines and get a version of their own */
  readonly confirmed: null;
  readonly head: string;
  readonly self: string;
};

/** The last operation of each stream, sorted by stream. @param log in the order of the log */
export function streamTips(log: Iterable<Logged>): readonly StreamTip[] {
  const tips = new Map<StreamId, StreamTip>();
  for (const { op, hash } of log) {
    const known = tips.get(op.stream);
    if (known === undefined || known.dseq < op.dseq) tips.set(op.stream, { stream: op.stream, dseq: op.dseq, hash });
  }
  return sortTips([...tips.values()]);
}

/** The header of a log whose streams end at `streams` and which holds `operations` lines. */
export function logHeader(
  log: { readonly case: CaseId; readonly operations: number; readonly streams: readonly StreamTip[] },
  sha256: HashBytes,
): LogHeader {
  const streams = sortTips(log.streams).map(({ stream, dseq, hash }) => ({ stream, dseq, hash }));
  const head = caseHead({ confirmed: null, streams }, sha256);
  const body = { v: 1, log: 'assay/case-log', case: log.case, operations: log.operations, streams, confirmed: null, head } as const;
  return { ...body, self: sha256(canonicalBytes(body)) };
}

/** One line of the file, without its newline. @param n position in the file, from 1 */
export const logLine = (n: number, { op, hash }: Logged): string => canonicalText({ n, hash, op });

/**
 * The lines of an exported log (NDJSON, UTF-8, each ended by one newline): the header, then every operation in the order of the log.
 * @param read called twice: once for the tips, once for the lines; both times it must give the same operations
 */
export function* logLines(caseId: CaseId, read: () => Iterable<Logged>, sha256: HashBytes): Generator<string> {
  const tips = new Map<StreamId, StreamTip>();
  let operations = 0;
  for (const { op, hash } of read()) {
    operations++;
    tips.set(op.stream, { stream: op.stream, dseq: op.dseq, hash });
  }
  yield canonicalText(logHeader({ case: caseId, operations, streams: [...tips.values()] }, sha256));
  let n = 0;
  for (const logged of read()) yield logLine(++n, logged);
}

const isTip = (value: unknown): value is StreamTip => {
  if (typeof value !== 'object' || value === null) return false;
  const { stream, dseq, hash } = value as Readonly<Record<string, unknown>>;
  return typeof stream === 'string' && isUuid(stream) && Number.isSafeInteger(dseq) && typeof hash === 'string' && isSha256(hash);
};

/** @returns the header when the value has its form; whether it is whole is said by `headerIsWhole` */
export function readHeader(value: unknown): LogHeader | null {
  if (typeof value !== 'object' || value === null) return null;
  const header = value as Readonly<Record<string, unknown>>;
  const { streams } = header;
  const fits =
    header['v'] === 1 &&
    header['log'] === 'assay/case-log' &&
    typeof header['case'] === 'string' &&
    Number.isSafeInteger(header['operations']) &&
    Array.isArray(streams) &&
    streams.every(isTip) &&
    header['confirmed'] === null &&
    typeof header['head'] === 'string' &&
    typeof header['self'] === 'string';
  return fits ? (value as unknown as LogHeader) : null;
}

/** The header is the one that would be written for its case, count and streams. */
export const headerIsWhole = (header: LogHeader, sha256: HashBytes): boolean =>
  canonicalText(logHeader(header, sha256)) === canonicalText(header);
