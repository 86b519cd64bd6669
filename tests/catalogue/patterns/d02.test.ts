import { describe, expect, test } from 'vitest';
import { nearDuplicates } from '../../../domain/catalogue/patterns/d02-near-duplicates.ts';
import { steps } from '../../../domain/matching/numbers.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const one = (invoice_no: string, more: TestRow = {}): TestRow => ({
  reg_no: `R-${invoice_no}`,
  reg_date: '2026-01-20',
  invoice_no,
  invoice_date: '2026-01-10',
  seller: 'Rheinwerk Armaturen GmbH',
  currency: 'EUR',
  total_invoice_minor: 500_000,
  ...more,
});
const likeness = (a: string, b: string, more: TestRow = {}) =>
  judged(nearDuplicates, [one(a), one(b, more)]).hits.map((hit) => hit.measures['likeness']);

describe('D02 near duplicates', () => {
  test('two signs swapped, one changed, one put in', () => {
    expect(likeness('RW-26-4012', 'RW-26-4021')).toEqual(['transposed']);
    expect(likeness('RW-26-4012', 'RW-26-4812')).toEqual(['edited']);
    expect(likeness('RW-26-4012', 'RW-26-40112')).toEqual(['edited']);
    expect(likeness('RW-26-4012', 'RW-26-4013')).toEqual(['consecutive']);
  });

  test('two steps apart, equal numbers, other amount, seller, currency: none', () => {
    expect(likeness('RW-26-4012', 'RW-26-4399')).toEqual([]);
    expect(likeness('RW-26-4012', 'rw 26 4012', { reg_no: 'X' })).toEqual([]);
    expect(likeness('RW-26-4012', 'RW-26-4021', { total_invoice_minor: 500_001 })).toEqual([]);
    expect(likeness('RW-26-4012', 'RW-26-4021', { seller: 'Kestrel AB' })).toEqual([]);
    expect(likeness('RW-26-4012', 'RW-26-4021', { currency: 'USD' })).toEqual([]);
  });

  test('seven days apart is near, eight is not', () => {
    expect(likeness('RW-26-4012', 'RW-26-4021', { invoice_date: '2026-01-17' })).toEqual(['transposed']);
    expect(likeness('RW-26-4012', 'RW-26-4021', { invoice_date: '2026-01-18' })).toEqual([]);
    expect(likeness('RW-26-4012', 'RW-26-4021', { invoice_date: null, reg_date: '2026-01-12' })).toEqual(['transposed']);
  });

  test('two invoices of one declaration do not repeat each other; its items are all named', () => {
    expect(likeness('RW-26-4012', 'RW-26-4021', { reg_no: 'R-RW-26-4012' })).toEqual([]);
    const found = judged(nearDuplicates, [one('RW-26-4012'), one('RW-26-4012'), one('RW-26-4021')]);
    expect(found.hits[0]?.keys).toEqual([1, 2, 3].map((n) => nameOfRow('declarations', n)));
  });

  test('what is missing is counted; no rows give nothing', () => {
    const found = judged(nearDuplicates, [one('-'), one('A1', { total_invoice_minor: null }), one('A2', { seller: null })]);
    expect(excludedBy(found)).toEqual({ noNumber: 1, noAmount: 1, noSender: 1 });
    expect(judged(nearDuplicates, []).hits).toEqual([]);
  });

  test('finds the pairs that a comparison of all finds, in any order', () => {
    const rows = Array.from({ length: 60 }, (_, i) => one(`N${(i * 7919) % 977}`, { reg_no: `R${i}` }));
    let pairs = 0;
    rows.forEach((a, i) => {
      for (const b of rows.slice(i + 1)) if (steps(String(a['invoice_no']), String(b['invoice_no']), 1) === 1) pairs += 1;
    });
    const found = judged(nearDuplicates, rows);
    expect(pairs).toBeGreaterThan(10);
    expect(found.hits).toHaveLength(pairs);
    expect(judged(nearDuplicates, shuffled(rows)).resultHash).toBe(found.resultHash);
  });
});
