import type { TestRow } from '../../helpers/population.ts';
import { declared } from './sample.ts';
import type { Samples } from './sample.ts';

const peers = Array.from({ length: 12 }, (_, i) => declared(`R${i}`, { customs_value_minor: 400_000 + i * 1000, invoice_no: `I-${i}` }));

/** A box of a value declaration in national money. */
export const box = (name: string, minor: number | null, more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  box: name,
  currency: 'KZT',
  amount_minor: minor,
  national_minor: minor,
  ...more,
});

export const answer = (name: string, said: string | null, more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  box: name,
  answer: said,
  ...more,
});

/** A form that adds up: 10,000.00 + 500.00 − 200.00 = 10,300.00. */
export const rightForm = [
  box('11a', 1_000_000),
  box('12', 1_000_000),
  box('17', 40_000),
  box('19', 10_000),
  box('20', 50_000),
  box('22', 20_000),
  box('24', 20_000),
  box('25a', 1_030_000),
];

const day = { reg_date: '2026-01-05', hs_code: '8518309500' };

/** A declared item with what carriage is found and divided by. */
export const carried = (item: number, more: TestRow = {}): TestRow => ({
  ...day,
  reg_no: 'R1',
  item_no: item,
  incoterm: 'FOB',
  invoice_no: 'INV-7001',
  consignee: 'Zhibek Sauda LLP',
  currency: 'USD',
  fx_rate_e8: 50_000_000_000,
  fx_unit: 1,
  gross_g: 1000,
  customs_value_minor: 100_000,
  ...more,
});

export const paper = (more: TestRow = {}): TestRow => ({
  doc_type: 'transport',
  doc_no: 'CMR-1',
  currency: 'KZT',
  amount_minor: 150_000,
  before_border_minor: 100_000,
  after_border_minor: 50_000,
  payer: 'Zhibek Sauda LLP',
  reg_no: 'R1',
  ...more,
});

export const policy = (more: TestRow = {}): TestRow =>
  paper({ doc_type: 'insurance', doc_no: 'P-1', amount_minor: 3000, before_border_minor: null, after_border_minor: null, ...more });

export const bought = (reg: string, more: TestRow = {}): TestRow => ({
  ...day,
  reg_no: reg,
  item_no: 1,
  seller: 'Daegu Lighting Corp.',
  consignee: 'Zhibek Sauda LLP',
  ...more,
});
export const owner: TestRow = {
  party_id: 'T-1',
  kind: 'owner',
  name: 'Zhibek Sauda LLP',
  phone: '+7 727 300 55 10',
  director: 'Erlan Seitkali',
};
export const supplier: TestRow = {
  party_id: 'S-1',
  kind: 'supplier',
  name: 'Daegu Lighting Corp.',
  phone: '8 200 11',
  director: 'Kim Min Seo',
};

export const valued = (more: TestRow = {}): TestRow => ({
  ...day,
  reg_no: 'R1',
  item_no: 1,
  valuation_method: '1',
  contract_no: 'DL-1/2025',
  item_price_minor: 100_000,
  ...more,
});
export const contract = (kind: string): TestRow => ({ contract_no: 'DL-1/2025', kind });

export const note = (more: TestRow = {}): TestRow => ({
  direction: 'purchase',
  doc_type: 'debit_note',
  invoice_no: 'DN-1',
  invoice_date: '2026-03-02',
  seller: 'Daegu Lighting Corp.',
  corrects_no: 'DL-26-4065',
  currency: 'USD',
  total_minor: 136_663,
  ...more,
});
export const released = (more: TestRow = {}): TestRow => ({
  ...day,
  reg_no: 'R1',
  item_no: 1,
  release_date: '2026-01-06',
  invoice_no: 'DL-26-4065',
  seller: 'Daegu Lighting Corp.',
  customs_value_minor: 1_030_000,
  ...more,
});
export const billed = (text: string, more: TestRow = {}): TestRow => ({
  invoice_no: 'DL-26-4065',
  invoice_date: '2026-01-02',
  description: text,
  ...more,
});

