import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vectors } from '../helpers/vectors.ts';
import { bench } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
beforeAll(() => {
  at = bench();
});
afterAll(() => at.leave());

const calc = async (line: string): Promise<Json> => {
  const { exit, json } = await at.assay('calc', ...line.split(' '));
  expect({ line, exit }).toEqual({ line, exit: 0 });
  return json;
};

describe('calculators on the command line', () => {
  test('give what the issue of the engine shows', async () => {
    expect(await calc('attribute --cl 0.95 --tolerable 0.05 --expected 0.01')).toEqual({ n: 93, k: 1 });
    expect(await calc('mus --book 5000000 --tolerable 250000 --expected 50000 --cl 0.95')).toEqual({
      factor: 4.6202,
      n: 93,
      interval: 53_763,
    });
    expect(await calc('stringer --interval 53763 --cl 0.95 --taints 0.5,0.25 --top 6000')).toMatchObject({
      upper: '234911.06',
      warnings: [],
    });
    expect(await calc('stringer --interval 100 --taints 2')).toMatchObject({ projected: '100.00', warnings: ['taint_above_one'] });
  });

  test.skipIf(vectors === null)('working days come out of the vectors, suspended ones left out', async () => {
    const of = (vectors as NonNullable<typeof vectors>).working_days;
    const file = at.file('calendar.json', JSON.stringify({ weekend: of.weekend, nonWorking: of.calendar }));
    for (const [from, add, due] of of.cases)
      expect(await calc(`working-days --calendar ${file} --from ${from} --add ${add}`)).toEqual({ due });
    for (const [from, add, pauses, due] of of.suspended) {
      const suspended = pauses.map(([first, last]) => `--suspended ${first}..${last}`).join(' ');
      expect(await calc(`working-days --calendar ${file} --from ${from} --add ${add} ${suspended}`)).toEqual({ due });
    }
  });

  test('a transferred working Saturday counts, and a month is longer by what was suspended', async () => {
    const file = at.file('transferred.json', JSON.stringify({ nonWorking: ['2026-03-09'], working: ['2026-03-14'] }));
    expect(await calc(`working-days --calendar ${file} --from 2026-03-06 --add 5`)).toEqual({ due: '2026-03-14' });
    expect(await calc('deadline --from 2026-03-02 --add 2 --unit calendarMonth --suspended 2026-03-12..2026-04-10')).toEqual({
      due: '2026-06-01',
    });
    expect(await calc('deadline --rule notif.fulfil --from 2026-03-02')).toMatchObject({ due: '2026-04-03', status: 'verified' });
  });

  test('interest with its segments; a missing rate is a refusal by name', async () => {
    const debt = at.file(
      'debt.json',
      JSON.stringify({ amount: '1000000.00', due: '2025-03-01', payments: [{ day: '2025-06-09', amount: '1000000.00' }] }),
    );
    const rates = at.file('rates.csv', 'day,percent\n2025-01-01,15.25\n2025-03-11,16.50\n2025-10-13,18.00\n');
    const told = await calc(`interest --file ${debt} --rates ${rates} --to 2025-06-09`);
    expect([told.interest, told.days, told.segments.length]).toEqual(['56121.58', 100, 2]);
    const late = at.file('late.csv', '2025-04-01,16.50\n');
    expect(await at.assay('calc', 'interest', '--file', debt, '--rates', late, '--to', '2025-06-09')).toMatchObject({
      exit: 1,
      json: { code: 'rate_missing', at: '2025-03-02' },
    });
  });

  test('duty by every kind of rate; what is missing for it is named', async () => {
    const amount = async (...args: readonly string[]): Promise<Json> => (await at.assay('calc', 'duty', ...args)).json.amount;
    const kilos = ['--quantity', '1500', '--unit', 'kg', '--fx', 'EUR=540.15'];
    expect(await amount('--rate', '10% min 0.4 EUR/kg', '--value', '2000000', ...kilos)).toBe('324090.00');
    expect(await amount('--rate', '10% min 0.4 EUR/kg', '--value', '5000000', ...kilos)).toBe('500000.00');
    expect(await amount('--rate', '5% + 0.2 EUR/l', '--value', '3000000', '--quantity', '4000', '--unit', 'l', '--fx', 'EUR=540.15')).toBe(
      '582120.00',
    );
    expect(await amount('--rate', '0.5 EUR/kg', '--quantity', '12.345678', '--unit', 't', '--fx', 'EUR=540.15')).toBe('3334258.99');
    expect(await at.assay('calc', 'duty', '--rate', '0.5 EUR/kg', '--quantity', '5', '--unit', 'kg')).toMatchObject({
      exit: 1,
      json: { code: 'rate_missing' },
    });
  });

  test('penalties by a table, a referral without one', async () => {
    const table = at.file('table.json', JSON.stringify({ steps: { L2: ['20', '40', '60'] }, factors: { disclosure: '0.5' } }));
    expect(await calc('penalty --shortfall 184548.78 --level L2')).toEqual({ mode: 'referral', occurrence: 1, counted: [] });
    expect(await calc(`penalty --shortfall 184548.78 --level L2 --occurrence 2 --table ${table}`)).toMatchObject({ amount: '73819.51' });
    expect(await calc(`penalty --shortfall 184548.78 --level L2 --occurrence 2 --table ${table} --with disclosure`)).toMatchObject({
      amount: '36909.76',
    });
  });

  test('check digits', async () => {
    expect(await calc('bin 980140001231')).toEqual({ check: 1, valid: true, problem: null });
    expect(await calc('bin 18014000170')).toEqual({ check: null, issuable: false });
    expect(await calc('container CSQU3054383')).toEqual({ check: 3, valid: true, problem: null });
    expect(await calc('container MSKU1234560')).toEqual({ check: 5, valid: false, problem: 'checkDigit' });
    expect(await calc('container TGHU000000')).toEqual({ check: 8 });
  });

  test("Benford's law on counts and on values", async () => {
    const counted = await calc('benford --counts 301,176,125,97,79,69,56,52,45');
    expect([counted.mad, counted.chi2, counted.verdict]).toEqual([0.000678, 0.1586, 'close']);
    const values = await calc('benford --values 123.45,0.0012,-98,0 --digits first');
    expect([values.n, values.excluded]).toEqual([3, 1]);
  });

  test.each([
    ['attribute --tolerable 1.5', 'sample_invalid'],
    ['attribute --tolerable 0.05 --expected 0.05', 'sample_impossible'],
    ['attribute --n 5 --k 6', 'sample_invalid'],
    ['mus --book 0 --tolerable 5', 'sample_invalid'],
    ['mus --book 100 --tolerable 10 --expected 7', 'sample_impossible'],
    ['stringer --interval 0', 'sample_invalid'],
    ['benford --counts 0,0,0,0,0,0,0,0,0', 'value_invalid'],
    ['container XYZ', 'value_invalid'],
    ['working-days --from 2026-03-02 --add 2 --suspended 2026-04-10..2026-03-01', 'value_invalid'],
  ])('%s is refused as %s, never a number', async (line, code) => {
    expect(await at.assay('calc', ...line.split(' '))).toMatchObject({ exit: 1, json: { ok: false, code } });
  });
});
