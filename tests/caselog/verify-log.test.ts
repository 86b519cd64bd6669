import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/canonical.ts';
import { caseHead, firstHash, operationHash } from '../../domain/caselog/chain.ts';
import { logLine, logLines, streamTips } from '../../domain/caselog/log-file.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import type { Operation } from '../../domain/caselog/operation.ts';
import { verifyLog, verifyStored } from '../../domain/caselog/verify-log.ts';
import { caseId, makeLog, opId, otherCase, sha256, streamId } from './samples.ts';

const linesOf = (log: readonly Logged[]): string[] => [...logLines(caseId, () => log, sha256)];
const check = (lines: readonly string[], vault?: readonly Logged[]) => verifyLog(lines, sha256, vault === undefined ? {} : { vault });
const swap = <T>(items: readonly T[], i: number, j: number): T[] =>
  items.map((item, k) => (k === i ? (items[j] ?? item) : k === j ? (items[i] ?? item) : item));
const at = <T>(items: readonly T[], i: number): T => {
  const item = items[i];
  if (item === undefined) throw new RangeError(String(i));
  return item;
};
/** The same operation with other content and a hash that fits it. */
const forged = (logged: Logged, change: Partial<Operation>): Logged => {
  const op = { ...logged.op, ...change };
  return { op, hash: operationHash(op, sha256) };
};

const one = makeLog([1, 1, 1, 1, 1, 1]);
const mixed = makeLog([1, 2, 1, 1, 2, 3, 1, 2]);

