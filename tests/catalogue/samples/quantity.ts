import type { TestRow } from '../../helpers/population.ts';
import type { Samples } from './sample.ts';

/** A goods item with its weights. */
const weighed = (reg: string, gross: number | null, net: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  article: 'AT-1',
  supp_unit: '796',
  supp_qty_e6: 100_000_000,
  gross_g: gross,
  net_g: net,
  ...more,
});

/** A declared article. */
const item = (reg: string, pieces: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-02-10',
  invoice_no: `I-${reg}`,
  hs_code: '8518309500',
  article: 'AT-1',
  qty_e6: pieces === null ? null : pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});

/** A movement of the stock book. */
const moved = (type: string, pieces: number, more: TestRow = {}): TestRow => ({
  movement_date: '2026-02-12',
  movement_type: type,
  article: 'AT-1',
  product_name: 'Speaker',
  qty_e6: pieces * 1_000_000,
  qty_unit: '796',
  ...more,
});

const [ledgerCredit, ledgerDebit] = [
  (ref: string | null, minor: number, more: TestRow = {}): TestRow => ({
    txn_id: `T-${ref ?? ''}`,
    posting_date: '2026-01-20',
    account: '3310',
    contra_account: '1330',
    credit_minor: minor,
    supplier_id: 'S1',
    counterparty: 'Seller',
    source_doc_ref: ref,
    ...more,
  }),
  (ref: string, minor: number): TestRow => ({
    txn_id: `T-${ref}`,
    posting_date: '2026-01-20',
    account: '1330',
    contra_account: '3310',
    debit_minor: minor,
    source_doc_ref: ref,
  }),
];
const partner = (id: string, country: string | null): TestRow => ({ party_id: id, name: `Party ${id}`, country });

/** Excise stamps and the production of drinks. */
const mark = (type: string, pieces: number, more: TestRow = {}): TestRow => ({
  mark_type: 'stamp',
  movement_type: type,
  movement_date: '2026-02-12',
  article: 'V-1',
  qty_e6: pieces * 1_000_000,
  ...more,
});
const order = (no: string, used: number, norm: number | null): TestRow => ({
  order_no: no,
  order_date: '2026-02-01',
  product_code: 'V-2',
  material_code: 'SPIRIT',
  made_qty_e6: 100_000_000,
  norm_e6: norm,
  used_qty_e6: used * 1_000_000,
});

/** A transport document. */
export const paper = (doc: string, more: TestRow = {}): TestRow => ({
  doc_type: 'transport',
  doc_no: doc,
  doc_date: '2026-01-05',
  vehicle: '123KZA02',
  container: null,
  packages: 10,
  gross_g: 20_000_000,
  reg_no: 'R1',
  invoice_no: 'I-1',
  ...more,
});

const usual = (n: number, gross: number, net: number): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => weighed(`U${i}`, gross + i * 10, net));

