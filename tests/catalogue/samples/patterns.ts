import type { TestRow } from '../../helpers/population.ts';
import { generic } from '../../helpers/lines.ts';
import { invoiced } from './payments.ts';
import { declared, posting } from './sample.ts';
import type { Samples } from './sample.ts';

const postings = (n: number, amount: number): readonly TestRow[] => Array.from({ length: n }, () => posting(1, amount));
const rated = (day: string, e8: number): TestRow => ({ rate_date: day, currency: 'USD', fx_unit: 1, rate_e8: e8 });

/** Entries of one user, so many seconds apart. */
const entries = (n: number, seconds: number): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => ({
    txn_id: `T${i}`,
    posting_date: '2026-01-05',
    account: '7110',
    user: 'Ким',
    entry_ts: `2026-01-05T18:51:${String(i * seconds).padStart(2, '0')}`,
  }));

/** One invoice of equal amount, each in a declaration of its own. */
const numbered = (invoice_no: string): TestRow =>
  declared(`R-${invoice_no}`, { invoice_no, total_invoice_minor: 500_000, invoice_date: '2026-01-03' });

const roundTo = (counterparty: string, n: number, amount: number): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => ({
    ...posting(i, amount === 0 ? 70_000_000 : amount + (amount % 1000 === 0 ? i * 1e6 : i * 7919)),
    counterparty,
  }));

/** Items of one code, each at a price for one unit. */
const prices = (values: readonly number[]): readonly TestRow[] =>
  values.map((value, i) => declared(`P${i}`, { supp_qty_e6: 1_000_000, customs_value_minor: value }));

/** A row of an amendment of a declaration's value. */
const amended = (day: string, more: TestRow = {}): TestRow => ({
  reg_no: 'R-1',
  item_no: 1,
  amended_on: day,
  kind: 'amended',
  field: '45',
  customs_value_before_minor: 100_000,
  customs_value_after_minor: 80_000,
  initiator: 'declarant',
  ...more,
});

/** The same goods by two brokers at two offices, one after the other, so many consignments of each. */
const handed = (n: number, values: readonly [number, number]): readonly TestRow[] =>
  Array.from({ length: 2 * n }, (_, i) =>
    declared(`B-${String(i).padStart(2, '0')}`, {
      reg_date: `2026-01-${String(5 + i).padStart(2, '0')}`,
      declarant: i < n ? 'ТОО «Брокер»' : 'ТОО «Декларант»',
      office_code: i < n ? '55301' : '55302',
      customs_value_minor: values[i < n ? 0 : 1],
    }),
  );

