import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPickedPaths, otherMeaning, pathFields } from '../../electron/security/paths.ts';
import { calls } from '../../contract/rpc/index.ts';

/** Names that a text field may have without being a place on disk. */
const harmless = [
  'caseId',
  'runId',
  'viewId',
  'findingId',
  'documentId',
  'key',
  'value',
  'search',
  'column',
  'name',
  'passphrase',
  'test',
  'lang',
  'table',
  'kind',
  'trader',
  'taxid',
  'pack',
  'delimiter',
  'month',
  'source',
  'format',
  'row',
  'label',
  'text',
  'find',
  'title',
  'evidence',
  'target',
  'day',
  'person',
  'place',
  'note',
  'checkedBy',
  'reason',
  'scope',
  'software',
  'month',
  'source',
  'seed',
];

const textFields = Object.entries(calls).flatMap(([method, call]) => {
  const input: unknown = call.input;
  if (!(input instanceof z.ZodObject)) return [];
  const shape = input.shape as Record<string, unknown>;
  return Object.keys(shape)
    .filter((field) => {
      const one = shape[field];
      const inner = one instanceof z.ZodNullable || one instanceof z.ZodOptional ? one.unwrap() : one;
      return inner instanceof z.ZodString;
    })
    .map((field) => ({ method, field }));
});

describe('paths that reach the backend', () => {
  it('were picked or dropped before', () => {
    const picked = createPickedPaths();
    expect(picked.refusedField('import.commit', { path: '/a.csv' })).toBe('path');
    picked.add('/a.csv');
    expect(picked.refusedField('import.commit', { path: '/a.csv' })).toBeNull();
    expect(picked.refusedField('import.commit', { path: '/a.csv/../b.csv' })).toBe('path');
    expect(picked.refusedField('document.verify', { path: '/a.csv', trust: '/ca.pem' })).toBe('trust');
    expect(picked.refusedField('document.verify', { path: '/a.csv', trust: null })).toBeNull();
    picked.forget();
    expect(picked.refusedField('import.commit', { path: '/a.csv' })).toBe('path');
  });

  it('are not smuggled in as something that turns into text later', () => {
    const picked = createPickedPaths();
    picked.add('/a.csv');
    expect(picked.refusedField('import.commit', { path: ['/a.csv'] })).toBe('path');
    expect(picked.refusedField('import.commit', { path: { toString: () => '/a.csv' } })).toBe('path');
  });

  it('a number is none: the first byte of a part of an item', () => {
    const picked = createPickedPaths();
    expect(picked.refusedField('evidence.bytes', { from: 0, length: 10 })).toBeNull();
    expect(picked.refusedField('evidence.save', { to: '/x', original: false })).toBe('to');
    expect(picked.refusedField('evidence.add', { paths: ['/x'] })).toBe('paths');
  });

  it('come one by one or many at once', () => {
    const picked = createPickedPaths();
    picked.add('/a.jpg');
    expect(picked.refusedField('evidence.add', { paths: ['/a.jpg'] })).toBeNull();
    expect(picked.refusedField('evidence.add', { paths: ['/a.jpg', '/b.jpg'] })).toBe('paths');
    expect(picked.refusedField('evidence.add', { paths: '/a.jpg' })).toBe('paths');
    expect(picked.refusedField('evidence.add', { paths: [null] })).toBe('paths');
    expect(picked.refusedField('evidence.add', { paths: [['/a.jpg']] })).toBe('paths');
  });

  it('have a name that is on the list, in every call that takes text', () => {
    expect(textFields.length).toBeGreaterThan(20);
    const unknown = textFields.filter(({ field }) => !pathFields.includes(field) && !harmless.includes(field));
    expect(unknown.map(({ method, field }) => `${method}: ${field}`)).toEqual([]);
  });

  it('are looked at in every call but the two whose fields mean something else', () => {
    const picked = createPickedPaths();
    const open = textFields.filter(
      ({ method, field }) => pathFields.includes(field) && picked.refusedField(method, { [field]: '/x' }) === null,
    );
    expect([...new Set(open.map(({ method }) => method))].sort()).toEqual([...otherMeaning].sort());
  });
});
