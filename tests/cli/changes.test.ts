import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declarations } from '../changes/books.ts';
import { bench } from './command-line.ts';
import type { Answer } from './command-line.ts';

const at = bench();
let caseId = '';
const inCase = (...args: string[]): Promise<Answer> => at.assay(...args, '--vault', at.vault, '--case', caseId);

const reg = (n: number): string => `55301/050124/000000${n}`;
let row = '';
let older = '';

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  const made = [
    '--kind',
    'desk',
    '--trader',
    'ТОО',
    '--taxid',
    '980140001231',
    '--from',
    '2024-01-01',
    '--to',
    '2024-12-31',
    '--pack',
    'kz',
  ];
  caseId = (await at.assay('case', 'new', '--vault', at.vault, ...made)).json.caseId;
  const file = at.file(
    'old.csv',
    declarations([
      { reg: reg(1), item: 1 },
      { reg: reg(2), item: 1, value: '2000.00' },
    ]),
  );
  older = (await inCase('import', '--as', 'declarations', file)).json.importId;
  row = (await inCase('rows', '--table', 'declarations')).json.rows[0].name;
});

afterAll(() => at.leave());

describe('values over imported ones', () => {
  test('are set, listed and taken back', async () => {
    const cell = ['--row', row, '--column', 'customs_value_minor'];
    const { json } = await inCase('row', 'override', ...cell, '--value', '1500.25', '--reason', 'по счёту');
    expect((await inCase('rows', '--table', 'declarations')).json.rows[0].customs_value_minor).toBe('1500.25');
    const { overrides } = (await inCase('row', 'list')).json;
    expect(overrides).toMatchObject([{ overrideId: json.overrideId, row, was: '1000.50', is: '1500.25', reason: 'по счёту', by: 'Проба' }]);
    expect((await inCase('row', 'restore', '--override', json.overrideId)).exit).toBe(0);
    expect((await inCase('row', 'list')).json.overrides).toEqual([]);
  });

  test('that do not fit are refused by name', async () => {
    const cell = ['--row', row, '--column', 'customs_value_minor', '--reason', 'по счёту'];
    const answer = await inCase('row', 'override', ...cell, '--value', 'много');
    expect(answer).toMatchObject({
      exit: 1,
      json: { ok: false, code: 'value_invalid', at: 'customs_value_minor', args: { problem: 'number_unreadable' } },
    });
    expect(answer.err).toContain('decimal point');
  });
});

describe('imports', () => {
  test('are compared, replaced, and brought back', async () => {
    const text = declarations([
      { reg: reg(1), item: 1 },
      { reg: reg(2), item: 1, value: '2500.00' },
      { reg: reg(3), item: 1 },
    ]);
    const newer = (await inCase('import', '--as', 'declarations', at.file('new.csv', text))).json.importId;
    expect((await inCase('import', 'compare', '--newer', newer)).json.imports).toMatchObject([{ importId: older, sharedKeys: 2 }]);
    const pair = ['--older', older, '--newer', newer];
    expect((await inCase('import', 'compare', ...pair)).json).toMatchObject({ same: 1, added: 1, changed: 1, vanished: 0 });
    expect((await inCase('import', 'compare', ...pair, '--kind', 'changed')).json).toMatchObject({
      total: 1,
      rows: [{ key: [reg(2), 1], cells: [{ column: 'customs_value_minor', was: '2000.00', is: '2500.00' }] }],
    });
    const moves = { override: 0, mark: 0, note: 0, evidenceLink: 0, match: 0 };
    expect((await inCase('import', 'replace', ...pair, '--dry-run')).json).toEqual({
      findings: [],
      moves,
      changed: [],
      left: [],
      alone: [],
    });
    expect((await inCase('import', 'restore')).json.imports).toEqual([]);
    expect((await inCase('import', 'replace', ...pair)).json).toEqual({ moved: 0, left: [] });
    expect((await inCase('rows', '--table', 'declarations')).json.total).toBe(3);
    expect((await inCase('import', 'restore')).json.imports).toMatchObject([{ importId: older, fileName: 'old.csv' }]);
    expect((await inCase('import', 'restore', '--import', older)).json).toEqual({ rows: 2 });
    expect((await inCase('import', 'withdraw', '--import', older, '--reason', 'прежняя выгрузка')).json).toEqual({ rows: 2 });
    expect((await inCase('case', 'verify')).json.ok).toBe(true);
  });
});