export const samples: Samples = {
  Q01: {
    planted: {
      rows: [
        weighed('A', 900, 1000),
        weighed('B', 1000, 1000),
        weighed('C', 1000, 1000, { hs_code: '2701120000' }),
        weighed('D', null, 5),
        ...usual(9, 1000, 900),
        weighed('E', 1000, 300),
        weighed('F', 1000, 900, { hs_code: '0101' }),
      ],
    },
    wordings: [{ rows: [weighed('A', 1000, 900)] }],
  },
  Q02: {
    planted: {
      rows: [
        item('R1', 1, { gross_g: 10_000 }),
        item('R2', 1, { gross_g: 10_000 }),
        item('R3', 1, { gross_g: 10_000 }),
        item('R4', 1, { gross_g: 10_000 }),
        item('R5', 1, { gross_g: null }),
        item('R6', 1, { gross_g: 10_000 }),
        item('R7', 1, { gross_g: 10_000 }),
        item('R8', 1, { gross_g: 10_000 }),
      ],
      also: {
        freight: [
          paper('C1', { gross_g: 10_200 }),
          paper('C2', { reg_no: 'R2', gross_g: 9_800 }),
          paper('P3', { reg_no: 'R3', doc_type: 'packing list', gross_g: 11_000 }),
          paper('P4', { reg_no: 'R4', doc_type: 'packing list', gross_g: 9_000 }),
          paper('C6', { reg_no: 'R6', gross_g: null }),
          paper('C7', { reg_no: 'R7', gross_g: 10_000 }),
          paper('C7b', { reg_no: 'R7', gross_g: 10_000 }),
        ],
      },
    },
    wordings: [{ rows: [item('R1', 1, { gross_g: 10_000 })], also: { freight: [paper('C1', { gross_g: 10_000 })] } }],
  },
  Q03: {
    planted: {
      rows: [
        item('R1', 100),
        item('R2', 100),
        item('R3', 100),
        item('R4', null),
        item('R5', 100, { article: 'W', invoice_no: null }),
        item('R6', 100),
      ],
      also: {
        stock: [
          moved('receipt', 102, { reg_no: 'R1', item_no: 1 }),
          moved('receipt', 5, { reg_no: 'R2', item_no: 1, qty_unit: '112' }),
          moved('receipt', 5, { reg_no: 'R4', item_no: 1, qty_unit: null }),
          moved('receipt', 500, { article: 'W' }),
          moved('receipt', 500, { invoice_no: 'NOWHERE' }),
          moved('receipt', 500, { reg_no: 'R1', status: 'cancelled' }),
          moved('receipt', 90, { reg_no: 'R6', item_no: 1 }),
        ],
      },
      params: { direction: 'both' },
    },
    wordings: [{ rows: [item('R1', 100)], also: { stock: [moved('receipt', 100, { reg_no: 'R1', item_no: 1 })] } }],
  },
  Q04: {
    planted: {
      rows: [
        ...usual(9, 11_000, 10_000),
        weighed('A', 61_000, 60_000),
        weighed('B', 1100, 1000),
        weighed('C', 1, null),
        weighed('D', 2, 1, { supp_unit: null }),
        weighed('E', 2, 1, { supp_unit: '166' }),
        weighed('F', 2, 1, { article: 'X' }),
      ],
    },
    wordings: [{ rows: usual(9, 11_000, 10_000) }],
  },
  Q05: {
    planted: {
      rows: [
        ledgerDebit('N-1', 500_000),
        ledgerCredit('N-1', 500_000, { currency: 'USD', currency_minor: 1000 }),
        ledgerCredit('N-2', 400_000),
        ledgerCredit('N-3', 300_000, { posting_date: '2026-02-09' }),
        ledgerCredit('I-1', 300_000),
        ledgerCredit('N-4', 300_000),
        ledgerCredit('N-4', -300_000),
        ledgerCredit('N-5', 1, { supplier_id: 'S2', counterparty: null }),
        ledgerCredit('N-6', 1, { supplier_id: 'S3', counterparty: null }),
        ledgerCredit('N-7', 1, { description: 'Freight Shenzhen – Almaty' }),
        ledgerCredit(null, 1),
      ],
      also: {
        declarations: [item('R1', 1, { invoice_no: 'I-1' })],
        parties: [partner('S1', 'CN'), partner('S2', 'RU')],
        invoices: [{ direction: 'purchase', invoice_no: 'N-1', invoice_date: '2026-01-10', seller: 'Seller', seller_country: 'CN' }],
        stock: [moved('receipt', 5, { invoice_no: 'N-1' })],
      },
    },
    wordings: [{ rows: [], params: { goodsAccounts: '' } }],
  },
  Q06: {
    planted: {
      rows: [
        moved('opening', 10),
        moved('receipt', 100, { reg_no: 'R1' }),
        moved('issue', -120),
        moved('surplus', 5, { article: 'NEW' }),
        moved('issue', -5, { article: 'NEW' }),
        moved('issue', -5, { article: 'LOCAL' }),
        moved('issue', -5, { article: 'MIX' }),
        moved('issue', -5, { article: 'MIX', qty_unit: '166' }),
        moved('issue', -5, { article: 'LITRE', qty_unit: '112' }),
        moved('issue', -5, { status: 'cancelled' }),
      ],
      also: {
        declarations: [item('R1', 100), item('R2', 5, { article: 'LITRE' })],
        invoices: [
          {
            direction: 'sale',
            invoice_no: 'S-1',
            invoice_date: '2026-03-01',
            article: 'NEW',
            qty_e6: 5_000_000,
            qty_unit: '796',
            origin_sign: '1',
          },
        ],
      },
    },
    wordings: [
      { rows: [moved('receipt', 1), moved('issue', -1)], also: { declarations: [item('R1', 1)] } },
      { rows: [moved('issue', -2)], also: { declarations: [item('R1', 1)] } },
    ],
  },
  Q07: {
    planted: {
      rows: [
        mark('used', 110),
        mark('used', 90, { article: 'V-3' }),
        mark('received', 500),
        mark('used', 1, { article: null }),
        mark('used', 1, { article: 'V-4' }),
      ],
      also: {
        declarations: [
          item('R1', 100, { article: 'V-1' }),
          item('R2', 100, { article: 'V-3' }),
          item('R3', 5, { article: 'V-4', qty_unit: '112' }),
        ],
        products: [{ product_code: 'SPIRIT', hs_code: '2207100000' }],
        production: [order('1', 60, 500_000), order('2', 60, null)],
      },
    },
    wordings: [
      { rows: [mark('used', 1)], also: { declarations: [item('R1', 1, { article: 'V-1' })] } },
      { rows: [], params: { exciseCodes: '', usedWords: '' } },
    ],
  },
  Q08: {
    planted: {
      rows: [
        paper('C1', { container: 'CSQU3054383' }),
        paper('C2', { container: 'CSQU 305438-4', reg_no: 'R2' }),
        paper('C3', { container: 'TRAL 12', reg_no: 'R3' }),
        paper('C4', { container: null }),
        paper('C5', { container: 'MSKU1234565', reg_no: 'R5' }),
        paper('C6', { container: 'MSKU1234565', reg_no: 'R6', doc_date: '2026-01-07' }),
      ],
      also: {
        declarations: [
          { reg_no: 'R5', item_no: 1, hs_code: '1', reg_date: '2026-01-09', release_date: '2026-01-10' },
          { reg_no: 'R6', item_no: 1, hs_code: '1', reg_date: '2026-01-12', release_date: null },
        ],
      },
    },
    wordings: [{ rows: [paper('C1', { container: 'TGHU0000008' })] }],
  },
  Q09: {
    planted: {
      rows: [
        paper('CMR-1', { gross_g: 24_000_001 }),
        paper('SMGS-2', { container: 'CSQU3054383', gross_g: 31_000_000 }),
        paper('CMR-3', { gross_g: null }),
        paper('P-4', { doc_type: 'insurance' }),
        paper('CMR-5', { vehicle: null }),
        paper('CMR-6', { doc_date: null, gross_g: 25_000_000 }),
      ],
    },
    wordings: [{ rows: [paper('CMR-1')] }],
  },
};
