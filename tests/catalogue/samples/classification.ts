import type { TestRow } from '../../helpers/population.ts';
import { declared } from './sample.ts';
import type { Samples } from './sample.ts';

const preferred = (reg: string, more: TestRow = {}): TestRow => declared(reg, { preference_code: 'ООПЛОО', ...more });
const paper = (reg: string, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  doc_code: '06013',
  doc_name: 'Сертификат СТ-1',
  doc_no: `C-${reg}`,
  doc_date: '2026-01-03',
  valid_to: '2026-12-31',
  ...more,
});
const article = (reg: string, code: string | null, more: TestRow = {}): TestRow =>
  declared(reg, { article: 'AT-1', brand: 'Aurora', hs_code: code, ...more });

const order = (no: string, used: number, more: TestRow = {}): TestRow => ({
  order_no: no,
  order_date: '2026-02-01',
  product_code: 'KIT',
  material_code: 'FILM',
  made_qty_e6: 100_000_000,
  norm_e6: 100_000_000,
  used_qty_e6: used * 1_000_000,
  used_unit: '166',
  ...more,
});

export const samples: Samples = {
  C01: {
    planted: { rows: [article('R1', '8518309500'), article('R2', '8518309500'), article('R3', '8518909800', { duty_rate: '0%' })] },
    wordings: [
      {
        rows: [article('R1', '8518309500'), article('R2', '8518300000'), article('R3', ''), article('R4', '8518309500', { article: null })],
      },
      { rows: [article('R1', '8518309500')] },
    ],
  },
  O01: {
    planted: {
      rows: [preferred('R1'), preferred('R2'), preferred('R3'), preferred('R4')],
      also: {
        documents: [
          paper('R1', { doc_code: '04021', doc_name: 'Invoice' }),
          paper('R2', { valid_to: '2026-01-04' }),
          paper('R3', { doc_date: '2026-01-06' }),
          paper('R4'),
        ],
      },
    },
    wordings: [
      { rows: [preferred('R1'), preferred('R2', { reg_date: null }), preferred('R3', { preference_code: 'ОООО' })] },
      { rows: [preferred('R1')], also: { documents: [paper('R1')] }, params: { certificateCodes: '' } },
    ],
  },
  R03: {
    planted: { rows: [order('P1', 11_200), order('P2', 10_000)] },
    wordings: [{ rows: [order('P1', 9000), order('P2', 10_000, { norm_e6: null })] }, { rows: [order('P1', 10_000)] }],
  },
};
