import { describe, expect, it } from 'vitest';
import { caseHead } from '../../domain/caselog/chain.ts';
import { checkpointBytes, verifyCheckpoints } from '../../domain/caselog/checkpoints.ts';
import { streamTips } from '../../domain/caselog/log-file.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import type { Fields } from '../../domain/caselog/operation.ts';
import { caseId, makeLog, opId, sha256 } from './samples.ts';

const day = '2026-11-22';
const headOf = (log: readonly Logged[]): string => caseHead({ confirmed: null, streams: streamTips(log) }, sha256);

/** Turns the operation at that place into a checkpoint of what stands before it. The chain is not looked at here. */
function withCheckpoint(log: readonly Logged[], position: number, change: Fields = {}): Logged[] {
  const operations = position - 1;
  const head = headOf(log.slice(0, operations));
  const signature = Buffer.from(checkpointBytes({ case: caseId, head, operations, day })).toString('base64');
  const set = { head, operations, day, signature, device: 'd', ...change };
  return log.map((one, i) =>
    i === operations ? { ...one, op: { ...one.op, ent: 'checkpoint' as const, kind: 'put' as const, id: `point-${position}`, set } } : one,
  );
}

/** The signature of these tests is the signed text itself. */
const signed = ({ bytes, signature, device }: { bytes: Uint8Array; signature: string; device: string }): boolean =>
  device === 'd' && Buffer.from(bytes).toString('base64') === signature;

const log = makeLog([1, 2, 1, 1, 2, 3, 1, 2]);
const check = (of: readonly Logged[], known: readonly string[] = []) => verifyCheckpoints(of, { case: caseId, sha256, signed, known });

describe('checkpoints of a log', () => {
  it('hold where they state the log that stood before them', () => {
    for (let n = 2; n <= log.length; n++) expect(check(withCheckpoint(log, n))).toEqual({ checkpoints: 1, broken: null });
    expect(check(withCheckpoint(withCheckpoint(log, 3), 8), ['point-3', 'point-8'])).toEqual({ checkpoints: 2, broken: null });
    expect(check(log)).toEqual({ checkpoints: 0, broken: null });
    expect(check([])).toEqual({ checkpoints: 0, broken: null });
  });

  it.each<[string, Fields]>([
    ['another head', { head: 'f'.repeat(64) }],
    ['another count', { operations: 2 }],
    ['a count of nothing', { operations: 0 }],
    ['the count of itself', { operations: 5 }],
    ['a count that is no number', { operations: 'many' }],
    ['another day', { day: '2026-11-23' }],
    ['another signature', { signature: 'AAAA' }],
    ['no signature', { signature: null }],
    ['another device', { device: 'e' }],
  ])('do not hold with %s', (_what, change) => {
    expect(check(withCheckpoint(log, 5, change))).toMatchObject({ broken: { line: 5, op: opId(5), problem: 'checkpoint_broken' } });
  });

  it('find an operation that was changed and hashed anew: the head is not the one that was signed', () => {
    const changed = withCheckpoint(log, 5).with(1, { ...(log[1] as Logged), hash: 'e'.repeat(64) });
    expect(check(changed).broken).toMatchObject({ line: 5, problem: 'checkpoint_broken' });
  });

  it('of which one is gone name it', () => {
    expect(check(withCheckpoint(log, 5), ['point-5', 'point-7']).broken).toEqual({ line: 9, op: 'point-7', problem: 'checkpoint_missing' });
  });

  it('are compared by their heads alone where no key is known', () => {
    const unsigned = withCheckpoint(log, 5, { signature: 'AAAA' });
    expect(verifyCheckpoints(unsigned, { case: caseId, sha256 }).broken).toBeNull();
    const other = withCheckpoint(log, 5, { head: 'f'.repeat(64) });
    expect(verifyCheckpoints(other, { case: caseId, sha256 }).broken?.problem).toBe('checkpoint_broken');
  });
});
