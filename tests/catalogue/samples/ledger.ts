import type { TestRow } from '../../helpers/population.ts';
import type { Samples } from './sample.ts';

/** A ledger line: debit above nought, credit below, minor units. */
export const line = (txn: string | null, account: string, amount: number, more: TestRow = {}): TestRow => ({
  txn_id: txn,
  posting_date: '2026-02-10',
  account,
  debit_minor: amount > 0 ? amount : 0,
  credit_minor: amount < 0 ? -amount : 0,
  ...more,
});

/** A declared item with its payments. */
export const due = (reg: string, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-02-10',
  release_date: '2026-02-11',
  invoice_no: `I-${reg}`,
  hs_code: '8518309500',
  currency: 'USD',
  fx_rate_e8: 500e8,
  fx_unit: 1,
  item_price_minor: 100_000,
  customs_value_minor: 50_000_000,
  qty_e6: 10_000_000,
  qty_unit: '796',
  duty_amount_minor: 5_000_000,
  vat_amount_minor: 8_000_000,
  ...more,
});

const sale = (invoice: string, more: TestRow = {}): TestRow => ({
  direction: 'sale',
  doc_type: 'invoice',
  invoice_no: invoice,
  invoice_date: '2026-03-01',
  article: 'A',
  qty_e6: 4_000_000,
  qty_unit: '796',
  ...more,
});

const reg = (n: number): string => `55301/100226/000000${n}`;
const entries = (from: number, to: number): readonly TestRow[] =>
  Array.from({ length: to - from + 1 }, (_, i) => [line(`E-${from + i}`, '7210', 5), line(`E-${from + i}`, '1030', -5)]).flat();
const balance = (account: string, [opening, debit, credit, closing]: readonly [number, number, number, number]): TestRow => ({
  account,
  period_from: '2026-01-01',
  period_to: '2026-12-31',
  opening_debit_minor: opening,
  opening_credit_minor: 0,
  turnover_debit_minor: debit,
  turnover_credit_minor: credit,
  closing_debit_minor: closing,
  closing_credit_minor: 0,
});
const rate = (day: string, e8: number): TestRow => ({ rate_date: day, currency: 'USD', fx_unit: 1, rate_e8: e8 });

/** A payment to a supplier with its exchange difference. */
const settled = (txn: string, difference: number, more: TestRow = {}): readonly TestRow[] => [
  line(txn, '3310', 49_000_000, { currency: 'USD', currency_minor: 100_000, ...more }),
  line(txn, '1030', -(49_000_000 + difference)),
  line(txn, '7430', difference),
];
const strange: TestRow = { user: 'Director', entry_ts: '2026-02-08T02:10:00', description: 'Manual adjustment', source_doc_ref: null };

