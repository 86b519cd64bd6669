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
