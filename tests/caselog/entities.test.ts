import { describe, expect, it } from 'vitest';
import { baseFields, checkChange, entities } from '../../domain/caselog/entities.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { projectionSteps } from '../../domain/caselog/projection.ts';
import { readOperation } from '../../domain/caselog/read-operation.ts';
import { Refused } from '../../domain/model/refused.ts';
import { edit, finding, findingId, makeLog, opId } from './samples.ts';

function refusal(work: () => unknown): string {
  try {
    work();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return `${error.code} ${error.at}`;
  }
}

const hash = 'a'.repeat(64);
const changed = (set: Change['set'], more: Partial<Change> = {}): Change => ({ kind: 'set', ent: 'finding', id: findingId, set, ...more });

describe('changes', () => {
  it('that this schema knows are accepted', () => {
    for (const change of [
      finding('title'),
      edit('cause', ''),
      changed({ cause: null, criteria: ['a', { b: 1 }] }),
      changed({}, { kind: 'del' }),
      changed({ title: 'x', closes: [opId(1), opId(2)] }, { kind: 'resolve' }),
      changed({ deleted: true, closes: [opId(1), opId(2)] }, { kind: 'resolve' }),
      changed({ state: 'closed' }, { kind: 'state', ent: 'case' }),
      changed({ covers: [`finding:${findingId}`] }, { kind: 'sign', ent: 'document' }),
      changed({ pack: 'kz', version: '1', sha256: hash, fromDay: '2024-01-01' }, { kind: 'put', ent: 'pack' }),
    ]) {
      expect(refusal(() => checkChange(change))).toBe('accepted');
    }
  });

  it.each([
    ['an unknown entity', changed({ a: 1 }, { ent: 'invoice' as never }), 'field_invalid invoice'],
    ['an inherited name as entity', changed({ a: 1 }, { ent: 'toString' as never }), 'field_invalid toString'],
    ['an unknown field', changed({ colour: 'red' }), 'field_invalid finding.colour'],
    ['an inherited name as field', changed({ constructor: 'red' }), 'field_invalid finding.constructor'],
    ['a number where text belongs', changed({ title: 5 }), 'field_invalid finding.title'],
    ['null in a required field', changed({ title: null }), 'field_invalid finding.title'],
    ['an empty edit', changed({}), 'field_missing finding'],
    ['an empty id', changed({ title: 'x' }, { id: '' }), 'field_missing finding.id'],
    ['a put without a required field', changed({ title: 'x' }, { kind: 'put' }), 'field_missing finding.status'],
    ['a deletion with content', changed({ title: 'x' }, { kind: 'del' }), 'field_invalid finding/del'],
    ['a resolve that closes nothing', changed({ title: 'x' }, { kind: 'resolve' }), 'field_invalid finding.closes'],
    ['a resolve with half a tombstone', changed({ deleted: 1, closes: ['a'] }, { kind: 'resolve' }), 'field_invalid finding.deleted'],
    ['closes outside a resolve', changed({ title: 'x', closes: ['a'] }), 'field_invalid finding.closes'],
    ['an edit of a run', changed({ hitsN: 0 }, { ent: 'run' }), 'field_invalid run/set'],
    ['a kind without meaning in this schema', changed({ title: 'x' }, { kind: 'add' }), 'field_invalid finding/add'],
    ['a negative count', changed({ pages: -1 }, { ent: 'document' }), 'field_invalid document.pages'],
    ['a hash in capitals', changed({ sha256: hash.toUpperCase() }, { ent: 'document' }), 'field_invalid document.sha256'],
    ['a day that is none', changed({ periodTo: '2025-02-31' }, { ent: 'case' }), 'field_invalid case.periodTo'],
    ['a flag in words', changed({ signed: 'yes' }, { ent: 'document' }), 'field_invalid document.signed'],
    ['a fraction inside json', changed({ corrections: [{ audited: 1.5 }] }), 'value_not_canonical /corrections/0/audited'],
    ['text that is not NFC', changed({ title: 'и\u0306' }), 'value_not_canonical /title'],
    ['a second field in a state change', changed({ state: 'x', trader: 'y' }, { kind: 'state', ent: 'case' }), 'field_invalid case.state'],
  ])('refuse %s', (_name, change, expected) => {
    expect(refusal(() => checkChange(change))).toBe(expected);
  });

  it('no entity has a field with a reserved name', () => {
    for (const { fields } of Object.values(entities)) {
      expect(Object.keys(fields).filter((name) => ['closes', 'covers', 'deleted'].includes(name))).toEqual([]);
    }
  });

  it('name in base what they write; a tombstone names all that was known', () => {
    expect(baseFields(edit('cause', 'x'))).toEqual(['cause']);
    expect(baseFields(changed({}, { kind: 'del' }))).toEqual(['deleted', ...Object.keys(entities.finding.fields)]);
    expect(baseFields(changed({ title: 'x', closes: [] }, { kind: 'resolve' }))).toEqual(['title']);
    expect(baseFields(changed({ deleted: false, closes: [] }, { kind: 'resolve' }))).toEqual(['deleted']);
  });
});

