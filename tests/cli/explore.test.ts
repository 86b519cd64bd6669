import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';

const at = bench();
let caseId = '';
const file = `reg_no,reg_date,item_no,hs_code,description,customs_value_minor,net_g,qty_e6,currency,item_price_minor,duty_rate
A1,2026-01-05,1,8518309500,Наушники Ұлы дала,100.50,10.500,3.0,KRW,1500,5
A2,2026-01-06,2,8518309500,Қол миксері,200.00,20.000,4.5,USD,12.34,12.5
A3,2026-02-07,10,0101210000,ЁЖИК әже,0.00,,0.0,KWD,1.234,0.5 EUR/kg
A4,2026-04-07,11,8471300000,Ноутбук,5.25,1.000,1.0,USD,7.66,5%
`;
const payments = 'bank_ref,booking_date,direction,amount,currency,counterparty,purpose\nP1,2026-03-01,out,10.00,USD,Банк,аренда дала\n';

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  caseId = await newCase(at);
  await at.assay('import', ...inCase(), '--as', 'declarations', at.file('d.csv', file));
  await at.assay('import', ...inCase(), '--as', 'payments', at.file('p.csv', payments));
});
afterAll(() => at.leave());

const inCase = (): string[] => ['--vault', at.vault, '--case', caseId];
const declared = (): string[] => [...inCase(), '--table', 'declarations'];
const names = async (...args: string[]): Promise<string> =>
  (await at.assay('rows', ...declared(), ...args)).json.rows.map((row: { reg_no: string }) => row.reg_no).join(' ');

describe('conditions', () => {
  test.each([
    ['hs_code in 8518309500, 0101210000', 'A1 A2 A3'],
    ["description in 'Қол миксері', Ноутбук", 'A2 A4'],
    ['net_g in 10500, ""', 'A1 A3'],
    ['item_price_minor in 1500, 1.234', 'A1 A3'],
    ['reg_date between 2026-01-06 and 2026-02-07', 'A2 A3'],
    ['customs_value_minor between 5.25 and 100.5', 'A1 A4'],
    ['net_g empty', 'A3'],
    ['net_g filled', 'A1 A2 A4'],
    ['hs_code starts 85', 'A1 A2'],
    ['reg_date starts 2026-01', 'A1 A2'],
    ['description starts ёж', 'A3'],
    ['description not contains НО', 'A1 A2 A3'],
    ['description contains но', 'A4'],
    ['duty_rate = 5', 'A1 A4'],
    ['duty_rate = 5%', 'A1 A4'],
    ['duty_rate = 5,0 %', 'A1 A4'],
    ['duty_rate != 5', 'A2 A3'],
    ['duty_rate in 5, 12.5', 'A1 A2 A4'],
    ['duty_rate = "12,5"', 'A2'],
    ['duty_rate > 5', 'A2'],
    ['duty_rate <= 12.5%', 'A1 A2 A4'],
    ['duty_rate between 6 and 13', 'A2'],
    ['duty_rate = 0.5 EUR/kg', 'A3'],
  ])('--where %s', async (where, expected) => {
    expect(await names('--where', where)).toBe(expected);
  });

  test.each([
    'net_g between 1',
    'net_g between 1 and',
    'net_g empty 1',
    'net_g in',
    'net_g starts 1',
    'reg_date in monday',
    'reg_date between 2026 and 2027',
    'description inside x',
  ])('refused: %s', async (where) => {
    const { exit, json } = await at.assay('rows', ...declared(), '--where', where);
    expect([exit, json.code]).toEqual([1, 'filter_invalid']);
  });
});

