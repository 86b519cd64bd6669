import { describe, expect, test } from 'vitest';
import { duplicates } from '../../domain/catalogue/patterns/d01-duplicates.ts';
import { normalisedNumber } from '../../domain/catalogue/key-sets.ts';
import { excludedBy, judged, shuffled } from '../helpers/judging.ts';
import { nameOfRow } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

const item = (reg: string, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  invoice_no: 'INV-001/26',
  seller: 'Shenzhen AeroTone Co., Ltd',
  currency: 'USD',
  total_invoice_minor: 1_000_000,
  item_price_minor: 500_000,
  ...more,
});

const posting = (doc: string | null, debit: number, more: TestRow = {}): TestRow => ({
  source_doc_ref: doc,
  supplier_id: 'S1',
  counterparty: 'Supplier',
  debit_minor: debit,
  credit_minor: 0,
  ...more,
});

describe('D01 duplicates', () => {
  test('document numbers are compared without case, signs and zeros in front', () => {
    expect(['INV-001/26', 'inv 001 26', 'INV00126'].map(normalisedNumber)).toEqual(['INV00126', 'INV00126', 'INV00126']);
    expect(normalisedNumber('000-45')).toBe('45');
    expect(normalisedNumber('000')).toBe('0');
    expect(normalisedNumber('---')).toBe('');
    expect(['Счёт № 12', 'СЧЁТ 12', 'счёт-１2'].map(normalisedNumber)).toEqual(['СЧЁТ12', 'СЧЁТ12', 'СЧЁТ12']);
  });

  test('one invoice in two declarations is a hit that names both rows', () => {
    const found = judged(duplicates, [
      item('A'),
      item('B', { invoice_no: 'inv 001 26', seller: 'SHENZHEN AEROTONE CO LTD' }),
      item('C', { invoice_no: 'X' }),
    ]);
    expect(found.hits.map((h) => h.keys)).toEqual([[nameOfRow('declarations', 1), nameOfRow('declarations', 2)]]);
    expect(found.hits[0]?.measures).toEqual({ rows: '2', amount: '10000.00', currency: 'USD', declarations: 'A, B' });
    expect(found.hits[0]?.score).toBe(90);
  });

  test('items of one declaration under one invoice are not', () => {
    expect(judged(duplicates, [item('A'), item('A', { item_no: 2 })]).hits).toEqual([]);
  });

  test('another seller, amount or currency is another invoice', () => {
    for (const more of [{ seller: 'Other' }, { total_invoice_minor: 1_000_001 }, { currency: 'EUR' }]) {
      expect(judged(duplicates, [item('A'), item('B', more)]).hits).toEqual([]);
    }
  });

  test('without an invoice total the item price is compared', () => {
    const rows = ['A', 'B'].map((reg) => item(reg, { total_invoice_minor: null }));
    expect(judged(duplicates, rows).hits[0]?.measures['amount']).toBe('5000.00');
  });

  test('rows without number or amount are counted', () => {
    const found = judged(duplicates, [item('A', { invoice_no: null }), item('B', { total_invoice_minor: null, item_price_minor: null })]);
    expect(excludedBy(found)).toEqual({ noNumber: 1, noAmount: 1 });
  });

  test('a declared item that occurs twice', () => {
    const found = judged(duplicates, [item('A'), item('A'), item('A', { item_no: 2 })], { keySet: 'declarationItem' });
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.measures['rows']).toBe('2');
  });

  test('a document posted twice is a hit, its debit and credit line are not', () => {
    const pair = [posting('П-7', 100), posting('П-7', 0, { credit_minor: 100 })];
    expect(judged(duplicates, pair, { keySet: 'ledger' }).hits).toEqual([]);
    const twice = judged(duplicates, [...pair, ...pair], { keySet: 'ledger' });
    expect(twice.hits.map((h) => h.keys)).toEqual([
      [nameOfRow('ledger', 1), nameOfRow('ledger', 3)],
      [nameOfRow('ledger', 2), nameOfRow('ledger', 4)],
    ]);
  });

  test('ledger rows without document or amount are counted', () => {
    expect(excludedBy(judged(duplicates, [posting(null, 5), posting('A', 0)], { keySet: 'ledger' }))).toEqual({ noNumber: 1, noAmount: 1 });
  });

  test('an empty population and a single row give nothing', () => {
    expect(judged(duplicates, []).hits).toEqual([]);
    expect(judged(duplicates, [item('A')]).hits).toEqual([]);
  });

  test('the order of the rows does not change the result', () => {
    const rows = ['A', 'B', 'C', 'D', 'E'].flatMap((reg, i) => [item(reg, { invoice_no: `N${i % 2}` })]);
    expect(judged(duplicates, shuffled(rows)).resultHash).toBe(judged(duplicates, rows).resultHash);
  });
});