export const samples: Samples = {
  T01: {
    planted: {
      rows: [line('1', '6010', -90), line('2', '7010', 100), line('3', '6010', 90, { contra_account: '5610' }), line('4', '1330', 100)],
      also: { declarations: [due('R1')] },
    },
    wordings: [{ rows: [line('1', '6010', -100)] }, { rows: [], params: { revenueAccounts: '' } }],
  },
  T02: {
    planted: {
      rows: [due(reg(1)), due(reg(2), { vat_amount_minor: null }), due(reg(3))],
      also: { ledger: [line('1', '1420', 9_000_000, { source_doc_ref: reg(1) })] },
    },
    wordings: [
      { rows: [due(reg(1))], also: { ledger: [] }, params: { vatAccounts: '' } },
      {
        rows: [due(reg(1))],
        also: {
          returns: [
            { form: '300', period_from: '2026-01-01', period_to: '2026-03-31', line_code: 'X1', amount_minor: 9_000_000 },
            { form: '300', period_from: '2026-01-01', period_to: null, line_code: 'X1', amount_minor: 5 },
          ],
        },
        params: { source: 'returns', vatLines: 'X1' },
      },
      { rows: [due(reg(1))], params: { source: 'returns' } },
    ],
  },
  T03: {
    planted: {
      rows: [balance('1330', [100, 0, 0, 70_000_100]), balance('1030', [1, 0, 0, 1])],
      also: {
        ledger: [line('1', '1330', 70_000_000, { contra_account: '3310', source_doc_ref: `I-${reg(1)}` })],
        declarations: [due(reg(1)), due(reg(2), { item_price_minor: null })],
        stock: [{ movement_date: '2026-12-31', movement_type: 'closing', article: 'A', qty_e6: 1, value_minor: 5 }],
      },
    },
    wordings: [
      { rows: [balance('1330', [100, 0, 0, 100])], also: { ledger: [line('1', '1330', 5)], declarations: [due(reg(1))] } },
      { rows: [], params: { goodsAccounts: '' } },
    ],
  },
  T04: {
    planted: {
      rows: [
        sale('S1', { reg_no: reg(9), item_no: 1 }),
        sale('S2', { reg_no: '55301/100225/0000001', item_no: 1 }),
        sale('S3', { reg_no: reg(1), item_no: 7 }),
        sale('S4', { reg_no: reg(1), item_no: 1, qty_e6: 11_000_000 }),
        sale('S5', { origin_sign: '1' }),
        sale('S6'),
        sale('S7', { status: 'cancelled' }),
        sale('S8', { reg_no: reg(5), item_no: 1 }),
        sale('P8', { direction: 'purchase', reg_no: reg(5), item_no: 1 }),
        sale('S9', { reg_no: reg(1) }),
        sale('S10', { reg_no: reg(2), item_no: 1, qty_unit: '112' }),
      ],
      also: { declarations: [due(reg(1)), due(reg(2))] },
    },
    wordings: [
      { rows: [sale('S1', { reg_no: reg(1), item_no: 1 })], also: { declarations: [due(reg(1))] }, params: { importedSigns: '' } },
    ],
  },
  T05: {
    planted: {
      rows: [1, 2, 3, 4, 5, 6].map((n) => due(reg(n))),
      also: {
        ledger: [
          line('1', '3190', -6_000_000, { source_doc_ref: reg(1) }),
          line('1', '3130', -9_000_000, { source_doc_ref: reg(1) }),
          line('2', '3190', -4_000_000, { source_doc_ref: reg(2) }),
          line('2', '3130', -7_000_000, { source_doc_ref: reg(2) }),
          ...[4, 5].flatMap((n) => [
            line(`${n}`, '3190', -5_000_000, { source_doc_ref: reg(n) }),
            line(`${n}`, '3130', -8_000_000, { source_doc_ref: reg(n) }),
          ]),
        ],
        payments: [{ booking_date: '2026-02-10', direction: 'out', amount_minor: 5, purpose: `Платежи по ДТ ${reg(3)}` }],
      },
    },
    wordings: [
      { rows: [1, 2, 3].map((n) => due(reg(n))), also: { ledger: [line('1', '3190', -5_000_000, { source_doc_ref: reg(1) })] } },
      { rows: [], params: { dutyAccounts: '' } },
    ],
  },
  T06: {
    planted: {
      rows: [
        ...entries(1, 12),
        line('E-13', '7210', 7),
        line('E-13', '1030', -6),
        ...entries(15, 18),
        ...entries(22, 23),
        line('Z', '7210', 5, { posting_date: '2025-12-31' }),
        line('Z', '1030', -5, { posting_date: '2025-12-31' }),
        line('Q-5', '7210', 5, { entry_ts: '2026-06-05T10:00:00' }),
        line('Q-5', '1030', -5),
        line('Q-900', '1030', 0),
        line(null, '1030', 0),
      ],
      also: { accounts: [balance('7210', [0, 1, 0, 1]), balance('1030', [9, 0, 0, 9]), balance('9999', [0, 5, 0, 6])] },
      params: { noticeDate: '2026-06-01' },
    },
    wordings: [
      { rows: entries(1, 12), also: { accounts: [] } },
      {
        rows: Array.from({ length: 12 }, (_, i) => line(`E-${i + 1}`, '7210', 5, { posting_date: '2020-01-01' })),
        params: { periodFrom: '2026-01-01' },
      },
    ],
  },
  T07: {
    planted: {
      rows: [
        line('1', '7010', 100_000_000, strange),
        line('1', '3310', -100_000_000, strange),
        ...Array.from({ length: 120 }, (_, i) => line(`${i + 2}`, '7010', 123, { user: 'Clerk', source_doc_ref: 'D' })),
        line(null, '7010', 5),
      ],
    },
    wordings: [{ rows: [], params: { accounts: '' } }],
  },
  T08: {
    planted: {
      rows: [
        ...settled('1', 2_500_000),
        ...settled('2', 400_000),
        line('3', '7430', 5),
        ...settled('4', 5, { currency: null }),
        ...settled('5', 5),
        line('5', '3310', 5, { currency: 'EUR', currency_minor: 5 }),
        ...settled('6', 5, { posting_date: '2026-02-11' }),
        ...settled('7', 5, { posting_date: '2026-02-12' }),
      ],
      also: {
        rates: [rate('2026-02-10', 500e8), rate('2026-02-12', 1), rate('2026-02-12', 2)],
        payments: [{ booking_date: '2026-02-10', direction: 'out', amount_minor: 5, txn_id: '1' }],
      },
    },
    wordings: [{ rows: settled('1', 1_000_000), also: { rates: [rate('2026-02-10', 500e8)] }, params: { bankAccounts: '' } }],
  },
};