describe('rows', () => {
  test('are sorted by several columns, each its own way', async () => {
    expect(await names('--sort', 'hs_code:desc', '--sort', 'item_no:desc')).toBe('A2 A1 A4 A3');
    expect(await names('--sort', 'hs_code', '--sort', 'item_no:desc')).toBe('A3 A4 A2 A1');
  });

  test('--columns shows just those', async () => {
    const { json } = await at.assay('rows', ...declared(), '--columns', 'reg_no, customs_value_minor', '--limit', '1');
    expect(Object.keys(json.rows[0])).toEqual(['name', 'line', 'reg_no', 'customs_value_minor']);
    expect((await at.assay('rows', ...declared(), '--columns', 'nonsense')).json.code).toBe('column_unknown');
  });

  test('--group-by gives groups with their figures and the conditions that list them', async () => {
    const { json } = await at.assay(
      'rows',
      ...declared(),
      '--group-by',
      'hs_code:prefix2',
      '--sum',
      'customs_value_minor',
      '--agg',
      'max:net_g',
      '--agg',
      'avg:qty_e6',
    );
    expect(json).toMatchObject({ total: 3, rows: 4 });
    expect(json.groups.map((one: { values: unknown; count: number; figures: unknown }) => [one.values, one.count, one.figures])).toEqual([
      [{ 'hs_code:prefix2': '01' }, 1, { 'sum:customs_value_minor': '0.00', 'max:net_g': null, 'avg:qty_e6': '0.000000' }],
      [{ 'hs_code:prefix2': '84' }, 1, { 'sum:customs_value_minor': '5.25', 'max:net_g': 1000, 'avg:qty_e6': '1.000000' }],
      [{ 'hs_code:prefix2': '85' }, 2, { 'sum:customs_value_minor': '300.50', 'max:net_g': 20_000, 'avg:qty_e6': '3.750000' }],
    ]);
    expect(json.groups[2].filters).toEqual([{ column: 'hs_code', op: 'starts', value: '85' }]);
  });

  test('--group-by a period and a currency, ordered by a figure', async () => {
    const { json } = await at.assay(
      'rows',
      ...declared(),
      '--group-by',
      'reg_date:quarter',
      '--group-by',
      'currency',
      '--sum',
      'item_price_minor',
      '--order',
      'count',
      '--desc',
    );
    expect(
      json.groups.map((one: { values: object; figures: object; currencies: object }) => [
        Object.values(one.values),
        Object.values(one.figures),
        Object.values(one.currencies),
      ]),
    ).toEqual([
      [['2026-Q1', 'KRW'], ['1500'], ['KRW']],
      [['2026-Q1', 'KWD'], ['1.234'], ['KWD']],
      [['2026-Q1', 'USD'], ['12.34'], ['USD']],
      [['2026-Q2', 'USD'], ['7.66'], ['USD']],
    ]);
    const byYear = await at.assay('rows', ...declared(), '--group-by', 'reg_date:year', '--sum', 'item_price_minor');
    expect(byYear.json.groups[0]).toMatchObject({
      count: 4,
      figures: { 'sum:item_price_minor': null },
      currencies: { 'sum:item_price_minor': null },
    });
  });

  test.each([
    [['--sum', 'customs_value_minor'], '--group-by'],
    [['--group-by', 'reg_date:decade'], '--group-by reg_date:decade'],
    [['--group-by', 'hs_code:prefix0'], '--group-by hs_code:prefix0'],
    [['--group-by', 'hs_code', '--agg', 'mode:net_g'], '--agg mode:net_g'],
    [['--group-by', 'hs_code', '--order', '2'], '--order 2'],
    [['--order', 'count'], '--group-by'],
  ])('%j is wrong usage', async (args, named) => {
    const { exit, json } = await at.assay('rows', ...declared(), ...args);
    expect([exit, json.code, json.at]).toEqual([2, 'usage', named]);
  });

  test('figures of a column', async () => {
    const { json } = await at.assay('rows', 'figures', ...declared(), '--column', 'customs_value_minor');
    expect(json).toMatchObject({
      currency: 'KZT',
      count: 4,
      empty: 0,
      distinct: 4,
      sum: '305.75',
      min: '0.00',
      max: '200.00',
      average: '76.44',
    });
    expect(json.histogram.reduce((n: number, one: { count: number }) => n + one.count, 0)).toBe(4);
    const mixed = (await at.assay('rows', 'figures', ...declared(), '--column', 'item_price_minor')).json;
    expect(mixed).toMatchObject({ currency: null, count: 4, distinct: 4, sum: null, min: null, histogram: [] });
    const one = (await at.assay('rows', 'figures', ...declared(), '--column', 'item_price_minor', '--where', 'currency = USD')).json;
    expect(one).toMatchObject({ currency: 'USD', sum: '20.00', min: '7.66', average: '10.00' });
    const text = (await at.assay('rows', 'figures', ...declared(), '--column', 'hs_code')).json;
    expect(text).toMatchObject({
      distinct: 3,
      min: '0101210000',
      max: '8518309500',
      sum: null,
      top: [{ value: '8518309500', count: 2 }, { count: 1 }, { count: 1 }],
    });
  });

  test('a series has every month between the first and the last', async () => {
    const { json } = await at.assay('rows', 'series', ...declared(), '--day', 'reg_date', '--column', 'customs_value_minor');
    expect(json).toEqual({
      currency: 'KZT',
      without: 0,
      points: [
        { from: '2026-01-01', to: '2026-01-31', count: 2, sum: '300.50' },
        { from: '2026-02-01', to: '2026-02-28', count: 1, sum: '0.00' },
        { from: '2026-03-01', to: '2026-03-31', count: 0, sum: '0.00' },
        { from: '2026-04-01', to: '2026-04-30', count: 1, sum: '5.25' },
      ],
    });
  });
});

