import type { TestRow } from '../../helpers/population.ts';
import type { Samples } from './sample.ts';

/** A payment out of the trader's account. */
export const paid = (more: TestRow = {}): TestRow => ({
  bank_ref: 'ПП-1',
  booking_date: '2026-03-10',
  direction: 'out',
  amount_minor: 100_000,
  currency: 'USD',
  national_minor: 50_000_000,
  counterparty: 'Rheinwerk Armaturen GmbH',
  counterparty_id: 'S-1',
  country: 'DE',
  purpose: 'Payment for goods, contract RW-KZ-1, invoice RW-26-4001',
  contract_no: 'RW-KZ-1',
  invoice_no: 'RW-26-4001',
  ...more,
});

/** An invoice of the supplier who is paid. */
export const invoiced = (more: TestRow = {}): TestRow => ({
  direction: 'purchase',
  doc_type: 'invoice',
  invoice_no: 'RW-26-4001',
  invoice_date: '2026-01-20',
  seller: 'Rheinwerk Armaturen GmbH',
  seller_id: 'S-1',
  seller_country: 'DE',
  contract_no: 'RW-KZ-1',
  currency: 'USD',
  amount_minor: 100_000,
  total_minor: 100_000,
  status: 'trader',
  ...more,
});

/** What no test of payments judges: money received, entries that say not where to, cancelled ones, without an amount. */
export const unjudged: readonly TestRow[] = [
  paid({ direction: 'in' }),
  paid({ direction: '?' }),
  paid({ status: 'rejected' }),
  paid({ amount_minor: 0 }),
];

export const samples: Samples = {
  P06: {
    planted: { rows: [paid(), paid({ bank_ref: 'ПП-2' }), paid({ bank_ref: 'ПП-3', invoice_no: 'RW-26-4002' })] },
    wordings: [
      {
        rows: [
          paid({ invoice_no: null, purpose: 'оплата' }),
          paid({ bank_ref: 'ПП-2', invoice_no: null, purpose: 'оплата' }),
          paid({ counterparty: null, counterparty_id: null }),
          paid({ booking_date: '2026-04-01' }),
          paid({ booking_date: '2026-04-01', bank_ref: 'ПП-9' }),
          paid({ booking_date: '2026-04-02', direction: 'in' }),
          ...unjudged,
        ],
      },
      { rows: [paid()] },
    ],
  },
  P07: {
    planted: { rows: [paid({ currency: 'EUR' }), paid({ currency: 'KZT', bank_ref: null }), paid()], also: { invoices: [invoiced()] } },
    wordings: [
      {
        rows: [paid(), paid({ invoice_no: 'X-77001' }), paid({ invoice_no: 'N-50001' }), paid({ invoice_no: 'M-60001' }), ...unjudged],
        also: {
          invoices: [
            invoiced(),
            invoiced({ invoice_no: 'N-50001', currency: null }),
            invoiced({ invoice_no: 'M-60001' }),
            invoiced({ invoice_no: 'M-60001', currency: 'EUR' }),
          ],
        },
      },
      { rows: [paid({ currency: 'EUR' })], also: { invoices: [invoiced()] }, params: { against: 'declarations' } },
    ],
  },
  P08: {
    planted: { rows: [invoiced(), invoiced({ status: 'carrier', total_minor: 130_000 }), invoiced({ invoice_no: 'RW-26-4002' })] },
    wordings: [
      {
        rows: [
          invoiced({ direction: 'sale' }),
          invoiced({ doc_type: 'credit note' }),
          invoiced({ invoice_no: '—' }),
          invoiced({ currency: null }),
          invoiced({ total_minor: null, amount_minor: null }),
        ],
        params: { sources: '' },
      },
    ],
  },
};