export const samples: Samples = {
  D01: {
    planted: { rows: [declared('A'), declared('B'), declared('C', { invoice_no: null })] },
    wordings: [
      { rows: [declared('A'), declared('A')], params: { keySet: 'declarationItem' } },
      { rows: [posting(1, 5), posting(1, 5), posting(2, 0)], params: { keySet: 'ledger' } },
    ],
  },
  D03: {
    planted: { rows: [1, 2, 3, 4, 6, 7, 8, 12, 13].map((n) => posting(n, 1)) },
    wordings: [{ rows: [1, 2, 3].map((n) => posting(n, 1)) }, { rows: [1, 50].map((n) => posting(n, 1)) }],
  },
  D04: {
    planted: { rows: postings(400, 5000) },
    wordings: [
      { rows: postings(400, 5000), params: { digits: 'second' } },
      { rows: postings(1400, 5000), params: { digits: 'firstTwo' } },
      { rows: [posting(1, 0)] },
    ],
  },
  D10: {
    planted: {
      rows: [
        ...[5000, 500, 490, 480, 500].map((rate, i) =>
          declared(`R${i}`, { fx_rate_e8: rate * 1e8, fx_unit: 1, reg_date: i === 3 ? '2026-02-01' : '2026-01-05' }),
        ),
        declared('N', { fx_rate_e8: null }),
        declared('K', { currency: 'KZT' }),
        declared('D', { fx_rate_e8: 1, reg_date: '2026-01-09' }),
      ],
      also: { rates: [rated('2026-01-05', 500e8), rated('2026-01-06', 490e8), rated('2026-01-09', 1), rated('2026-01-09', 2)] },
    },
    wordings: [{ rows: [declared('A', { fx_rate_e8: 123, fx_unit: 1 })], also: { rates: [rated('2026-01-05', 500e8)] } }, { rows: [] }],
  },
  D16: {
    planted: { rows: [declared('A', { vat_amount_minor: 1 }), declared('B', { vat_amount_minor: 1, duty_amount_minor: 1 })] },
    wordings: [
      {
        rows: [
          declared('A', { duty_rate: 'x' }),
          declared('B', { preference_code: 'МД', duty_amount_minor: 0, vat_base_minor: 400_000, vat_amount_minor: 64_000 }),
        ],
      },
    ],
  },
  D08: {
    planted: { rows: [declared('A', { customs_value_minor: 30_000_000 }), declared('B', { customs_value_minor: 30_000_000 })] },
    wordings: [
      {
        rows: [
          declared('A', { customs_value_minor: null }),
          declared('B', { seller: null }),
          declared('C', { customs_value_minor: 50_000_000 }),
        ],
      },
      { rows: [declared('A')], params: { threshold: '0' } },
    ],
  },
  D12: {
    planted: { rows: [1, 2, 3, 4, 5].map((n) => declared('A', { item_no: n, supp_qty_e6: n * 1_000_000 })) },
    wordings: [{ rows: [declared('A', { customs_value_minor: 0 }), declared('A', { supp_qty_e6: null })] }],
  },
  D13: {
    planted: { rows: ['Запчасти', 'Кран', 'Кран шаровой латунный'].map((description) => declared('A', { description })) },
    wordings: [
      {
        rows: [declared('A', { description: null }), declared('A', { description: 'Телефон сотовой связи' })],
        params: { brandCodes: '8518', vagueWords: '' },
      },
    ],
  },
  D15: {
    planted: {
      rows: [
        { party_id: 'P-1', tax_id: '180140000902', country: 'KZ', name: 'ТОО «Ошибка»' },
        { party_id: 'P-2', tax_id: '180140000901', country: 'KZ' },
      ],
    },
    wordings: [
      {
        rows: [{ tax_id: '18', country: 'KZ' }, { tax_id: null }, { tax_id: 'x', country: 'CN' }, { tax_id: 'x' }],
        also: { invoices: [{ seller_id: null, buyer_id: 'S-1' }] },
      },
      { rows: [{ tax_id: '180140000902' }], pack: generic, params: { homeCountry: '' } },
    ],
  },
  D18: {
    planted: { rows: entries(12, 5) },
    wordings: [
      { rows: [...entries(12, 0), { txn_id: 'A', entry_ts: '2026-01-05T09:00:00' }, { txn_id: 'B', user: 'U', entry_ts: '2026-01-05' }] },
    ],
  },
  D02: {
    planted: { rows: ['RW-26-4012', 'RW-26-4021', 'RW-26-4013', 'RW-26-4812'].map(numbered) },
    wordings: [
      { rows: [numbered('-'), { ...numbered('A-1'), total_invoice_minor: null }, { ...numbered('A-2'), seller: null }] },
      { rows: [invoiced({ direction: 'sale' })], params: { book: 'invoices' } },
    ],
  },
  D05: {
    planted: { rows: [...roundTo('Сервис', 12, 100_000_000), ...roundTo('Аренда', 6, 0), ...roundTo('Прочие', 200, 123_457)] },
    wordings: [{ rows: [posting(1, 0), posting(1, 5)] }],
  },
  D06: {
    planted: { rows: prices([100, 102, 98, 101, 99, 103, 40, 100, 250]) },
    wordings: [
      { rows: [...prices(Array.from({ length: 8 }, () => 5)), declared('A', { customs_value_minor: 0 })] },
      { rows: [declared('A', { supp_qty_e6: null }), declared('B')] },
      { rows: [{ posting_date: '2026-01-05', account: '', debit_minor: 5 }], params: { figure: 'expense' } },
    ],
  },
  D07: {
    planted: { rows: prices([100, 102, 98, 101, 99, 103, 40, 100, 250]) },
    wordings: [{ rows: prices([100, 102, 98, 101, 99, 103, 40, 100, 250]), params: { scale: 'values' } }],
  },
  D11: {
    planted: { rows: Array.from({ length: 8 }, (_, i) => ({ ...posting(i, 49_000_000 + i), counterparty: 'ТОО «Сервис»' })) },
    wordings: [{ rows: [posting(1, 0)] }, { rows: [], params: { threshold: '0' } }],
  },
  D09: {
    planted: {
      rows: [
        declared('A', { release_date: '2026-01-04' }),
        declared('B', { invoice_date: '2026-01-06' }),
        declared('C', { invoice_date: '2026-01-04', contract_no: 'C-1' }),
        declared('D', { reg_date: '2026-01-04' }),
        declared('E', { reg_date: '2027-01-11' }),
        declared('F', { reg_date: '2026-03-02' }),
      ],
      also: {
        freight: [{ reg_no: 'C', doc_type: 'transport', doc_no: 'T', doc_date: '2025-12-01' }],
        contracts: [{ contract_no: 'C-1', contract_date: '2026-01-05' }],
        documents: [{ reg_no: 'C', doc_code: '06013', doc_date: '2026-01-09' }],
        tariff: ['2026-01-01', '2026-03-03'].map((valid_from, i) => ({ hs_code: '8518', valid_from, duty_rate: i === 0 ? '5%' : '10%' })),
        rates: [rated('2026-03-02', 500e8), rated('2026-03-03', 520e8)],
      },
      params: { asOf: '2026-12-31' },
    },
    wordings: [{ rows: [declared('A', { reg_date: null })], params: { certificateCodes: '' } }],
  },
  D14: {
    planted: {
      rows: [
        ...handed(12, [400_000, 390_000]),
        ...handed(8, [400_000, 300_000]).map((row) => ({ ...row, reg_no: `C${row['reg_no']}`, article: 'A-2' })),
        ...Array.from({ length: 10 }, (_, i) =>
          declared(`L-${i}`, {
            reg_date: '2026-03-02',
            declarant: 'ТОО «Декларант»',
            office_code: '55302',
            customs_value_minor: 100_000 + i,
          }),
        ),
      ],
    },
    wordings: [
      {
        rows: [
          declared('A', { reg_date: null }),
          declared('A', { customs_value_minor: 0 }),
          declared('A', { supp_qty_e6: null }),
          declared('A'),
        ],
      },
    ],
  },
  D17: {
    planted: {
      rows: [
        amended('2026-02-03'),
        ...['04', '05', '06'].map((day) => amended(`2026-02-${day}`, { customs_value_before_minor: null })),
        amended('2026-02-03', { reg_no: 'R-2', kind: 'cancelled' }),
      ],
      params: { noticeOn: '2026-02-02' },
    },
    wordings: [{ rows: [amended('2026-02-03', { initiator: 'customs' }), amended('')], params: { cancelKinds: '' } }],
  },
};