test('find looks in every table', async () => {
  const { json } = await at.assay('find', 'дала', ...inCase());
  expect(json.tables.map((one: { table: string; count: number }) => [one.table, one.count])).toEqual([
    ['declarations', 1],
    ['payments', 1],
  ]);
  expect(json.tables[1].rows[0]).toMatchObject({ bank_ref: 'P1', amount_minor: '10.00' });
  expect((await at.assay('find', 'ничего', 'такого', ...inCase())).json).toEqual({ tables: [] });
});

describe('export', () => {
  test('writes a file of the kind that its name says, and warns of bank secrecy', async () => {
    const to = path.join(at.dir, 'out.csv');
    const made = await at.assay('export', ...inCase(), '--table', 'payments', '--to', to, '--lang', 'kk');
    expect(made.json).toMatchObject({ rows: 1, class: 'bank-secret', warnings: [expect.stringContaining('Банк құпиясы')] });
    expect(fs.readFileSync(to, 'utf8')).toContain(';2026-03-01;');
    const book = await at.assay(
      'export',
      ...declared(),
      '--where',
      'hs_code starts 85',
      '--sort',
      'item_no:desc',
      '--to',
      path.join(at.dir, 'out.XLSX'),
    );
    expect(book.json).toMatchObject({ rows: 2, class: null, warnings: [] });
    expect(fs.readFileSync(path.join(at.dir, 'out.XLSX')).subarray(0, 2).toString()).toBe('PK');
    const wrong = await at.assay('export', ...declared(), '--to', path.join(at.dir, 'out.pdf'));
    expect([wrong.exit, wrong.json.code]).toEqual([2, 'usage']);
  });
});