export const priced = (more: TestRow = {}): TestRow => ({
  ...day,
  reg_no: 'R1',
  item_no: 1,
  invoice_no: 'AT-26-5781',
  seller: 'Shenzhen AeroTone Audio Co., Ltd',
  currency: 'USD',
  item_price_minor: 100_000,
  qty_e6: 10_000_000,
  ...more,
});
export const bill = (more: TestRow = {}): TestRow => ({
  direction: 'purchase',
  doc_type: 'invoice',
  invoice_no: 'AT-26-5781',
  invoice_date: '2026-01-02',
  seller: 'Shenzhen AeroTone Audio Co., Ltd',
  currency: 'USD',
  qty_e6: 10_000_000,
  total_minor: 100_000,
  ...more,
});

export const samples: Samples = {
  V01: {
    planted: {
      rows: [
        ...rightForm.filter((row) => row['box'] !== '20'),
        box('20', 40_000),
        box('12', 5, { reg_no: 'R2' }),
        box('14', null, { reg_no: 'R3' }),
      ],
      also: { declarations: [{ ...day, reg_no: 'R1', item_no: 1, customs_value_minor: 1_030_000 }] },
    },
    wordings: [
      { rows: rightForm, also: { declarations: [{ ...day, reg_no: 'R1', item_no: 1, customs_value_minor: 1_000_000 }] } },
      { rows: [box('12', 10), box('20', 5), box('25a', 20), box('17', 3)] },
      { rows: [box('12', 10), box('13', null, { currency: 'USD' })] },
      { rows: rightForm },
    ],
  },
  V02: {
    planted: {
      rows: [priced(), priced({ reg_no: 'R2', invoice_no: null }), priced({ reg_no: 'R3', invoice_no: 'X-99' })],
      also: { invoices: [bill({ total_minor: 113_000 })] },
    },
    wordings: [
      { rows: [priced()], also: { invoices: [bill({ total_minor: 90_000 })] } },
      { rows: [priced()], also: { invoices: [bill({ currency: 'EUR' })] } },
      { rows: [priced({ currency: null })], also: { invoices: [bill()] } },
      { rows: [priced({ item_price_minor: null })], also: { invoices: [bill()] } },
      { rows: [priced()], also: { invoices: [bill(), bill({ total_minor: 120_000 })] } },
      { rows: [priced({ qty_e6: 5_000_000, item_price_minor: 50_000 })], also: { invoices: [bill()] } },
    ],
  },
  V03: {
    planted: { rows: [carried(1), carried(2)], also: { values: [answer('7a', 'no')], freight: [paper()] } },
    wordings: [
      {
        rows: [
          carried(1),
          carried(1, { reg_no: 'R2' }),
          carried(1, { reg_no: 'R3' }),
          carried(1, { reg_no: 'R4', incoterm: 'CIP' }),
          carried(1, { reg_no: 'R5', invoice_no: 'I-5' }),
          carried(1, { reg_no: 'R6' }),
        ],
        also: {
          values: [
            box('17', 60_000),
            box('17', null, { reg_no: 'R3', currency: 'USD' }),
            answer('7a', 'no', { reg_no: 'R4' }),
            answer('7a', 'no', { reg_no: 'R5' }),
            box('17', 1, { reg_no: 'R6' }),
          ],
          freight: [paper(), paper({ reg_no: 'R6', before_border_minor: null, after_border_minor: null })],
        },
      },
    ],
  },
  V05: {
    planted: { rows: [carried(1), carried(2)], also: { values: [answer('7a', 'no')], freight: [policy()] } },
    wordings: [
      {
        rows: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'].map((reg) =>
          carried(1, { reg_no: reg, invoice_no: reg, incoterm: reg === 'R4' ? 'CIF' : 'FOB' }),
        ),
        also: {
          values: [box('19', 1000), box('19', null, { reg_no: 'R3', currency: 'USD' }), box('19', 0, { reg_no: 'R6' })],
          freight: [policy(), policy({ reg_no: 'R2' }), policy({ reg_no: 'R3' }), policy({ reg_no: 'R6', amount_minor: null })],
        },
      },
    ],
  },
  V11: {
    planted: {
      rows: [note(), note({ invoice_no: 'DN-2', corrects_no: null }), note({ invoice_no: 'DN-3', corrects_no: 'X-9' })],
      also: { declarations: [released()] },
    },
    wordings: [
      {
        rows: [
          note({ doc_type: 'credit note' }),
          note({ invoice_no: 'S', direction: 'sale' }),
          note({ invoice_no: 'C', status: 'cancelled' }),
          note({ invoice_no: 'A', total_minor: null }),
          note({ invoice_no: 'U', currency: null }),
          note({ invoice_no: 'B', invoice_date: '2026-01-06' }),
          note({ invoice_no: 'M', corrects_no: 'DL-2' }),
        ],
        also: {
          declarations: [released(), released({ reg_no: 'R2', invoice_no: 'DL-2' })],
          amendments: [{ reg_no: 'R2', amended_on: '2026-03-02', kind: 'value' }],
        },
      },
      { rows: [] },
    ],
  },
  V12: {
    planted: {
      rows: [bought('R1'), bought('R2'), bought('R3', { seller: null }), bought('R4')],
      also: {
        values: [answer('7a', 'no'), answer('7a', 'yes', { reg_no: 'R2' })],
        parties: [owner, { ...supplier, phone: owner['phone'] ?? null, director: owner['director'] ?? null }],
      },
    },
    wordings: [
      {
        rows: [bought('R1')],
        also: {
          values: [answer('7a', 'no')],
          parties: [
            { ...owner, bank_account: 'KZ86125KZT5004', address: 'Ryskulov Ave 57, Almaty' },
            { ...supplier, bank_account: 'KZ86125KZT5004', address: 'Ryskulov Ave 57, Almaty' },
          ],
          relations: [
            { party: 'Zhibek Sauda LLP', other: 'Daegu Lighting Corp.', kind: 'share', share_percent_e8: 500_000_000 },
            { party: 'Zhibek Sauda LLP', other: 'Daegu Lighting Corp.', kind: 'family' },
          ],
        },
      },
      { rows: [bought('R1')], also: { values: [answer('7a', 'no')], parties: [supplier] }, params: { ownerKinds: '' } },
    ],
  },
  V14: {
    planted: {
      rows: [
        ...peers,
        declared('L', { customs_value_minor: 200_000 }),
        declared('D', { customs_value_minor: 355_000 }),
        declared('N', { origin_country: null }),
      ],
    },
    wordings: [
      {
        rows: [...peers, declared('H', { customs_value_minor: 900_000 }), declared('D', { customs_value_minor: 460_000 })],
        params: { direction: 'high' },
      },
    ],
  },
  V17: {
    planted: {
      rows: [valued(), valued({ reg_no: 'R2', valuation_method: null }), valued({ reg_no: 'R3', valuation_method: '6' })],
      also: { contracts: [contract('consignment')], values: [answer('8b', 'yes')] },
    },
    wordings: [{ rows: [valued({ item_price_minor: 0 })] }],
  },
  V18: {
    planted: { rows: [box('22', 20_000), box('22', 0, { item_no: 2 })], also: { declarations: [released()], invoices: [billed('Lamp')] } },
    wordings: [
      { rows: [box('22', 20_000)], also: { declarations: [released()], invoices: [billed('Доставка до склада')] } },
      { rows: [box('22', 20_000)], also: { declarations: [released()] } },
      { rows: [box('22', 20_000), box('23', null, { item_no: 2, currency: 'USD' })] },
    ],
  },
};
