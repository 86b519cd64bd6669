import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, root } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
beforeAll(() => {
  at = bench();
});
afterAll(() => at.leave());

const kz = (): Json => JSON.parse(fs.readFileSync(path.join(root, 'assets/packs/kz.json'), 'utf8'));
const changed = (change: (pack: Json) => void): string => {
  const pack = kz();
  change(pack);
  return at.file('pack.json', JSON.stringify(pack));
};
const check = async (file: string, ...more: readonly string[]): Promise<{ exit: number; json: Json }> =>
  at.assay('pack', 'check', file, ...more);

describe('packs on the command line', () => {
  test('those that ship are listed and right, and say what nobody has verified', async () => {
    const { json } = await at.assay('pack', 'list');
    expect(json.packs.map((one: Json) => one.id)).toEqual(['kz', 'wco-generic']);
    expect(json.packs[0].procedures).toEqual(['KZ-ONSITE', 'KZ-DESK', 'KZ-DOCCHECK']);
    for (const { id, unverified } of json.packs) {
      const told = await check(id);
      expect(told).toMatchObject({ exit: 0, json: { valid: true, problems: [] } });
      expect(told.json.unverified).toHaveLength(unverified);
    }
  });

  const on = (pack: Json): Json => pack.procedures[0];
  test.each<[string, (pack: Json) => void, string, string]>([
    ['an undefined target', (p) => on(p).transitions.push({ from: 'PLANNED', to: 'NOWHERE' }), 'pack.problem.undefinedState', '.to'],
    ['an undefined first state', (p) => (on(p).initial = 'NOWHERE'), 'pack.problem.undefinedState', '.initial'],
    [
      'an unreachable state',
      (p) => on(p).states.push({ ...on(p).states[0], id: 'ISLAND', final: true }),
      'pack.problem.unreachable',
      'states[',
    ],
    [
      'a dead end',
      (p) => {
        on(p).states.push({ ...on(p).states[0], id: 'TRAP' });
        on(p).transitions.push({ from: 'PLANNED', to: 'TRAP' });
      },
      'pack.problem.deadEnd',
      'states[',
    ],
    [
      'a circle of automatic steps',
      (p) => on(p).transitions.push({ from: 'OVERDUE', to: 'NOTIFICATION', automatic: true }),
      'pack.problem.automaticCycle',
      'states[',
    ],
    ['a negative term', (p) => (p.deadlines[0].amount = -5), 'pack.problem.range', 'deadlines[0].amount'],
    ['a term of nought', (p) => (p.deadlines[0].amount = 0), 'pack.problem.range', 'deadlines[0].amount'],
    ['a misspelt switch', (p) => (p.alowOffset = true), 'pack.problem.unknownKey', ''],
    ['a missing language', (p) => delete p.name.kk, 'pack.problem.missing', 'name.kk'],
    ['a day that is none', (p) => (p.effectiveFrom = '2026-02-30'), 'pack.problem.form', 'effectiveFrom'],
    ['a state twice', (p) => on(p).states.push(on(p).states[0]), 'pack.problem.twice', 'states['],
  ])('%s is named with its place', async (_, change, problem, place) => {
    const { exit, json } = await check(changed(change));
    expect(exit).toBe(1);
    expect(json.valid).toBe(false);
    const found = json.problems.find((one: Json) => one.problem === problem);
    expect(found?.path).toContain(place);
    expect(found?.text.length).toBeGreaterThan(5);
  });

  test('legal circles are no error: field work may be suspended and resumed', async () => {
    const pairs = new Set(on(kz()).transitions.map(({ from, to }: Json) => `${from} ${to}`));
    expect(pairs.has('FIELDWORK SUSPENDED') && pairs.has('SUSPENDED FIELDWORK')).toBe(true);
  });

  test('versions never go back', async () => {
    expect(
      (
        await check(
          changed((p) => (p.version = '2026.1.9')),
          '--against',
          'kz',
        )
      ).json.problems,
    ).toMatchObject([{ path: 'version' }]);
    expect(
      (
        await check(
          changed(() => undefined),
          '--against',
          'kz',
        )
      ).exit,
    ).toBe(1);
    expect(
      (
        await check(
          changed((p) => (p.version = '2027.0.0')),
          '--against',
          'kz',
        )
      ).exit,
    ).toBe(0);
  });

  test('a difference names the place by what stands there, not by its number', async () => {
    const other = changed((p) => {
      p.deadlines.find((one: Json) => one.id === 'notif.fulfil').amount = 30;
      p.calendar.working.push('2026-12-19');
      p.deadlines.unshift({ ...p.deadlines[1], id: 'new.term' });
    });
    const { json } = await at.assay('pack', 'diff', 'kz', other);
    expect(json.changes).toEqual(
      expect.arrayContaining([
        { path: 'deadlines[notif.fulfil].amount', before: '20', after: '30' },
        expect.objectContaining({ path: 'deadlines[new.term]', before: null }),
        expect.objectContaining({ path: 'calendar.working' }),
      ]),
    );
    expect(json.changes).toHaveLength(3);
    expect((await at.assay('pack', 'diff', 'kz', 'kz')).json.changes).toEqual([]);
  });

  test('what is no pack is refused by name', async () => {
    expect((await check(at.file('x.json', '{'))).json).toMatchObject({ code: 'pack_invalid' });
    expect((await check(path.join(at.dir, 'absent.json'))).json).toMatchObject({ code: 'file_unreadable' });
    expect((await check(at.file('y.json', '[]'))).exit).toBe(1);
  });
});
