import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';
let older = '';
let newer = '';
let before: readonly string[] = [];

const reg = (n: number): string => `55301/050124/000000${n}`;

async function namesIn(importId: string): Promise<readonly string[]> {
  const { imports } = await at.call('case.get', { caseId });
  const evidence = imports.find((one) => one.importId === importId)?.evidence ?? '';
  const view = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
  const { names } = await at.call('rows.window', { viewId: view.viewId, at: 0, limit: 100 });
  return names.filter((name) => name.startsWith(evidence));
}

const page = (kind: 'added' | 'changed' | 'vanished') => at.call('import.differences', { caseId, older, newer, kind, at: 0, limit: 100 });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  const commit = async (name: string, text: string) =>
    (await at.call('import.commit', { caseId, path: at.file(name, text), table: 'declarations' })).importId;
  older = await commit(
    'old.csv',
    declarations([
      { reg: reg(1), item: 1 },
      { reg: reg(1), item: 2, value: '2000.00' },
      { reg: reg(2), item: 1, text: 'стол' },
      { reg: reg(3), item: 1, text: 'исчезнет' },
      { reg: reg(5), item: 1, text: 'дважды' },
      { reg: reg(5), item: 1, text: 'дважды' },
      { reg: reg(5), item: 1, text: 'другой' },
    ]),
  );
  before = await namesIn(older);
  // the auditor's own correction is no change of the trader's
  await at.call('row.override', { caseId, row: before[0] ?? '', column: 'customs_value_minor', value: '7000', reason: 'по счёту' });
  await at.call('row.override', { caseId, row: before[1] ?? '', column: 'customs_value_minor', value: '8000', reason: 'по счёту' });
  newer = await commit(
    'new.csv',
    declarations([
      { reg: reg(4), item: 1, text: 'новый' },
      { reg: reg(2), item: 1, text: 'стол' },
      { reg: reg(1), item: 2, value: '2500.00' },
      { reg: reg(1), item: 1 },
      { reg: reg(5), item: 1, text: 'дважды' },
      { reg: reg(5), item: 1, text: 'третий' },
      { reg: reg(5), item: 1, text: 'другой' },
    ]),
  );
});

afterAll(() => at.leave());

describe('a newer export of the same book', () => {
  test('is recognised by the keys that it shares with an older one', async () => {
    const { imports } = await at.call('import.olderOf', { caseId, importId: newer });
    expect(imports).toMatchObject([{ importId: older, fileName: 'old.csv', sharedKeys: 6 }]);
    expect((await at.call('import.olderOf', { caseId, importId: older })).imports).toEqual([]);
  });

  test('is held against it row by row of the key, by what was imported', async () => {
    const { difference } = await at.call('import.compare', { caseId, older, newer });
    expect(difference).toMatchObject({ key: ['reg_no', 'item_no'], same: 4, added: 2, changed: 1, vanished: 2, repeatedKeys: 1 });
    expect(difference.sums.find((one) => one.column === 'customs_value_minor')).toEqual({
      column: 'customs_value_minor',
      older: '8003.00',
      newer: '8503.00',
    });
  });

  test('lists what was added, changed and vanished, cell by cell', async () => {
    const changed = await page('changed');
    expect(changed).toMatchObject({
      total: 1,
      rows: [{ key: [reg(1), 2], cells: [{ column: 'customs_value_minor', was: 200000n, is: 250000n }] }],
    });
    const added = await page('added');
    expect(added.rows.map((row) => row.cells.find((one) => one.column === 'description')?.is)).toEqual(['новый', 'третий']);
    expect(added.rows.every((row) => row.older === null)).toBe(true);
    const vanished = await page('vanished');
    expect(vanished.rows.map((row) => row.cells.find((one) => one.column === 'description')?.was)).toEqual(['исчезнет', 'дважды']);
  });

  test('takes the older one’s place; what people put on equal cells moves, the rest is listed', async () => {
    for (const row of [before[2] ?? '', before[3] ?? '']) await at.call('mark.set', { caseId, rows: [row], label: 'A' });
    const { moved, left } = await at.call('import.replace', { caseId, older, newer });
    expect(left).toEqual([
      { row: before[1], why: 'override.changed' },
      { row: before[3], why: 'mark.vanished' },
    ]);
    expect(moved).toBe(2);
    const after = await namesIn(newer);
    const { overrides } = await at.call('row.overrides', { caseId, row: null });
    expect(overrides.filter((one) => after.includes(one.row))).toMatchObject([{ was: 100050n, is: 700000n }]);
    expect((await at.call('case.get', { caseId })).imports.map((one) => one.importId)).toEqual([newer]);
    expect((await at.call('mark.list', { caseId, table: 'declarations' })).marks.some((mark) => after.includes(mark.row))).toBe(true);
    await expect(at.call('import.compare', { caseId, older, newer })).rejects.toMatchObject({ code: 'entity_missing' });
  });

  test('can be undone: the older file comes back beside it', async () => {
    await at.call('import.restore', { caseId, importId: older });
    expect((await at.call('import.compare', { caseId, older, newer })).difference).toMatchObject({ changed: 1, added: 2, vanished: 2 });
  });
});
