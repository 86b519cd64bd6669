import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';

async function listed(search = ''): Promise<readonly string[]> {
  const view = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search });
  return view.total === 0 ? [] : (await at.call('rows.window', { viewId: view.viewId, at: 0, limit: 100 })).names;
}

const importOf = (name: string, lines: Parameters<typeof declarations>[0]) =>
  at.call('import.commit', { caseId, path: at.file(name, declarations(lines)), table: 'declarations' });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
});

afterAll(() => at.leave());

describe('a withdrawn import', () => {
  let first = '';
  let second = '';
  let rows: readonly string[] = [];

  test('leaves the books with its words, and the reason is kept', async () => {
    first = (await importOf('a.csv', [{ reg: '55301/050124/0000001', item: 1, text: 'ковёр' }])).importId;
    second = (await importOf('b.csv', [{ reg: '55301/060124/0000002', item: 1, text: 'лампа' }])).importId;
    rows = await listed();
    const old = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
    expect(await at.call('import.withdraw', { caseId, importId: first, reason: 'не тот год' })).toEqual({ rows: 1 });
    expect(await listed()).toEqual(rows.slice(1));
    expect(await listed('ковёр')).toEqual([]);
    expect(await listed('лампа')).toEqual(rows.slice(1));
    expect((await at.call('case.get', { caseId })).imports.map((one) => one.importId)).toEqual([second]);
    const { imports } = await at.call('import.withdrawn', { caseId });
    expect(imports).toMatchObject([{ importId: first, table: 'declarations', fileName: 'a.csv', rows: 1, reason: 'не тот год' }]);
    await expect(at.call('rows.window', { viewId: old.viewId, at: 0, limit: 10 })).rejects.toMatchObject({ code: 'view_gone' });
  });

  test('comes back with the same rows under the same names', async () => {
    expect(await at.call('import.restore', { caseId, importId: first })).toEqual({ rows: 1 });
    expect(new Set(await listed())).toEqual(new Set(rows));
    expect(await listed('ковер')).toEqual(rows.slice(0, 1));
    expect((await at.call('import.withdrawn', { caseId })).imports).toEqual([]);
  });

  test('takes what stood over its rows along, and brings it back', async () => {
    const [row = ''] = rows;
    await at.call('row.override', { caseId, row, column: 'description', value: 'палас', reason: 'опечатка' });
    await at.call('import.withdraw', { caseId, importId: first, reason: 'проверка' });
    expect((await at.call('row.overrides', { caseId, row })).overrides).toMatchObject([{ was: null, is: 'палас' }]);
    await at.call('import.restore', { caseId, importId: first });
    expect(await listed('палас')).toEqual([row]);
    expect((await at.call('row.overrides', { caseId, row })).overrides).toMatchObject([{ was: 'ковёр', is: 'палас' }]);
  });

  test('stays where a finding names one of its rows, and says which', async () => {
    const [row = ''] = rows;
    const finding = {
      title: 'Занижена стоимость',
      condition: '',
      criteria: [],
      cause: '',
      corrections: [{ row, component: 'customs_value' as const, audited: '5000.00' }],
      response: '',
    };
    const { findingId } = await at.call('finding.add', { caseId, finding });
    expect(await at.call('import.rests', { caseId, importId: first })).toMatchObject({
      findings: [{ findingId, title: 'Занижена стоимость' }],
      overrides: 1,
      marks: 0,
      matches: 0,
    });
    const withdrawn = at.call('import.withdraw', { caseId, importId: first, reason: 'проверка' });
    await expect(withdrawn).rejects.toMatchObject({ code: 'import_in_use', args: { finding: 'Занижена стоимость' } });
    await at.call('finding.withdraw', { caseId, findingId });
    expect((await at.call('import.rests', { caseId, importId: first })).findings).toEqual([]);
  });

  test('is not brought back over the same file imported anew', async () => {
    await at.call('import.withdraw', { caseId, importId: second, reason: 'другой профиль' });
    await importOf('b2.csv', [{ reg: '55301/060124/0000002', item: 1, text: 'лампа' }]);
    await expect(at.call('import.restore', { caseId, importId: second })).rejects.toMatchObject({ code: 'file_already_imported' });
  });
});

describe.skipIf(!hasShared)('a file of several parts, read in a process without keys', () => {
  test('is withdrawn whole and brought back whole from its evidence', async () => {
    const file = path.join(sharedDir, 'data/saft-no/example-888888888.xml');
    const made = await at.call('import.commit', { caseId, path: file, table: null });
    const before = (await at.call('case.get', { caseId })).tables;
    const part = made.parts.find((one) => one.table === 'ledger')?.importId ?? '';
    expect((await at.call('import.withdraw', { caseId, importId: part, reason: 'проверка' })).rows).toBe(made.rows);
    const { imports } = await at.call('import.withdrawn', { caseId });
    expect(imports.filter((one) => made.parts.some((p) => p.importId === one.importId))).toHaveLength(made.parts.length);
    expect((await at.call('import.restore', { caseId, importId: part })).rows).toBe(made.rows);
    expect((await at.call('case.get', { caseId })).tables).toEqual(before);
  });
});
