import { describe, expect, it } from 'vitest';
import { sealOperation, firstHash } from '../../domain/caselog/chain.ts';
import { mergeTransaction } from '../../domain/caselog/merge.ts';
import type { Merged, MergeRules } from '../../domain/caselog/merge.ts';
import { entityKey } from '../../domain/caselog/model.ts';
import type { CaseModel, EntityState } from '../../domain/caselog/model.ts';
import type { Fields, Operation, OperationKind } from '../../domain/caselog/operation.ts';
import type { OpId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { caseId, finding, findingId, opId, streamId, userId } from './samples.ts';

const rules: MergeRules = { mayBecome: (from, to) => from === 'open' && to === 'closed' };
const key = entityKey('finding', findingId);

type Said = {
  readonly kind?: OperationKind;
  readonly set?: Fields;
  readonly base?: Record<string, OpId | null>;
  readonly ent?: 'finding' | 'case';
};

function op(n: number, said: Said): Operation {
  return sealOperation({
    change: { kind: said.kind ?? 'set', ent: said.ent ?? 'finding', id: findingId, set: said.set ?? {} },
    case: caseId,
    stream: streamId(n),
    dseq: 1,
    ph: firstHash,
    tx: [opId(n), 0, 1],
    base: said.base ?? {},
    op: opId(n),
    by: userId,
    at: '2026-11-22T10:00:00Z' as Instant,
    schema: 1,
    app: '0.1.0',
  });
}

/** Merges one after the other. @returns outcome of each and the finding at the end */
function run(ops: readonly Operation[]): {
  readonly merged: readonly Merged[];
  readonly outcomes: readonly string[];
  readonly finding: EntityState;
} {
  const model = new Map<string, EntityState>();
  const merged = ops.flatMap((one) => {
    const done = mergeTransaction(model, [one], rules);
    for (const [k, entity] of done.entities) model.set(k, entity);
    return done.merged;
  });
  const after = model.get(key);
  if (after === undefined) throw new Error('no finding');
  return { merged, outcomes: merged.map((one) => one.outcome), finding: after };
}

const put = op(1, { kind: 'put', set: finding('first').set });
const retitle = (n: number, title: string, base: number): Operation => op(n, { set: { title }, base: { title: opId(base) } });
const titleOf = (entity: EntityState): unknown => entity.heads['title']?.value;

describe('merge', () => {
  it('applies an edit whose author saw the winner', () => {
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 2)]);
    expect(outcomes).toEqual(['applied', 'applied', 'applied']);
    expect(titleOf(after)).toBe('c');
    expect(after.open).toEqual({});
  });

  it('lists both texts when two people edit one field without seeing each other, and keeps the first on the screen', () => {
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1)]);
    expect(outcomes).toEqual(['applied', 'applied', 'conflict']);
    expect(titleOf(after)).toBe('b');
    expect(after.open).toEqual({ title: [opId(2), opId(3)] });
  });

  it('converges on the same value and lets its author go on from it', () => {
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'b', 1), retitle(4, 'd', 3)]);
    expect(outcomes).toEqual(['applied', 'applied', 'converged', 'applied']);
    expect(titleOf(after)).toBe('d');
    expect(after.open).toEqual({});
  });

  it('keeps edits of different fields apart', () => {
    const { outcomes } = run([put, op(2, { set: { cause: 'x' }, base: { cause: opId(1) } }), retitle(3, 'c', 1)]);
    expect(outcomes).toEqual(['applied', 'applied', 'applied']);
  });

  it('lets an author in conflict write on: his branch is replaced, not added', () => {
    const { finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1), retitle(4, 'c2', 3), retitle(5, 'c3', 4)]);
    expect(after.open).toEqual({ title: [opId(2), opId(5)] });
  });

  it('closes a conflict by a resolve that names its branches', () => {
    const resolve = op(4, { kind: 'resolve', set: { title: 'd', closes: [opId(2), opId(3)] }, base: { title: opId(2) } });
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1), resolve]);
    expect(outcomes.at(-1)).toBe('applied');
    expect(titleOf(after)).toBe('d');
    expect(after.open).toEqual({});
  });

  it('keeps a branch open which the resolver had not seen', () => {
    const resolve = op(5, { kind: 'resolve', set: { title: 'd', closes: [opId(2), opId(3)] }, base: { title: opId(2) } });
    const { finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1), retitle(4, 'late', 1), resolve]);
    expect(after.open).toEqual({ title: [opId(5), opId(4)] });
  });

  it('makes a second resolve, made offline, a conflict over the first', () => {
    const closes = [opId(2), opId(3)];
    const first = op(4, { kind: 'resolve', set: { title: 'd', closes }, base: { title: opId(2) } });
    const second = op(5, { kind: 'resolve', set: { title: 'e', closes }, base: { title: opId(2) } });
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1), first, second]);
    expect(outcomes.at(-1)).toBe('conflict');
    expect(after.open).toEqual({ title: [opId(4), opId(5)] });
  });

  const seenAll = Object.fromEntries([['deleted', null], ...Object.keys(put.set).map((field) => [field, opId(1)])]);

  it('deletes what the deleter had seen', () => {
    const { outcomes, finding: after } = run([put, op(2, { kind: 'del', base: seenAll })]);
    expect(outcomes).toEqual(['applied', 'applied']);
    expect(after.heads['deleted']?.value).toBe(true);
  });

  it('keeps a record visible that was edited before an unknowing deletion arrives', () => {
    const { outcomes, finding: after } = run([put, retitle(2, 'b', 1), op(3, { kind: 'del', base: seenAll })]);
    expect(outcomes.at(-1)).toBe('conflict');
    expect(after.heads['deleted']).toBeUndefined();
    expect(after.open).toEqual({ deleted: [opId(2), opId(3)] });
  });

  it('brings a record back that was edited without knowledge of its deletion', () => {
    const { outcomes, finding: after } = run([put, op(2, { kind: 'del', base: seenAll }), retitle(3, 'b', 1)]);
    expect(outcomes.at(-1)).toBe('conflict');
    expect(after.heads['deleted']?.value).toBe(false);
    expect(titleOf(after)).toBe('b');
    expect(after.open).toEqual({ deleted: [opId(2), opId(3)] });
  });

  it('lets a person decide that the record stays deleted', () => {
    const decide = op(4, { kind: 'resolve', set: { deleted: true, closes: [opId(2), opId(3)] }, base: { deleted: opId(3) } });
    const { finding: after } = run([put, op(2, { kind: 'del', base: seenAll }), retitle(3, 'b', 1), decide]);
    expect(after.heads['deleted']?.value).toBe(true);
    expect(after.open).toEqual({});
  });

  it('holds an edit of what a signature covers', () => {
    const sign = op(2, { kind: 'sign', set: { covers: [key] } });
    const { merged, finding: after } = run([put, sign, retitle(3, 'b', 1)]);
    expect(merged.at(-1)).toMatchObject({ outcome: 'held', reason: 'after_signature' });
    expect(titleOf(after)).toBe('first');
  });

  it('holds an edit of something that is not there, and a kind that this schema does not know', () => {
    const model: CaseModel = new Map();
    expect(mergeTransaction(model, [retitle(2, 'b', 1)], rules).merged[0]).toMatchObject({ outcome: 'held', reason: 'entity_missing' });
    expect(mergeTransaction(model, [op(3, { kind: 'add' })], rules).merged[0]).toMatchObject({ outcome: 'held', reason: 'kind_unknown' });
  });

  it('holds a transition that the case may not make, and the whole transaction with it', () => {
    const open = op(1, { kind: 'put', ent: 'case', set: { state: 'closed' } });
    const model: CaseModel = new Map([
      ...mergeTransaction(new Map(), [open], rules).entities,
      ...mergeTransaction(new Map(), [put], rules).entities,
    ]);
    const back = op(3, { kind: 'state', ent: 'case', set: { state: 'open' }, base: { state: opId(1) } });
    const { merged, entities } = mergeTransaction(model, [retitle(2, 'b', 1), back], rules);
    expect(merged.map((one) => one.reason)).toEqual(['with_transaction', 'transition_invalid']);
    expect(entities.get(key)?.heads).toEqual(model.get(key)?.heads);
  });

  it('does not bring an author into conflict with himself after his edit was held', () => {
    const model = new Map(mergeTransaction(new Map(), [put], rules).entities);
    const nowhere = op(9, { kind: 'add' });
    for (const ops of [[retitle(2, 'b', 1), nowhere], [retitle(3, 'c', 2)]]) {
      for (const [k, entity] of mergeTransaction(model, ops, rules).entities) model.set(k, entity);
    }
    expect(model.get(key)?.heads['title']?.value).toBe('c');
    expect(model.get(key)?.open).toEqual({});
  });

  it('is not moved by any clock: `at` counts for nothing', () => {
    const late = { ...retitle(2, 'b', 1), at: '2031-01-01T00:00:00Z' as Instant };
    const early = { ...retitle(3, 'c', 1), at: '1999-01-01T00:00:00Z' as Instant };
    const plain = run([put, retitle(2, 'b', 1), retitle(3, 'c', 1)]);
    expect(run([put, late, early])).toEqual(plain);
  });
});