describe.each([
  ['one stream', one],
  ['three streams', mixed],
])('an exported log of %s', (_name, log) => {
  const lines = linesOf(log);
  const last = log.length;

  it('verifies, alone and against the vault, and gives the case head', () => {
    const head = caseHead({ confirmed: null, streams: streamTips(log) }, sha256);
    for (const vault of [undefined, log]) {
      expect(check(lines, vault)).toEqual({ ok: true, operations: last, head, broken: null });
    }
    expect(verifyLog(lines, sha256, { head }).ok).toBe(true);
  });

  describe.each([
    ['without the vault', undefined],
    ['against the vault', log],
  ])('%s', (_where, vault) => {
    it('names every operation whose text was changed', () => {
      for (let i = 1; i <= last; i++) {
        const changed = lines.with(i, at(lines, i).replace(/"set":\{"/, '"set":{"x'));
        expect(check(changed, vault).broken).toEqual({ line: i + 1, op: opId(i), problem: 'changed' });
      }
    });

    it('names every operation that was changed and hashed again', () => {
      for (let i = 1; i <= last; i++) {
        const line = logLine(i, forged(at(log, i - 1), { set: { title: 'softer' } }));
        expect(check(lines.with(i, line), vault).broken).toEqual({ line: i + 1, op: opId(i), problem: 'changed' });
      }
    });

    it('names the place of every operation that was taken away, the last ones too', () => {
      for (let i = 1; i <= last; i++) {
        const { op } = at(log, i - 1);
        const broken = check(lines.toSpliced(i, 1), vault).broken;
        expect(broken?.problem).toBe('missing');
        expect(broken?.op).toBe(vault === undefined ? `${op.stream}:${op.dseq}` : op.op);
      }
    });

    it('finds any cut tail', () => {
      for (let keep = 1; keep <= last; keep++) expect(check(lines.slice(0, keep), vault).broken?.problem).toBe('missing');
    });

    it('names a line that stands twice', () => {
      for (let i = 1; i <= last; i++) {
        expect(check(lines.toSpliced(last + 1, 0, at(lines, i)), vault).broken).toMatchObject({ op: opId(i), problem: 'added' });
      }
    });

    it('names an operation put in, wherever and with whatever sequence number', () => {
      for (let i = 1; i <= last + 1; i++) {
        for (const change of [{ dseq: 2 }, { dseq: 99 }, { stream: streamId(77), dseq: 1, ph: firstHash }, { case: otherCase }]) {
          const line = logLine(i, forged(at(log, 0), { ...change, op: opId(500) }));
          expect(check(lines.toSpliced(i, 0, line), vault).broken).toEqual({ line: i + 1, op: opId(500), problem: 'added' });
        }
      }
    });

    it('names the first of any two lines that changed places', () => {
      for (let i = 1; i <= last; i++) {
        for (let j = i + 1; j <= last; j++) {
          expect(check(swap(lines, i, j), vault).broken).toEqual({ line: i + 1, op: opId(j), problem: 'swapped' });
        }
      }
    });

    it('names a line that cannot be read by the id in it', () => {
      expect(check(lines.with(2, at(lines, 2).slice(0, -3)), vault).broken).toEqual({ line: 3, op: opId(2), problem: 'unreadable' });
    });

    it('finds another byte anywhere in the file', () => {
      const whole = lines.join('\n');
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 }), (i, code) => {
          const put = String.fromCharCode(code);
          fc.pre(whole[i] !== put && whole[i] !== '\n');
          expect(check((whole.slice(0, i) + put + whole.slice(i + 1)).split('\n'), vault).ok).toBe(false);
        }),
        { numRuns: 1500 },
      );
    });

    it('names a line that says the same in other bytes or says more', () => {
      for (const line of [at(lines, 2).replace('"n":', '"n": '), at(lines, 2).replace('"n":', '"more":1,"n":'), `${at(lines, 2)}\r`]) {
        expect(check(lines.with(2, line), vault).broken).toEqual({ line: 3, op: opId(2), problem: 'changed' });
      }
    });

    it('is not upset by what a hostile line holds', () => {
      const [header, second] = [at(lines, 0), at(lines, 2)];
      for (const [find, put] of [
        [/"hash":"./, '"hash":"\\u000c'],
        [/"hash":"[^"]*"/, '"hash":1.5'],
        [/"n":\d+/, '"n":1.5'],
        [/"n":\d+/, '"n":"\\ud800"'],
        [/"op":\{/, '"op":{"x":0.1,'],
      ] as const) {
        expect(check(lines.with(2, second.replace(find, put)), vault).broken?.line).toBe(3);
      }
      for (const put of ['"case":"\\ud800",', '"case":"x","more":0.5,', '"case":"и\u0306",']) {
        expect(check(lines.with(0, header.replace(/"case":"[^"]*",/, put)), vault).broken).toMatchObject({ line: 1, problem: 'changed' });
      }
      for (const line of ['', 'null', '[]', '"text"', '{}', '{"op":null}']) {
        expect(check(lines.with(2, line), vault).broken?.line).toBe(3);
        expect(check(lines.with(0, line), vault).ok).toBe(false);
      }
    });

    it('finds a missing, double, moved or changed header', () => {
      expect(check(lines.slice(1), vault).broken).toMatchObject({ line: 1, problem: 'missing' });
      expect(check([], vault).broken).toMatchObject({ line: 1, problem: 'missing' });
      expect(check(swap(lines, 0, 1), vault).broken).toMatchObject({ line: 1, problem: 'swapped' });
      expect(check(lines.toSpliced(1, 0, at(lines, 0)), vault).broken).toMatchObject({ line: 2, problem: 'added' });
      expect(check(lines.with(0, at(lines, 0).replace('"v":1', '"v":1 ')), vault).broken).toMatchObject({ line: 1, problem: 'changed' });
    });
  });

  it('rewritten as a whole is found by the head on paper and named by the vault', () => {
    const vaultHead = caseHead({ confirmed: null, streams: streamTips(log) }, sha256);
    const rewritten = rechained(log.with(1, { ...at(log, 1), op: { ...at(log, 1).op, set: { title: 'softer' } } }));
    const file = linesOf(rewritten);
    expect(check(file).ok).toBe(true);
    expect(verifyLog(file, sha256, { head: vaultHead }).broken?.problem).toBe('head_differs');
    expect(check(file, log).broken).toEqual({ line: 3, op: opId(2), problem: 'changed' });
  });

  it('with streams in another order, numbered anew, is found by the vault', () => {
    const other = log.findIndex(({ op }, i) => i > 0 && op.stream !== log[i - 1]?.op.stream);
    const turned = other === -1 ? log : swap(log, other - 1, other);
    expect(check(linesOf(turned)).ok).toBe(true);
    const broken = other === -1 ? null : { line: other + 2, op: at(log, other - 1).op.op, problem: 'swapped' };
    expect(check(linesOf(turned), log).broken).toEqual(broken);
  });

  it('shorter than the vault’s and hashed to fit is behind it: the first missing operation is named, and how many follow', () => {
    for (let keep = 0; keep < last; keep++) {
      const { ok, broken, behind } = check(linesOf(log.slice(0, keep)), log);
      expect([ok, broken, behind]).toEqual([false, { line: keep + 2, op: opId(keep + 1), problem: 'missing' }, last - keep]);
      expect(check(linesOf(log.slice(0, keep))).ok).toBe(true);
    }
  });

  it('without a stream that ended before others did lacks it in the middle, and is no older export', () => {
    const without = log.filter((one) => one.op.stream !== at(log, 1).op.stream);
    if (without.length === 0) return;
    const { ok, broken, behind } = check(linesOf(without), log);
    expect([ok, broken, behind]).toEqual([false, { line: 3, op: opId(2), problem: 'missing' }, undefined]);
  });
});

/** Chains a log anew from the start, as somebody with the code and without the vault could. */
function rechained(log: readonly Logged[]): Logged[] {
  const tips = new Map<string, string>();
  return log.map(({ op }) => {
    const next = { ...op, ph: tips.get(op.stream) ?? firstHash };
    const hash = operationHash(next, sha256);
    tips.set(op.stream, hash);
    return { op: next, hash };
  });
}

describe('the log inside the vault', () => {
  const stored = mixed.map(({ op, hash }) => ({ body: canonicalText(op as Canonical), hash }));

  it('verifies and gives the case head', () => {
    expect(verifyStored(caseId, stored, sha256)).toMatchObject({ ok: true, operations: mixed.length, broken: null });
  });

  it('names a changed, missing, added or swapped operation', () => {
    const changed = stored.with(3, { ...at(stored, 3), body: at(stored, 3).body.replace('text', 'test') });
    expect(verifyStored(caseId, changed, sha256).broken).toEqual({ line: 4, op: opId(4), problem: 'changed' });
    expect(verifyStored(caseId, stored.toSpliced(2, 1), sha256).broken).toMatchObject({ line: 3, problem: 'missing' });
    expect(verifyStored(caseId, [...stored, at(stored, 0)], sha256).broken).toMatchObject({ op: opId(1), problem: 'added' });
    expect(verifyStored(caseId, swap(stored, 2, 3), sha256).broken).toMatchObject({ op: opId(4), problem: 'swapped' });
  });

  it('finds a cut tail by tips or head kept elsewhere', () => {
    const streams = streamTips(mixed);
    const head = caseHead({ confirmed: null, streams }, sha256);
    expect(verifyStored(caseId, stored.slice(0, -1), sha256).ok).toBe(true);
    expect(verifyStored(caseId, stored.slice(0, -1), sha256, { streams }).broken?.problem).toBe('missing');
    expect(verifyStored(caseId, stored.slice(0, -1), sha256, { head }).broken?.problem).toBe('head_differs');
  });

  it('says nothing is wrong with an empty log', () => {
    expect(verifyStored(caseId, [], sha256)).toMatchObject({ ok: true, operations: 0 });
    expect(check(linesOf([])).ok).toBe(true);
  });
});