describe('views, marks and notes', () => {
  test('a view is kept under its name, replaced under the same, and taken away', async () => {
    const save = (...args: string[]) => at.assay('view', 'save', ...declared(), '--name', 'Дорогие', ...args);
    const first = (await save('--where', 'customs_value_minor > 100', '--sort', 'reg_no:desc', '--columns', 'reg_no')).json.viewId;
    const gathered = ['--group-by', 'hs_code', '--sum', 'customs_value_minor', '--order', '1', '--desc'];
    expect((await save('--where', 'customs_value_minor > 150', ...gathered)).json.viewId).toBe(first);
    const { views } = (await at.assay('view', 'list', ...inCase(), '--table', 'declarations')).json;
    expect(views).toHaveLength(1);
    expect(views[0]).toMatchObject({
      name: 'Дорогие',
      table: 'declarations',
      query: {
        filters: [{ column: 'customs_value_minor', op: '>', value: '150' }],
        sort: [],
        groups: [{ column: 'hs_code', by: 'value' }],
        aggregates: [{ of: 'sum', column: 'customs_value_minor' }],
        order: { by: 0, descending: true },
        shows: 'groups',
        columns: [],
        search: '',
      },
    });
    expect((await at.assay('view', 'list', ...inCase(), '--table', 'ledger')).json.views).toEqual([]);
    await at.assay('view', 'remove', ...inCase(), '--view', 'Дорогие');
    expect((await at.assay('view', 'list', ...inCase())).json.views).toEqual([]);
    expect((await at.assay('view', 'remove', ...inCase(), '--view', first)).json.code).toBe('entity_missing');
  });

  test('marks stand on rows, are filtered and sorted by, and taken away', async () => {
    const rows = (await at.assay('rows', ...declared())).json.rows.map((row: { name: string }) => row.name) as string[];
    const mark = (label: string, ...named: string[]) => at.assay('mark', ...named, ...inCase(), '--label', label);
    await mark('Б', rows[0] ?? '', rows[2] ?? '');
    await mark('А', rows[3] ?? '', rows[0] ?? '');
    expect((await at.assay('mark', 'list', ...inCase(), '--table', 'declarations')).json.labels).toEqual([
      { label: 'А', count: 2 },
      { label: 'Б', count: 1 },
    ]);
    expect(await names('--where', '_mark = А')).toBe('A1 A4');
    expect(await names('--where', '_mark in А, Б')).toBe('A1 A3 A4');
    expect(await names('--where', '_mark empty')).toBe('A2');
    expect(await names('--where', '_mark != А')).toBe('A2 A3');
    expect(await names('--where', '_mark filled', '--where', 'hs_code starts 8')).toBe('A1 A4');
    expect(await names('--where', '_mark != А', '--sort', 'reg_no:desc')).toBe('A3 A2');
    expect(await names('--sort', '_mark')).toBe('A1 A4 A3 A2');
    expect(await names('--sort', '_mark:desc', '--sort', 'reg_no:desc')).toBe('A3 A4 A1 A2');
    const grouped = await at.assay('rows', ...declared(), '--where', '_mark = А', '--group-by', 'currency');
    expect(grouped.json).toMatchObject({ rows: 2, groups: [{ filters: [{ column: '_mark' }, { column: 'currency', value: 'KRW' }] }, {}] });
    expect((await mark('А', `${'0'.repeat(64)}:ledger:1`)).json.code).toBe('row_missing');
    await mark('', ...rows);
    expect((await at.assay('mark', 'list', ...inCase())).json.marks).toEqual([]);
  });

  test('notes stand on rows, are changed and taken away, and rows are found by them', async () => {
    const [row] = (await at.assay('rows', ...declared())).json.rows as { name: string }[];
    const { noteId } = (await at.assay('note', 'add', ...inCase(), '--on', row?.name ?? '', '--text', 'Спросить у бухгалтера')).json;
    await at.assay('note', 'add', ...inCase(), '--on', 'import:x', '--text', 'второй');
    expect((await at.assay('note', 'list', ...inCase())).json.notes).toHaveLength(2);
    expect(await names('--where', '_note filled')).toBe('A1');
    expect(await names('--where', '_note contains БУХГАЛТЕР')).toBe('A1');
    expect(await names('--where', '_note empty')).toBe('A2 A3 A4');
    await at.assay('note', 'change', ...inCase(), '--note', noteId, '--text', 'Спросили');
    expect((await at.assay('note', 'list', ...inCase(), '--on', row?.name ?? '')).json.notes).toMatchObject([
      { text: 'Спросили', target: row?.name },
    ]);
    await at.assay('note', 'remove', ...inCase(), '--note', noteId);
    expect(await names('--where', '_note filled')).toBe('');
    expect((await at.assay('note', 'change', ...inCase(), '--note', noteId, '--text', 'x')).json.code).toBe('entity_missing');
  });

  test('looking adds nothing to the log, whatever is asked', async () => {
    const operations = async () => (await at.assay('case', 'verify', ...inCase())).json.operations;
    const before = await operations();
    await at.assay('rows', ...declared(), '--group-by', 'hs_code');
    await at.assay('find', 'дала', ...inCase());
    await at.assay('mark', 'list', ...inCase());
    expect(await operations()).toBe(before);
  });
});
