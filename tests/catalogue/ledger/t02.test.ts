import { describe, expect, test } from 'vitest';
import { importVat } from '../../../domain/catalogue/ledger/t02-import-vat.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const reg = '55301/100226/0000001';
const item = (vat: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  reg_date: '2026-03-31',
  release_date: '2026-04-01',
  vat_amount_minor: vat,
  ...more,
});
const deducted = (minor: number, more: TestRow = {}): TestRow => line('1', '1420', minor, { source_doc_ref: reg, ...more });
const judge = (rows: readonly TestRow[], ledger: readonly TestRow[], params = {}) =>
  judgedWith(importVat, { rows, also: { ledger }, params });
const byReturn = (rows: readonly TestRow[], returns: readonly TestRow[], params = {}) =>
  judgedWith(importVat, { rows, also: { returns }, params: { source: 'returns', vatLines: 'X', ...params } });

describe('T02 import VAT by the ledger', () => {
  test('one per cent more is within the tolerance, a minor unit above it is too much; less is no hit', () => {
    expect(judge([item(10_000)], [deducted(10_100)]).hits).toEqual([]);
    expect(judge([item(10_000)], [deducted(1)]).hits).toEqual([]);
    const [hit] = judge([item(10_000)], [deducted(10_101)]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('ledger', 1)]);
    expect(hit?.measures).toMatchObject({ vat_paid: '100.00', vat_deducted: '101.01', difference: '1.01' });
  });

  test('the items of a declaration and the lines that name it are added up; the text names it too', () => {
    const lines = [deducted(50), deducted(60, { source_doc_ref: 'ПП-1', description: `НДС на импорт по ДТ ${reg}, зачёт` })];
    expect(judge([item(60), item(50)], lines).hits).toEqual([]);
    expect(judge([item(50), item(50)], lines).hits).toHaveLength(1);
  });

  test('reversals are taken off, setting the account off at the end of a period is not', () => {
    expect(judge([item(100)], [deducted(120), deducted(-20, { credit_minor: 0, debit_minor: -20 })]).hits).toEqual([]);
    expect(judge([item(100)], [deducted(120), deducted(-120)]).hits).toHaveLength(1);
  });

  test('VAT that is nought declared and deducted all the same; what is not told is counted', () => {
    expect(judge([item(0)], [deducted(1)]).hits[0]?.measures).not.toHaveProperty('deviation_percent');
    expect(excludedBy(judge([item(null), item(5, { reg_no: 'R2' })], [deducted(5)]))).toEqual({ noVat: 1, notDeducted: 1 });
    expect(judge([], []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [1, 2, 3].map((n) => item(n, { reg_no: `55301/100226/000000${n}` }));
    const lines = rows.map((row, i) => deducted(10 * (i + 1), { source_doc_ref: row['reg_no'] ?? null }));
    expect(judge(shuffled(rows), shuffled(lines)).resultHash).toBe(judge(shuffled(shuffled(rows)), shuffled(shuffled(lines))).resultHash);
  });
});

describe('T02 import VAT by the returns', () => {
  const filed = (minor: number | null, from = '2026-04-01', to: string | null = '2026-06-30'): TestRow => ({
    period_from: from,
    period_to: to,
    line_code: 'X',
    amount_minor: minor,
  });

  test('declarations belong to the period of their release, or of their registration', () => {
    expect(byReturn([item(100)], [filed(101)]).hits).toEqual([]);
    expect(byReturn([item(100)], [filed(102)]).hits[0]?.measures).toMatchObject({ vat_of: 'period', difference: '0.02' });
    expect(byReturn([item(100)], [filed(100)], { dayOf: 'registration' }).hits).toHaveLength(1);
    expect(byReturn([item(100)], [filed(100, '2026-01-01', '2026-03-31')], { dayOf: 'registration' }).hits).toEqual([]);
  });

  test('other lines do not count, a line without an amount is counted, and a list that is empty is said', () => {
    expect(byReturn([item(100)], [{ ...filed(500), line_code: 'Y' }]).hits).toEqual([]);
    expect(excludedBy(byReturn([item(100)], [filed(null), filed(5, '2026-01-01', null)]))).toEqual({ noReturnAmount: 2 });
    expect(byReturn([item(100)], [filed(500)], { vatLines: '' }).verdict?.key).toBe('test.verdict.with');
  });
});
