import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from '../cli/command-line.ts';
import type { Bench } from '../cli/command-line.ts';

const head = 'reg_no,reg_date,item_no,hs_code,customs_value,vat_rate,vat_amount,status';
const line = (no: number, month: string, value = '1000.50'): string => `R${no},2026-${month}-05,1,8518309500,${value},16%,160.08,ok`;

let at: Bench;
let caseId = '';
const inCase = (): string[] => ['--vault', at.vault, '--case', caseId];

beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'n');
  caseId = await newCase(at);
  const books = [1, 2, 3, 4].map((no) => line(no, '01', no === 2 ? '900.00' : '1000.50'));
  const outside = line(90, '01').replace('2026-01-05', '2025-12-31');
  const register = [1, 2, 3, 5, 6].map((no) => line(no, '01'));
  const declarations = at.file('declarations.csv', [head, ...books, outside].join('\n'));
  const listed = at.file('register.csv', [head, ...register].join('\n'));
  await at.assay('import', ...inCase(), '--as', 'declarations', '--from', 'third-party', declarations);
  await at.assay('import', ...inCase(), '--as', 'register', listed);
});
afterAll(() => at.leave());

describe('coverage on the command line', () => {
  test('gives every kind by month, the comparison and the kinds under the least share', async () => {
    const { exit, json } = await at.assay('coverage', ...inCase());
    expect(exit).toBe(0);
    expect([json.from, json.to, json.minimumBp, json.short]).toEqual(['2026-01', '2026-12', 9500, ['declarations']]);
    expect(json.register).toEqual({ listed: 5, received: 5, missing: 2, unlisted: 2, different: 1, missingValue: '2001.00' });
    const [declarations] = json.rows;
    expect(declarations).toMatchObject({ table: 'declarations', received: 4, expected: 5, missing: 2, shareBp: 6000 });
    expect(declarations.cells.slice(0, 2)).toMatchObject([
      { month: '2025-12', received: 1, state: 'outside' },
      { month: '2026-01', received: 4, expected: 5, missing: 2, by: 'register', state: 'short' },
    ]);
  });

  test('lists what is missing, unlisted and different', async () => {
    const listed = async (kind: string, ...more: string[]) =>
      (await at.assay('coverage', 'register', ...inCase(), '--kind', kind, ...more)).json;
    expect((await listed('missing')).declarations.map((one: { declaration: string }) => one.declaration)).toEqual(['R5', 'R6']);
    expect(await listed('missing', '--at', '1', '--limit', '5')).toMatchObject({ total: 2, declarations: [{ declaration: 'R6' }] });
    expect((await listed('unlisted')).declarations.map((one: { declaration: string }) => one.declaration)).toEqual(['R90', 'R4']);
    expect((await listed('different')).declarations).toMatchObject([
      {
        declaration: 'R2',
        value: '1000.50',
        differences: [{ item: 1, column: 'customs_value_minor', register: '1000.50', books: '900.00' }],
      },
    ]);
  });

  test('keeps a stated number with its source; the second takes the first one’s place, and it can be taken away', async () => {
    const expectIn = (...more: string[]) => at.assay('coverage', 'expect', ...inCase(), '--table', 'ledger', '--month', '2026-02', ...more);
    const february = async () => {
      const { json } = await at.assay('coverage', ...inCase());
      return json.rows.find((row: { table: string }) => row.table === 'ledger').cells[1];
    };
    expect((await expectIn('--n', '40', '--source', 'accountant')).exit).toBe(0);
    expect(await february()).toMatchObject({ expected: 40, by: 'stated', state: 'missing' });
    await expectIn('--n', '41', '--source', 'journal', '--note', 'counted again');
    expect(await february()).toMatchObject({ expected: 41, said: { source: 'journal', note: 'counted again' }, days: null });
    expect((await at.plain('coverage', ...inCase(), '--lang', 'en')).out.join('\n')).toContain('journal  counted again');
    await expectIn('--remove');
    expect(await february()).toMatchObject({ expected: null, by: 'none', state: 'unknown' });
  });

  test.each([
    [['--table', 'ledger', '--month', '2026-13', '--n', '1', '--source', 'x'], 2, 'usage'],
    [['--table', 'ledger', '--month', '2026-02', '--n', '1'], 2, 'usage'],
    [['--table', 'ledger', '--month', '2024-02', '--n', '1', '--source', 'x'], 1, 'field_invalid'],
    [['--table', 'products', '--month', '2026-02', '--n', '1', '--source', 'x'], 1, 'field_invalid'],
    [['--table', 'register', '--month', '2026-02', '--n', '1', '--source', 'x'], 1, 'field_invalid'],
    [['--table', 'ledger', '--month', '2026-02', '--n', '1', '--source', ' '], 1, 'field_missing'],
  ])('%j is refused', async (options, exit, code) => {
    const answer = await at.assay('coverage', 'expect', ...inCase(), ...options);
    expect([answer.exit, answer.json.code]).toEqual([exit, code]);
  });
});

