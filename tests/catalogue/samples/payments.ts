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

/** The declared item of that invoice. */
export const goods = (more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  reg_date: '2026-02-01',
  item_no: 1,
  hs_code: '8481808100',
  invoice_no: 'RW-26-4001',
  invoice_date: '2026-01-20',
  seller: 'Rheinwerk Armaturen GmbH',
  trading_country: 'DE',
  contract_no: 'RW-KZ-1',
  currency: 'USD',
  item_price_minor: 100_000,
  procedure: '4000',
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
  P01: {
    planted: {
      rows: [paid(), paid({ bank_ref: 'ПП-2', amount_minor: 5000 }), paid({ invoice_no: null, purpose: 'Additional', amount_minor: 7000 })],
      also: { declarations: [goods()] },
    },
    wordings: [
      {
        rows: [
          paid({ purpose: 'freight' }),
          paid({ counterparty: 'X', counterparty_id: 'X', contract_no: null, invoice_no: null, purpose: 'a' }),
          paid({ invoice_no: null, purpose: 'advance' }),
          paid({ invoice_no: 'ZZ-99991' }),
          paid({ currency: 'EUR' }),
          ...unjudged,
        ],
        also: { declarations: [goods()] },
      },
      {
        rows: [paid({ invoice_no: null, purpose: 'goods', contract_no: 'RW-KZ-1' })],
        also: { declarations: [goods()] },
      },
      {
        rows: [paid({ invoice_no: 'RW-26-4001; RW-26-4002', amount_minor: 900_000 })],
        also: { declarations: [goods(), goods({ invoice_no: 'RW-26-4002' })] },
      },
    ],
  },
  P02: {
    planted: {
      rows: [
        paid(),
        paid({ counterparty: 'Seabright Commodities Ltd', counterparty_id: 'X-1', country: 'VG' }),
        paid({ counterparty: 'Kestrel Pumps AB', counterparty_id: 'X-2', country: 'SE' }),
        paid({ country: 'LV' }),
        paid({ country: 'PA' }),
      ],
      also: { declarations: [goods()] },
    },
    wordings: [
      {
        rows: [
          paid({ purpose: 'freight' }),
          paid({ counterparty: null, counterparty_id: null }),
          paid({ contract_no: null, invoice_no: null, purpose: 'a' }),
          ...unjudged,
        ],
        also: { declarations: [goods()] },
        params: { offshore: '' },
      },
    ],
  },
  P03: {
    planted: {
      rows: [
        paid({ booking_date: '2026-01-20' }),
        paid({ booking_date: '2026-01-20', invoice_no: null, purpose: 'Advance payment' }),
        paid({ booking_date: '2026-05-20', invoice_no: 'RW-26-9999' }),
      ],
      also: { declarations: [goods(), goods({ invoice_no: 'RW-26-4900', reg_date: '2026-12-20' })] },
    },
    wordings: [
      {
        rows: [
          paid({ purpose: 'freight' }),
          paid({ country: 'KZ' }),
          paid({ counterparty: 'X', counterparty_id: 'X', contract_no: null, invoice_no: null, purpose: 'a' }),
          paid({ invoice_no: null, purpose: 'goods', amount_minor: 7 }),
          paid({ invoice_no: 'RW-26-9998', booking_date: '2026-01-20', amount_minor: 9 }),
          paid({ invoice_no: 'RW-26-9999', amount_minor: 5 }),
          paid({ direction: 'in', amount_minor: 5, invoice_no: null, booking_date: '2026-06-01' }),
          paid({ invoice_no: 'RW-26-9997', booking_date: '2026-12-19' }),
          ...unjudged,
        ],
        also: { declarations: [goods(), goods({ invoice_no: 'RW-26-4900', reg_date: '2026-12-20' })] },
        params: { homeCountry: 'KZ' },
      },
      { rows: [paid()], params: { homeCountry: '' } },
      { rows: [paid({ booking_date: '2026-11-20' })], also: { declarations: [goods()] }, params: { declaredUntil: '2026-12-31' } },
      {
        rows: [paid({ invoice_no: null, purpose: 'goods', country: 'DE' })],
        also: { declarations: [goods()] },
        params: { homeCountry: '' },
      },
    ],
  },
  P04: {
    planted: {
      rows: [goods(), goods({ invoice_no: 'RW-26-4002', reg_no: 'R2' })],
      also: {
        payments: [
          paid({ booking_date: '2026-01-01', invoice_no: 'RW-26-4001' }),
          paid({ booking_date: '2026-12-31', counterparty: 'ТОО «Сервис»', counterparty_id: 'V-1', invoice_no: null, purpose: 'аренда' }),
        ],
        contracts: [{ contract_no: 'RW-KZ-1', payment_days: 90 }],
      },
    },
    wordings: [
      { rows: [goods()] },
      {
        rows: [
          goods({ invoice_no: '-' }),
          goods({ item_price_minor: null }),
          goods({ invoice_no: 'A-1001', item_price_minor: 0 }),
          goods({ invoice_no: 'A-1002', procedure: '5300' }),
          goods({ invoice_no: 'A-1003', invoice_date: '2025-01-01' }),
          goods({ invoice_no: 'A-1004', reg_date: '2026-12-01' }),
          goods({ invoice_no: 'A-1005' }),
        ],
        also: {
          payments: [
            paid({ booking_date: '2026-01-01', invoice_no: null, purpose: 'goods', amount_minor: 3 }),
            paid({ booking_date: '2026-12-31', invoice_no: null, purpose: 'goods', amount_minor: 4 }),
          ],
        },
        params: { procedures: '40' },
      },
    ],
  },
  P05: {
    planted: {
      rows: [
        paid(),
        paid({ purpose: 'Payment for goods, invoice RW-26-4001-B/77' }),
        paid({ purpose: 'Оплата по инвойсу RW-26-4001 на сумму 1 200,00' }),
      ],
    },
    wordings: [{ rows: [paid({ purpose: null }), paid({ invoice_no: null }), ...unjudged], params: { invoiceWords: '' } }],
  },
};
