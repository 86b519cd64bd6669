import { describe, expect, test } from 'vitest';
import { suggestCorrections } from '../../../domain/catalogue/suggest.ts';
import { priceNotes } from '../../../domain/catalogue/valuation/v11-price-notes.ts';
import { deductions } from '../../../domain/catalogue/valuation/v18-deductions.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { kz } from '../../helpers/lines.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { billed, box, note, released } from '../samples/valuation.ts';

const judge = (rows: readonly TestRow[], declarations: readonly TestRow[] = [released()], amendments: readonly TestRow[] = []) =>
  judgedWith(priceNotes, { rows, also: { declarations, amendments } });

describe('V11 notes after release', () => {
  test('a debit note of a declared invoice, with the lines of the declaration', () => {
    const [hit] = judge([note()], [released(), released({ item_no: 2 })]).hits;
    expect(hit?.explanation.key).toBe('test.V11.hit.debit');
    expect(hit?.measures).toMatchObject({ currency: 'USD', amount: '1366.63', lines: '2' });
    expect(hit?.keys).toEqual([nameOfRow('invoices', 1), nameOfRow('declarations', 1), nameOfRow('declarations', 2)]);
  });

  test('the day of release belongs to the declared price, the day after does not', () => {
    expect(excludedBy(judge([note({ invoice_date: '2026-01-06' })]))).toEqual({ beforeRelease: 1 });
    expect(judge([note({ invoice_date: '2026-01-07' })]).hits).toHaveLength(1);
  });

  test('a credit note weighs less; an invoice is no note', () => {
    expect(judge([note({ doc_type: 'Кредит-нота', total_minor: -500 })]).hits[0]).toMatchObject({
      score: 40,
      measures: { amount: '5.00' },
    });
    expect(judge([note({ doc_type: 'invoice' })]).hits).toEqual([]);
  });

  test('an amendment on or after the day of the note settles it, one before does not', () => {
    const amended = (on: string): TestRow => ({ reg_no: 'R1', amended_on: on, kind: 'value' });
    expect(excludedBy(judge([note()], [released()], [amended('2026-03-02')]))).toEqual({ amended: 1 });
    expect(judge([note()], [released()], [amended('2026-03-01')]).hits).toHaveLength(1);
  });

  test('another seller’s invoice of that number is another invoice; sums without currency decimals stay whole', () => {
    expect(excludedBy(judge([note({ seller: 'Kestrel Pumps AB' })]))).toEqual({ notDeclared: 1 });
    expect(judge([note({ currency: 'KRW', total_minor: null, amount_minor: 1500 })]).hits[0]?.measures['amount']).toBe('1500');
  });

  test('no notes, any order', () => {
    expect(judge([]).hits).toEqual([]);
    const rows = ['DN-1', 'DN-2', 'DN-3'].map((no) => note({ invoice_no: no }));
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});

describe('V18 deductions that the invoice does not show', () => {
  const deducted = (rows: readonly TestRow[], invoices: readonly TestRow[] = [billed('Lamp')]) =>
    judgedWith(deductions, { rows, also: { declarations: [released()], invoices } });

  test('the deduction is put back on the value of the line', () => {
    const [hit] = deducted([box('22', 20_000), box('21', 1)]).hits;
    expect(hit?.measures).toMatchObject({ amount: '200.01', expected_value: '10500.01' });
    expect(hit === undefined ? [] : suggestCorrections('V18', hit, kz)).toEqual([
      { row: nameOfRow('declarations', 1), component: 'customs_value', audited: '10500.01' },
    ]);
  });

  test('a line or an amount of carriage in the invoice shows it', () => {
    expect(excludedBy(deducted([box('22', 1)], [billed('Lamp'), billed('Inland freight')]))).toEqual({ deductionStated: 1 });
    expect(excludedBy(deducted([box('22', 1)], [billed('Lamp', { freight_minor: 5 })]))).toEqual({ deductionStated: 1 });
  });

  test('no deduction is right, an invoice that is not there says nothing', () => {
    expect(deducted([box('22', 0)]).stats).toEqual({ items: '1', found: '0' });
    expect(excludedBy(deducted([box('22', 1)], []))).toEqual({ invoiceUnknown: 1 });
    expect(excludedBy(deducted([box('22', 1, { item_no: 9 })]))).toEqual({ noDeclaredItem: 1 });
    expect(deducted([]).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [box('21', 1), box('22', 2), box('24', 3)];
    expect(deducted(shuffled(rows)).resultHash).toBe(deducted(rows).resultHash);
  });
});
