import { describe, expect, test } from 'vitest';
import { doubleInvoice } from '../../../domain/catalogue/payments/p08-double-invoice.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import { invoiced } from '../samples/payments.ts';

describe('P08 double invoices', () => {
  test('two totals of one number from the trader and the carrier', () => {
    const found = judged(doubleInvoice, [invoiced(), invoiced({ status: 'carrier', total_minor: 130_000 })]);
    expect(found.hits[0]?.keys).toEqual([nameOfRow('invoices', 1), nameOfRow('invoices', 2)]);
    expect(found.hits[0]?.measures).toMatchObject({ least: '1000.00', most: '1300.00', difference: '300.00', deviation_percent: '30' });
    expect(found.hits[0]?.score).toBe(90);
  });

  test('equal totals, another number, seller or currency: no pair; one cent is a difference', () => {
    const carrier = (more = {}) => [invoiced(), invoiced({ status: 'carrier', ...more })];
    expect(judged(doubleInvoice, carrier()).hits).toEqual([]);
    expect(judged(doubleInvoice, carrier({ invoice_no: 'RW-26-4002', total_minor: 1 })).hits).toEqual([]);
    expect(judged(doubleInvoice, carrier({ seller: 'Kestrel AB', seller_id: 'S-2', total_minor: 1 })).hits).toEqual([]);
    expect(judged(doubleInvoice, carrier({ currency: 'EUR', total_minor: 1 })).hits).toEqual([]);
    expect(judged(doubleInvoice, carrier({ total_minor: 100_001 })).hits).toHaveLength(1);
  });

  test('two totals from one source are no pair: an invoice may be issued again', () => {
    expect(judged(doubleInvoice, [invoiced(), invoiced({ total_minor: 130_000 })]).hits).toEqual([]);
  });

  test('several lines of one copy are one copy; without totals their lines are added', () => {
    const lines = (status: string, amounts: readonly number[]) =>
      amounts.map((amount_minor) => invoiced({ status, amount_minor, total_minor: null }));
    expect(judged(doubleInvoice, [...lines('trader', [1, 2, 3]), ...lines('carrier', [4, 2])]).hits).toEqual([]);
    expect(judged(doubleInvoice, [...lines('trader', [1, 2, 3]), ...lines('carrier', [4, 3])]).hits[0]?.measures).toMatchObject({
      least: '0.06',
      most: '0.07',
      rows: '5',
    });
  });

  test('sales, credit notes, cancelled copies and cells that are missing are counted', () => {
    const found = judged(doubleInvoice, [
      invoiced({ direction: 'sale' }),
      invoiced({ doc_type: 'credit note' }),
      invoiced({ status: 'CANCELED' }),
      invoiced({ invoice_no: '-' }),
      invoiced({ currency: null }),
      invoiced({ total_minor: null, amount_minor: null }),
    ]);
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ sale: 1, noteOrCancelled: 2, noNumber: 1, noCurrency: 1, noAmount: 1 });
    expect(judged(doubleInvoice, []).hits).toEqual([]);
  });

  test('no total above nought gives no share', () => {
    const found = judged(doubleInvoice, [invoiced({ total_minor: 0 }), invoiced({ status: 'carrier', total_minor: 5 })]);
    expect(found.hits[0]?.measures).not.toHaveProperty('deviation_percent');
  });

  test('the order of the rows changes nothing', () => {
    const rows = Array.from({ length: 24 }, (_, i) =>
      invoiced({ invoice_no: `RW-${1000 + (i % 4)}`, status: i % 2 === 0 ? 'trader' : 'carrier', total_minor: 1000 + (i % 5) }),
    );
    expect(judged(doubleInvoice, shuffled(rows)).resultHash).toBe(judged(doubleInvoice, rows).resultHash);
  });
});
