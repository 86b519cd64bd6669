import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';

const at = bench();
let caseId = '';
let imported: Record<string, unknown> = {};

// reg_no, day, item, code, text, value, kg, quantity, currency, price, rate, exchange rate
const file = `reg_no,reg_date,item_no,hs_code,description,customs_value_minor,net_g,qty_e6,currency,item_price_minor,duty_rate,fx_rate_e8
A1,2026-01-05,1,8518309500,Наушники Ұлы дала,100.50,10.500,3.0,KRW,1500,5%,0.3500
A2,2026-01-06,2,8518309500,Қол миксері,200.00,20.000,4.5,USD,12.34,10%,495.3000
A3,2026-02-07,10,0101210000,ЁЖИК әже,0.00,,0.0,KWD,1.234,,1600.0000
A4,2026-02-07,0,0101210000,нулевой товар,1.00,1.000,1.0,USD,1.00,5%,1.0
A5,2026-02-07,-1,0101210000,минус,1.00,1.000,1.0,USD,1.00,5%,1.0
A6,2026-02-07,1.5,0101210000,полтора,1.00,1.000,1.0,USD,1.00,5%,1.0
A7,2026-02-07,7,0101210000,меньше нуля,-1.00,1.000,1.0,USD,1.00,5%,1.0
`;

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  caseId = await newCase(at);
  const source = at.file('d.csv', file);
  const given = ['--vault', at.vault, '--case', caseId, '--as', 'declarations'];
  imported = (await at.assay('import', ...given, source)).json;
});
afterAll(() => at.leave());

const rows = async (...args: string[]) =>
  (await at.assay('rows', '--vault', at.vault, '--case', caseId, '--table', 'declarations', ...args)).json;
const found = async (...args: string[]): Promise<string> => {
  const json = await rows(...args);
  expect(json.total).toBe(json.rows.length);
  return json.rows.map((row: { reg_no: string }) => row.reg_no).join(' ');
};

describe('import', () => {
  test('prints what the issue names: evidence, rows, rejected with line and problem, sums as decimal strings', () => {
    expect(imported).toMatchObject({
      evidence: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: Buffer.byteLength(file) },
      rows: 3,
      rejectedCount: 4,
      sums: { customs_value_minor: '300.50' },
    });
    const rejected = imported['rejected'] as { line: number; problem: string; text: string }[];
    expect(rejected.map(({ line, problem }) => [line, problem])).toEqual([
      [5, 'problem.number_too_small'],
      [6, 'problem.number_too_small'],
      [7, 'problem.number_decimals'],
      [8, 'problem.number_too_small'],
    ]);
    expect(rejected[0]?.text).toContain('0');
  });
});

