import { afterAll, beforeAll, expect, test } from 'vitest';
import { bench } from './command-line.ts';
import type { Bench } from './command-line.ts';

let at: Bench;
beforeAll(() => {
  at = bench();
});
afterAll(() => at.leave());

const debt = JSON.stringify({ amount: '1000000.00', due: '2026-01-31', payments: [] });

async function interestBy(rates: string) {
  const files = ['--file', at.file('debt.json', debt), '--rates', at.file('rates.csv', rates)];
  return at.assay('calc', 'interest', ...files, '--to', '2026-02-28');
}

test('a decimal comma is read in files cut by semicolons, tabs or quotes, with days as people write them', async () => {
  const plain = await interestBy('date,rate\n2025-12-01,15.25\n2026-02-10,14.75\n');
  expect(plain.json.segments.map((one: { rate: string }) => one.rate)).toEqual(['15.25', '14.75']);
  for (const written of [
    'Дата;Базовая ставка, %\n01.12.2025;15,25\n10.02.2026;14,75\n',
    '\ufeff2025-12-01\t15,25 %\r\n2026-02-10\t14,75 %\r\n',
    'date,rate\n2025-12-01,"15,25"\n2026-02-10,"14,75"\n',
  ]) {
    const { exit, json } = await interestBy(written);
    expect([exit, json]).toEqual([0, plain.json]);
  }
});

test('a comma that may be either is refused with its line, and is never cut to a whole percentage', async () => {
  const { exit, json } = await interestBy('2025-12-01,15,25\n');
  expect([exit, json.code, json.at]).toEqual([1, 'value_invalid', '2025-12-01,15,25']);
});

test('days before the first rate are refused by name', async () => {
  const { exit, json } = await interestBy('2026-02-10,14.75\n');
  expect([exit, json.code]).toEqual([1, 'rate_missing']);
});
