import { describe, expect, it } from 'vitest';
import { checkpointBytes } from '../../domain/caselog/checkpoints.ts';
import { canonicalBytes, canonicalText, checkCanonical } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/canonical.ts';
import { caseHead, operationHash, sealOperation } from '../../domain/caselog/chain.ts';
import type { Confirmed, StreamTip } from '../../domain/caselog/chain.ts';
import { checkChange } from '../../domain/caselog/entities.ts';
import { logLines } from '../../domain/caselog/log-file.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import { readOperation } from '../../domain/caselog/read-operation.ts';
import { verifyLog } from '../../domain/caselog/verify-log.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { sha256 } from '../caselog/samples.ts';
import { fixture } from './fixture.ts';

type CanonicalFile = {
  accepted: readonly { value: Canonical; text: string; utf8: string; sha256: string }[];
  refused: readonly (readonly [string, string])[];
};
type OperationsFile = { operations: readonly { op: unknown; canonical: string; hash: string }[] };
type HeadsFile = { heads: readonly { confirmed: Confirmed; streams: readonly StreamTip[]; canonical: string; head: string }[] };
type LogFile = { case: CaseId; lines: readonly string[]; sha256: string };

describe('canonical form v1', () => {
  const { accepted, refused } = fixture<CanonicalFile>('canonical.json');

  it.each(accepted)('$text', ({ value, text, utf8, sha256: hash }) => {
    expect(canonicalText(value)).toBe(text);
    expect(Buffer.from(canonicalBytes(value)).toString('hex')).toBe(utf8);
    expect(sha256(canonicalBytes(value))).toBe(hash);
  });

  it.each(refused)('refuses %s: %s', (json, reason) => {
    let failure: unknown;
    try {
      checkCanonical(JSON.parse(json));
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ code: 'value_not_canonical', args: { reason } });
  });
});

describe('operation v1', () => {
  const { operations } = fixture<OperationsFile>('operations.json');

  it.each(operations)('$hash', ({ op, canonical, hash }) => {
    const read = readOperation(op);
    expect(canonicalText(read as Canonical)).toBe(canonical);
    expect(operationHash(read, sha256)).toBe(hash);
    const { kind, ent, id, set } = read;
    checkChange({ kind, ent, id, set });
    expect(canonicalText(sealOperation({ ...read, change: { kind, ent, id, set } }) as Canonical)).toBe(canonical);
  });

  it('chains each stream by the hash of the operation before, from 64 zeros', () => {
    const tips = new Map<string, string>();
    for (const { op, hash } of operations) {
      const { stream, ph } = readOperation(op);
      expect(ph).toBe(tips.get(stream) ?? '0'.repeat(64));
      tips.set(stream, hash);
    }
    expect(tips.size).toBe(2);
  });
});

describe('case head v1', () => {
  it.each(fixture<HeadsFile>('case-head.json').heads)('$head', ({ confirmed, streams, canonical, head }) => {
    expect(canonicalText({ confirmed, streams } as Canonical)).toBe(canonical);
    expect(caseHead({ confirmed, streams }, sha256)).toBe(head);
    expect(caseHead({ confirmed, streams: streams.toReversed() }, sha256)).toBe(head);
  });
});

describe('exported log v1', () => {
  const { case: inCase, lines, sha256: hash } = fixture<LogFile>('log.json');
  const logged = fixture<OperationsFile>('operations.json').operations.map((o): Logged => ({ op: readOperation(o.op), hash: o.hash }));

  it('is written byte for byte', () => {
    const written = [...logLines(inCase, () => logged, sha256)];
    expect(written).toEqual(lines);
    expect(sha256(Buffer.from(written.map((line) => `${line}\n`).join('')))).toBe(hash);
  });

  it('verifies, alone and against the vault', () => {
    expect(verifyLog(lines, sha256)).toMatchObject({ ok: true, operations: 9 });
    expect(verifyLog(lines, sha256, { vault: logged })).toMatchObject({ ok: true, operations: 9 });
  });
});

type CheckpointFile = {
  checkpoints: readonly { given: { case: CaseId; head: string; operations: number; day: string }; canonical: string; sha256: string }[];
};

describe('checkpoint v1', () => {
  it.each(fixture<CheckpointFile>('checkpoint.json').checkpoints)('$sha256', ({ given, canonical, sha256: hash }) => {
    expect(Buffer.from(checkpointBytes(given)).toString('utf8')).toBe(canonical);
    expect(sha256(checkpointBytes(given))).toBe(hash);
  });
});
