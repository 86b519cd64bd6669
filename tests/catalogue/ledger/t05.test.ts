import { describe, expect, test } from 'vitest';
import { dutyPostings } from '../../../domain/catalogue/ledger/t05-duty-postings.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const reg = (n: number): string => `55301/100226/000000${n}`;
const item = (n: number, duty: number | null, more: TestRow = {}): TestRow => ({ reg_no: reg(n), duty_amount_minor: duty, ...more });
const owed = (n: number, minor: number, more: TestRow = {}): TestRow => line(`${n}`, '3190', -minor, { source_doc_ref: reg(n), ...more });
const judge = (
  rows: readonly TestRow[],
  ledger: readonly TestRow[],
  more: { payments?: readonly TestRow[]; params?: Record<string, string> } = {},
) => judgedWith(dutyPostings, { rows, also: { ledger, payments: more.payments ?? [] }, params: more.params ?? {} });
const problems = (...given: Parameters<typeof judge>) =>
  judge(...given).hits.map((h) => `${h.measures['posting_of']} ${h.measures['posting_problem']}`);

describe('T05 customs payments in the ledger', () => {
  test('a thousand of national currency and one per cent are within the tolerance: both must be passed', () => {
    const large = 50_000_000;
    expect(problems([item(1, large)], [owed(1, large + 500_000)])).toEqual([]);
    expect(problems([item(1, large)], [owed(1, large - 500_001)])).toEqual(['duty less']);
    expect(problems([item(1, 200_000)], [owed(1, 300_000)])).toEqual([]);
    expect(problems([item(1, 200_000)], [owed(1, 300_001)])).toEqual(['duty more']);
  });

  test('duty, anti-dumping duty, excise and fee of all items are one debt', () => {
    const rows = [
      item(1, 10_000_000, { ad_amount_minor: 1_000_000 }),
      item(1, 20_000_000, { excise_amount_minor: 2_000_000, fee_amount_minor: 300_000 }),
    ];
    expect(problems(rows, [owed(1, 33_300_000)])).toEqual([]);
    expect(
      problems(rows, [owed(1, 30_000_000), owed(1, 3_300_000, { source_doc_ref: 'X', description: `Пошлина по ДТ ${reg(1)}` })]),
    ).toEqual([]);
  });

  test('a payment is no debt, a reversal lowers it', () => {
    expect(problems([item(1, 5_000_000)], [owed(1, 5_000_000), owed(1, -5_000_000)])).toEqual([]);
    expect(problems([item(1, 5_000_000)], [owed(1, 9_000_000), owed(1, 0, { debit_minor: 0, credit_minor: -4_000_000 })])).toEqual([]);
  });

  test('one declaration that is not booked among others that are is named with its payment', () => {
    const rows = [1, 2, 3].map((n) => item(n, 5_000_000));
    const payments = [{ purpose: 'Аренда' }, { purpose: `Таможенные платежи по ДТ ${reg(3)}` }];
    const [hit] = judge(rows, [owed(1, 5_000_000), owed(2, 5_000_000)], { payments }).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 3), nameOfRow('payments', 2)]);
    expect(hit?.explanation).toMatchObject({ key: 'test.T05.hit.duty.missing', args: { payments: 1 } });
  });

  test('a ledger that names fewer than half of the declarations says nothing of the others', () => {
    const rows = [1, 2, 3].map((n) => item(n, 5_000_000));
    const found = judge(rows, [owed(1, 5_000_000)]);
    expect([found.hits, excludedBy(found), found.verdict?.key]).toEqual([[], { notNamed: 2 }, 'test.verdict.with']);
    expect(problems(rows, [owed(1, 5_000_000)], { params: { namedPercent: '33' } })).toEqual(['duty missing', 'duty missing']);
  });

  test('VAT goes by its own account', () => {
    const row = item(1, 0, { vat_amount_minor: 8_000_000 });
    expect(problems([row], [line('1', '3130', -9_200_000, { source_doc_ref: reg(1) })])).toEqual(['vat more']);
    expect(problems([row], [line('1', '3130', -8_000_000, { source_doc_ref: reg(1) })])).toEqual([]);
  });

  test('nothing due and nothing booked is right; duty that is nought and booked all the same is not', () => {
    expect(problems([item(1, 0), item(2, null)], [])).toEqual([]);
    expect(problems([item(1, 0)], [owed(1, 100_001)])).toEqual(['duty more']);
    expect(judge([], [], { params: { dutyAccounts: '' } }).verdict?.key).toBe('test.verdict.with');
  });

  test('the order of the rows changes nothing', () => {
    const rows = [1, 2, 3, 4].map((n) => item(n, 5_000_000));
    const ledger = rows.map((_, i) => owed(i + 1, 5_000_000 + i * 900_000));
    expect(judge(shuffled(rows), shuffled(ledger)).resultHash).toBe(judge(shuffled(shuffled(rows)), ledger).resultHash);
  });
});
