import { describe, expect, test } from 'vitest';
import { paymentCurrency } from '../../../domain/catalogue/payments/p07-payment-currency.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { invoiced, paid, unjudged } from '../samples/payments.ts';

const judge = (rows: readonly TestRow[], invoices: readonly TestRow[] = [invoiced()]) =>
  judgedWith(paymentCurrency, { rows, also: { invoices } });

describe('P07 currency of payment and invoice', () => {
  test('a euro payment of a dollar invoice, with both rows', () => {
    const [hit] = judge([paid({ currency: 'EUR' })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('payments', 1), nameOfRow('invoices', 1)]);
    expect(hit?.measures).toMatchObject({ linked_by: 'number', currency: 'EUR', invoice_currency: 'USD', invoice_total: '1000.00' });
  });

  test('the same currency is right; national money is told apart', () => {
    expect(judge([paid()]).hits).toEqual([]);
    expect(judge([paid({ currency: 'KZT' })]).hits[0]?.explanation.key).toBe('test.P07.hit.national');
    expect(judge([paid({ currency: null })]).hits[0]?.explanation.key).toBe('test.P07.hit.national');
  });

  test('an invoice named only in the purpose is found when the books know it', () => {
    expect(judge([paid({ currency: 'EUR', invoice_no: null })]).hits).toHaveLength(1);
    expect(excludedBy(judge([paid({ currency: 'EUR', invoice_no: null, purpose: 'goods' })]))).toEqual({ invoiceUnknown: 1 });
  });

  test('the same number of another seller is another invoice', () => {
    const strange = invoiced({ seller: 'Kestrel Pumps AB', seller_id: 'S-2', currency: 'SEK' });
    expect(judge([paid()], [strange]).hits).toEqual([]);
    expect(judge([paid()], [invoiced(), strange]).hits).toEqual([]);
  });

  test('a confirmed link goes before the number', () => {
    const rows = [paid()];
    const invoices = [invoiced(), invoiced({ invoice_no: 'RW-26-9', currency: 'EUR' })];
    const links = { 'invoice-payment': [{ left: 2, right: 1, amount: null, currency: '' }] };
    const found = judgedWith(paymentCurrency, { rows, also: { invoices }, links });
    expect(found.hits[0]?.measures).toMatchObject({ linked_by: 'confirmed', invoice_currency: 'EUR' });
  });

  test('invoices of several currencies and credit notes decide nothing', () => {
    expect(excludedBy(judge([paid()], [invoiced(), invoiced({ currency: 'EUR' })]))).toEqual({ severalCurrencies: 1 });
    expect(excludedBy(judge([paid()], [invoiced({ doc_type: 'credit note', currency: 'EUR' })]))).toEqual({ invoiceUnknown: 1 });
    expect(excludedBy(judge([paid()], [invoiced({ currency: null })]))).toEqual({ noInvoiceCurrency: 1 });
  });

  test('by declarations, where no invoices are in the books', () => {
    const also = { invoices: [{ invoice_no: 'RW-26-4001', consignor: 'Rheinwerk Armaturen GmbH', currency: 'USD' }] };
    const found = judgedWith(paymentCurrency, { rows: [paid({ currency: 'EUR' })], also, params: { against: 'declarations' } });
    expect(found.hits[0]?.keys).toEqual([nameOfRow('payments', 1), nameOfRow('declarations', 1)]);
  });

  test('an empty statement and entries that are no payments', () => {
    expect(judge([]).hits).toEqual([]);
    expect(excludedBy(judge(unjudged, []))).toEqual({ incoming: 1, noDirection: 1, cancelledEntry: 1, noAmount: 1 });
  });

  test('the order of the rows changes nothing', () => {
    const rows = Array.from({ length: 20 }, (_, i) => paid({ currency: i % 3 === 0 ? 'EUR' : 'USD' }));
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});
