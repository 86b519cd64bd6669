import { createHash } from 'node:crypto';
import { operationHash, firstHash, sealOperation } from '../../domain/caselog/chain.ts';
import { baseFields } from '../../domain/caselog/entities.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId, OpId, StreamId, UserId } from '../../domain/model/ids.ts';
import type { HashBytes, Instant } from '../../domain/model/scalars.ts';

export const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

const padded = (n: number): string => n.toString(16).padStart(12, '0');
export const opId = (n: number): OpId => `0193a4b0-0000-7000-8000-${padded(n)}` as OpId;
export const streamId = (n: number): StreamId => `0193a4b1-0000-7000-8000-${padded(n)}` as StreamId;
export const caseId = '0193a4b2-0000-7000-8000-000000000001' as CaseId;
export const otherCase = '0193a4b2-0000-7000-8000-000000000002' as CaseId;
export const userId = '0193a4b3-0000-7000-8000-000000000001' as UserId;
export const findingId = '0193a4b4-0000-7000-8000-000000000001';

export const finding = (title: string): Change => ({
  kind: 'put',
  ent: 'finding',
  id: findingId,
  set: {
    title,
    condition: 'Жеткізу шарты №12: көлік шығыны қосылмаған',
    criteria: ['kz:tc:66'],
    cause: '',
    corrections: [],
    response: '',
    status: 'draft',
    source: [],
  },
});

export const edit = (field: string, value: string): Change => ({ kind: 'set', ent: 'finding', id: findingId, set: { [field]: value } });

/** A log of as many operations as `streams` has entries; entry i names the stream that operation i+1 belongs to. */
export function makeLog(streams: readonly number[], inCase: CaseId = caseId): Logged[] {
  const tips = new Map<number, { dseq: number; hash: string }>();
  const heads = new Map<string, OpId>();
  return streams.map((stream, i) => {
    const change = i === 0 ? finding('first') : edit(i % 2 === 0 ? 'title' : 'condition', `text ${i}`);
    const tip = tips.get(stream) ?? { dseq: 0, hash: firstHash };
    const op = sealOperation({
      change,
      case: inCase,
      stream: streamId(stream),
      dseq: tip.dseq + 1,
      ph: tip.hash,
      tx: [opId(i + 1), 0, 1],
      base: Object.fromEntries(baseFields(change).map((field) => [field, heads.get(field) ?? null])),
      op: opId(i + 1),
      by: userId,
      at: '2026-11-22T10:00:00+05:00' as Instant,
      // the schema of the time when the vectors were made
      schema: 1,
      app: '0.1.0',
    });
    for (const field of baseFields(change)) heads.set(field, op.op);
    const hash = operationHash(op, sha256);
    tips.set(stream, { dseq: op.dseq, hash });
    return { op, hash };
  });
}
