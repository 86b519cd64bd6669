import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';

const at = bench();
let inCase: readonly string[] = [];
const inVault = ['--vault', at.vault];
beforeAll(async () => {
  await at.assay('vault', 'create', ...inVault, '--name', 'Field');
  inCase = [...inVault, '--case', await newCase(at)];
}, 60_000);
afterAll(at.leave);

const profile = {
  v: 1,
  name: 'Касса',
  table: 'ledger',
  columns: { posting_date: { header: 'A' }, account: { header: 'B' }, debit_minor: { header: 'C' } },
  repairs: [{ repair: 'thousands', column: 'debit_minor' }],
};

test('a mapping is saved from a file, listed with its hash, shown, used by its name, renamed and removed', async () => {
  const file = at.file('касса.json', JSON.stringify(profile));
  const saved = await at.assay('profile', 'save', ...inVault, '--taxid', '980140001231', '--software', '1С', file);
  expect(saved.exit).toBe(0);
  const { profiles } = (await at.assay('profile', 'list', ...inVault)).json;
  expect(profiles).toEqual([{ name: 'Касса', table: 'ledger', taxid: '980140001231', software: '1С', sha256: saved.json.sha256 }]);
  const shown = await at.assay('profile', 'show', ...inVault, 'Касса');
  expect(shown.json.profile).toEqual({ ...profile, taxid: '980140001231', software: '1С' });

  const book = at.file('k.csv', 'A;B;C\n05.01.2026;1010;1,5\n');
  const done = await at.assay('import', ...inCase, '--as', 'auto', '--profile', 'Касса', book);
  expect(done.json).toMatchObject({ rows: 1, sums: { debit_minor: '1500.00' }, repaired: { 'thousands:debit_minor': 1 } });
  expect(done.json.facts).toContainEqual({ name: 'profile_chosen', value: 'Касса' });

  expect((await at.assay('profile', 'rename', ...inVault, 'Касса', 'Касса 2')).exit).toBe(0);
  expect((await at.assay('profile', 'show', ...inVault, 'Касса')).json).toMatchObject({ code: 'entity_missing' });
  expect((await at.assay('profile', 'remove', ...inVault, 'Касса 2')).exit).toBe(0);
  expect((await at.assay('profile', 'list', ...inVault)).json).toEqual({ profiles: [] });
  expect(fs.existsSync(file)).toBe(true);
}, 60_000);

test('a mapping of another shape or with a repair that does not fit is refused, and nothing is kept', async () => {
  const wrong = { ...profile, repairs: [{ repair: 'thousands', column: 'account' }] };
  for (const text of ['{', JSON.stringify({ ...profile, v: 2 }), JSON.stringify(wrong)]) {
    const refused = await at.assay('profile', 'save', ...inVault, at.file('wrong.json', text));
    expect([refused.exit, refused.json.code]).toEqual([1, 'profile_invalid']);
  }
  expect((await at.assay('profile', 'list', ...inVault)).json).toEqual({ profiles: [] });
}, 60_000);