test('a run keeps the coverage it had and says that its data are incomplete; its hits and its hash stay', async () => {
  const { json } = await at.assay('tests', 'run', ...inCase(), '--test', 'D16');
  expect(json.coverage).toEqual({
    minimumBp: 9500,
    tables: [{ table: 'declarations', received: 4, expected: 5, shareBp: 6000, shortMonths: ['2026-01'], undated: 0, outside: 1 }],
  });
  expect(json.verdict.key).toBe('coverage.verdict.incompleteWith');
  expect(json.verdict.args.verdict.words.key).toMatch(/^test\.D16\.verdict\./);
  const rest = at.file('rest.csv', [head, line(5, '01'), line(6, '01')].join('\n'));
  await at.assay('import', ...inCase(), '--as', 'declarations', rest);
  const again = (await at.assay('tests', 'run', ...inCase(), '--test', 'D16')).json;
  expect(again.coverage.tables[0]).toMatchObject({ shareBp: 10_000, shortMonths: [] });
  expect(again.verdict.key).toMatch(/^test\.D16\.verdict\./);
});

test('the certificate says whom a file was obtained from, and how many rows lie outside the audited period', async () => {
  const { json } = await at.assay('import', 'certificate', ...inCase());
  const told = json.certificates.map((one: { fileName: string; obtainedFrom: string; facts: object[] }) => [
    one.fileName,
    one.obtainedFrom,
    one.facts,
  ]);
  expect(told.slice(0, 2)).toEqual([
    ['declarations.csv', 'third-party', [{ name: 'outside_period', value: '1 (2025-12-31)' }]],
    ['register.csv', 'register', []],
  ]);
});

test('a period that begins and ends within a month is compared within itself', async () => {
  const who = ['--kind', 'onsite', '--trader', 'ТОО «Край»', '--taxid', '980140001231', '--pack', 'kz'];
  const { json } = await at.assay('case', 'new', '--vault', at.vault, ...who, '--from', '2026-01-04', '--to', '2026-02-10');
  const own = ['--vault', at.vault, '--case', String(json.caseId)];
  const days = ['2026-01-03', '2026-01-04', '2026-02-10', '2026-02-11'];
  const text = [head, ...days.map((day, i) => line(i + 1, '01').replace('2026-01-05', day))].join('\n');
  await at.assay('import', ...own, '--as', 'declarations', at.file('edge.csv', text));
  const told = (await at.assay('coverage', ...own)).json;
  expect(told.period).toEqual({ from: '2026-01-04', to: '2026-02-10' });
  expect(
    told.rows[0].cells.map((cell: { days: object; received: number; state: string }) => [cell.days, cell.received, cell.state]),
  ).toEqual([
    [{ from: '2026-01-01', to: '2026-01-03' }, 1, 'outside'],
    [{ from: '2026-01-04', to: '2026-01-31' }, 1, 'unknown'],
    [{ from: '2026-02-01', to: '2026-02-10' }, 1, 'unknown'],
    [{ from: '2026-02-11', to: '2026-02-28' }, 1, 'outside'],
  ]);
});