describe('projection steps', () => {
  const [first, second] = makeLog([1, 1]);
  if (first === undefined || second === undefined) throw new Error('no log');

  it('of a put: one row and a head for each field', () => {
    const steps = projectionSteps(first.op);
    expect(steps[0]).toEqual({ do: 'insert', ent: 'finding', id: findingId, set: finding('first').set, op: opId(1) });
    expect(steps.slice(1).map((step) => (step.do === 'head' ? step.field : ''))).toEqual(Object.keys(finding('first').set));
  });

  it('of a set: the changed fields alone; fields of a newer schema are left to the log', () => {
    const newer = { ...second.op, set: { ...second.op.set, colour: 'red' } };
    expect(projectionSteps(newer)).toEqual([
      { do: 'update', ent: 'finding', id: findingId, set: { condition: 'text 1' }, op: opId(2) },
      { do: 'head', ent: 'finding', id: findingId, field: 'condition', op: opId(2) },
    ]);
    expect(projectionSteps({ ...second.op, set: { colour: 'red' } })).toEqual([]);
  });

  it('of a deletion and of its undoing', () => {
    expect(projectionSteps({ ...second.op, kind: 'del', set: {} }).map((step) => step.do)).toEqual(['tombstone', 'head']);
    expect(projectionSteps({ ...second.op, kind: 'undel', set: {} }).map((step) => step.do)).toEqual(['restore', 'head']);
  });

  it('of a resolve: the value, its head, and the conflict closed', () => {
    const closes = [opId(8), opId(9)];
    const resolve = { ...second.op, kind: 'resolve' as const, set: { title: 'x', closes } };
    expect(projectionSteps(resolve).map((step) => step.do)).toEqual(['update', 'head', 'close']);
    const decided = projectionSteps({ ...resolve, set: { deleted: true, closes } });
    expect(decided.map((step) => step.do)).toEqual(['tombstone', 'head', 'close']);
    expect(decided.at(-1)).toMatchObject({ field: 'deleted', closes });
  });

  it('of a kind without meaning are refused', () => {
    expect(refusal(() => projectionSteps({ ...second.op, kind: 'attach' }))).toBe('field_invalid finding/attach');
  });
});

describe('reading an operation', () => {
  const good = makeLog([1])[0]?.op;

  it('accepts what was sealed and fields of a newer schema inside set', () => {
    expect(readOperation(structuredClone(good))).toEqual(good);
    expect(refusal(() => readOperation({ ...good, schema: 99, set: { colour: 'red' } }))).toBe('accepted');
  });

  it.each([
    ['no object', null, 'log_broken op'],
    ['another version', { ...good, v: 2 }, 'log_broken v'],
    ['a field too many', { ...good, seq: 1 }, 'log_broken seq'],
    ['no id', { ...good, op: 'x' }, 'log_broken op'],
    ['dseq 0', { ...good, dseq: 0 }, 'log_broken dseq'],
    ['a short hash', { ...good, ph: '00' }, 'log_broken ph'],
    ['an index outside its transaction', { ...good, tx: ['a', 1, 1] }, 'log_broken tx'],
    ['an unknown kind', { ...good, kind: 'toString' }, 'log_broken kind'],
    ['an unknown entity', { ...good, ent: 'x' }, 'log_broken ent'],
    ['a base that is no operation', { ...good, base: { title: 'yesterday' } }, 'log_broken base'],
    ['a time without offset', { ...good, at: '2026-11-22T10:00:00' }, 'log_broken at'],
    ['a fraction in set', { ...good, set: { x: 0.1 } }, 'value_not_canonical /set/x'],
  ])('refuses %s', (_name, value, expected) => {
    expect(refusal(() => readOperation(value))).toBe(expected);
  });
});