describe('rows', () => {
  test('print money in the digits of its currency, counts as numbers', async () => {
    const [won, dollar, dinar] = (await rows()).rows;
    expect(won).toMatchObject({ item_price_minor: '1500', customs_value_minor: '100.50', item_no: 1, line: 2 });
    expect(dollar).toMatchObject({ item_price_minor: '12.34', fx_rate_e8: '495.30000000', qty_e6: '4.500000', net_g: 20_000 });
    expect(dinar).toMatchObject({ item_price_minor: '1.234', net_g: null, duty_rate: null, hs_code: '0101210000' });
  });

  test.each([
    ['customs_value_minor > 100', 'A1 A2'],
    ['customs_value_minor>=200.00', 'A2'],
    ['customs_value_minor = 200', 'A2'],
    ['customs_value_minor = 200.001', ''],
    ['customs_value_minor != 200', 'A1 A3'],
    ['customs_value_minor < 100.5', 'A3'],
    ['customs_value_minor <= 100.5', 'A1 A3'],
    ['item_price_minor = 1500', 'A1'],
    ['item_price_minor = 1.234', 'A3'],
    ['item_price_minor > 12', 'A1 A2'],
    ['net_g > 10500', 'A2'],
    ['net_g =', 'A3'],
    ['net_g !=', 'A1 A2'],
    ['qty_e6 = 4.5', 'A2'],
    ['fx_rate_e8 < 1', 'A1'],
    ['item_no > 2', 'A3'],
    ['reg_date = 2026-01-06', 'A2'],
    ['reg_date > 2026-01-05', 'A2 A3'],
    ['reg_date contains 2026-01', 'A1 A2'],
    ['hs_code = 0101210000', 'A3'],
    ['hs_code contains 851', 'A1 A2'],
    ['description contains ҚОЛ', 'A2'],
    ['description contains ёжик', 'A3'],
    ['description != Қол миксері', 'A1 A3'],
    ["description = 'Қол миксері'", 'A2'],
    ['duty_rate = 10%', 'A2'],
    ['duty_rate =', 'A3'],
    ["description = ' OR 1=1 --", ''],
  ])('--where %s', async (where, names) => {
    expect(await found('--where', where)).toBe(names);
  });

  test('several conditions hold together, with a search too', async () => {
    expect(await found('--where', 'customs_value_minor > 1', '--where', 'reg_date < 2026-01-06')).toBe('A1');
    expect(await found('--where', 'customs_value_minor > 1', '--search', 'ҰЛЫ')).toBe('A1');
  });

  test.each([
    'reg_no',
    'reg_date',
    'item_no',
    'customs_value_minor',
    'net_g',
    'qty_e6',
    'fx_rate_e8',
    'duty_rate',
    'description',
    'currency',
  ])('--sort %s, and --desc is its exact reverse', async (column) => {
    const up = (await found('--sort', column)).split(' ');
    expect(up.toSorted()).toEqual(['A1', 'A2', 'A3']);
    expect((await found('--sort', column, '--desc')).split(' ')).toEqual(up.toReversed());
  });

  test('numbers are sorted as numbers', async () => {
    expect(await found('--sort', 'item_no', '--desc')).toBe('A3 A2 A1');
    expect(await found('--sort', 'customs_value_minor')).toBe('A3 A1 A2');
  });

  test.each([
    ['ҰЛЫ', 'A1'],
    ['ұлы', 'A1'],
    ['миксері', 'A2'],
    ['МИКС', 'A2'],
    ['Әже', 'A3'],
    ['наушники дала', 'A1'],
    ['8518309500', 'A1 A2'],
    ['ничего', ''],
    ['', 'A1 A2 A3'],
    ['" OR *', ''],
    ['a* NEAR(b)', ''],
  ])('--search %s', async (search, names) => {
    expect(await found('--search', search)).toBe(names);
  });

  test.each([
    [['--limit', '1'], 'A1'],
    [['--at', '1', '--limit', '1'], 'A2'],
    [['--at', '2'], 'A3'],
    [['--at', '3'], ''],
    [['--at', '999999999', '--limit', '999999999'], ''],
    [['--limit', '0'], ''],
  ])('%j', async (args, names) => {
    const { total, rows: shown } = await rows(...args);
    expect([total, shown.map((row: { reg_no: string }) => row.reg_no).join(' ')]).toEqual([3, names]);
  });

  test('a case without books has no rows, in either table', async () => {
    const empty = await newCase(at, 'Пусто');
    for (const table of ['declarations', 'ledger']) {
      const { exit, json } = await at.assay('rows', '--vault', at.vault, '--case', empty, '--table', table, '--search', 'x');
      expect([exit, json]).toEqual([0, { total: 0, rows: [] }]);
    }
  });

  test('looking adds nothing to the log, on another day either', async () => {
    const count = async (): Promise<number> => (await at.assay('case', 'verify', '--vault', at.vault, '--case', caseId)).json.operations;
    const before = await count();
    await rows('--today', '2027-05-05');
    await at.assay('finding', 'list', '--vault', at.vault, '--case', caseId, '--today', '2027-05-06');
    expect(await count()).toBe(before);
  });
});
