import { expect, test } from 'vitest';
import { earlierPdf, pdf } from '../../../backend/importers/reading/pdf/pdf.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';
import { makePdf } from './make-pdf.ts';

const journal = {
  title: ['Журнал проводок за Январь 2025 г.'],
  headers: ['Дата', 'Счет Дт', 'Счет Кт', 'Сумма', 'Содержание'],
  columns: [
    [40, 80],
    [130, 60],
    [200, 60],
    [270, 90, 'right'],
    [380, 160],
  ],
  rows: [
    ['05.01.2025', '1330', '3310', '50 250,50', 'Товар'],
    ['06.01.2025', '7010', '1330', '20 000,00', 'Себестоимость'],
    ['07.01.2025', '3310', '1030', '50 250,50', 'Оплата'],
  ],
} as const;

test('a journal of two accounts in a PDF gives two rows for each line, named by its page and line', async () => {
  const bytes = await makePdf([journal]);
  const found = await readAll(pdf, 'a.pdf', bytes);
  expect(rowsOf(found, 'ledger').map((row) => [row['account'], row['debit_minor'], row['credit_minor']])).toEqual([
    ['1330', '50250.50', undefined],
    ['3310', undefined, '50250.50'],
    ['7010', '20000.00', undefined],
    ['1330', undefined, '20000.00'],
    ['3310', '50250.50', undefined],
    ['1030', undefined, '50250.50'],
  ]);
  const names = found.tables[0]?.records.map((record) => record.locator ?? '') ?? [];
  expect(names.every((name, i) => /^1\/\d+(?:\.2)?$/.test(name) && name.endsWith('.2') === (i % 2 === 1))).toBe(true);
  expect((await readAll(earlierPdf, 'a.pdf', bytes)).tables[0]?.records).toHaveLength(3);
});
