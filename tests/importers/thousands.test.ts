import { afterAll, describe, expect, test } from 'vitest';
import { importFound } from '../../backend/importers/import-found.ts';
import { previewFound } from '../../backend/importers/preview-found.ts';
import { previewImport } from '../../backend/importers/preview.ts';
import { xlsx } from '../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { caseFiles, params, reading } from './case-files.ts';
import { read, sheet } from './workbook/report-sheet.ts';
import type { Value } from './workbook/report-sheet.ts';
import { workbookOf } from './workbook/xlsx-writer.ts';

const files = caseFiles();
afterAll(() => files.close());

let made = 0;
async function imported(rows: readonly (readonly Value[])[], merges: readonly string[] = []) {
  const file = files.file(`t${(made += 1)}.xlsx`, workbookOf({ sheets: [sheet(rows, merges)], names: ['Лист'] }));
  const common = { path: file, saved: [], reading, books: files.books, place: files.place, evidence: files.evidence };
  const rest = { importId: newId(), table: null, there: [], signal: new AbortController().signal, progress: () => undefined };
  return (await importFound({ ...common, ...rest }, xlsx)).result;
}

const balance = (title: string): Promise<Awaited<ReturnType<typeof imported>>> =>
  imported(
    [
      ['ТОО «Ромашка»'],
      [title],
      ['Счет', 'Сальдо на начало', null, 'Обороты', null, 'Сальдо на конец', null],
      [null, 'Дебет', 'Кредит', 'Дебет', 'Кредит', 'Дебет', 'Кредит'],
      ['1310', 10.5, null, 5, 1, 14.5, null],
      ['3310', null, 10.5, 1, 5, null, 14.5],
      ['Итого', 10.5, 10.5, 6, 6, 14.5, 14.5],
    ],
    ['A3:A4', 'B3:C3', 'D3:E3', 'F3:G3'],
  );

describe('a report in thousands', () => {
  test.each([
    'Оборотно-сальдовая ведомость за 2024 г., тыс. тенге',
    'Оборотно-сальдовая ведомость за 2024 г. (тыс.тг)',
    'Оборотно-сальдовая ведомость за 2024 г. Единица измерения: тысяч тенге',
    'Оборотно-сальдовая ведомость за 2024 г. в тыс. KZT',
    '2024 жылғы айналым-сальдо ведомосі, мың теңге',
    'Trial balance 2024 (000 KZT)',
    'Trial balance 2024, thousands of KZT',
  ])('%s: its amounts are multiplied out, by a repair that is counted', async (title) => {
    const { sums, repaired, checks } = await balance(title);
    expect(sums).toMatchObject({ opening_debit_minor: '10500.00', turnover_debit_minor: '6000.00', closing_credit_minor: '14500.00' });
    expect(repaired['thousands:opening_debit_minor']).toBe(1);
    expect(checks.every((check) => check.agrees)).toBe(true);
  });

  test.each(['Ведомость за 2024 г.', 'Ведомость за 2024 г., тенге', 'Ведомость по суммам свыше 100 тыс. тенге за 2024 г.'])(
    '%s: its amounts are as they stand',
    async (title) => {
      const { sums, repaired } = await balance(title);
      expect(sums).toMatchObject({ opening_debit_minor: '10.50' });
      expect(repaired).toEqual({});
    },
  );

  test.each(['Ведомость за 2024 г., млн тенге', 'Ведомость за 2024 г., тыс. долл. США', 'Ведомость, тыс. руб.'])(
    '%s: nothing is read as tenge',
    async (title) => {
      await expect(balance(title)).rejects.toMatchObject({ code: 'file_no_table' });
    },
  );
});

describe('a plain table', () => {
  const table = (title: string, header: string): readonly (readonly Value[])[] => [
    [title],
    ['Дата', 'Счет', header, 'Кредит', 'Валюта'],
    ['05.01.2025', '1310', 1.5, null, 'KZT'],
    ['05.01.2025', '3310', null, 1.5, 'KZT'],
  ];

  test('under a line that says thousands carries it in the names of its amounts, and is read by it', async () => {
    const found = await read(table('Реестр, тыс. тенге', 'Дебет'));
    expect(found.tables[0]?.headers).toEqual(['Дата', 'Счет', 'Дебет, тыс. тенге', 'Кредит, тыс. тенге', 'Валюта']);
    const { sums, repaired } = await imported(table('Реестр, тыс. тенге', 'Дебет'));
    expect(sums).toMatchObject({ debit_minor: '1500.00', credit_minor: '1500.00' });
    expect(repaired).toEqual({ 'thousands:debit_minor': 1, 'thousands:credit_minor': 1 });
  });

  test('under a line that says millions has no amounts that anything reads by itself', async () => {
    const { sums } = await imported(table('Реестр, млн тенге', 'Дебет'));
    expect(sums).toEqual({});
  });

  test('whose header says thousands is read by it, and its other columns are not', async () => {
    const { sums } = await imported(table('Реестр', 'Дебет, тыс. тенге'));
    expect(sums).toMatchObject({ debit_minor: '1500.00', credit_minor: '1.50' });
  });

  test('is shown with the repair stated, known or suggested', async () => {
    const file = files.file('p.xlsx', workbookOf({ sheets: [sheet(table('Реестр', 'Дебет, тыс. тенге'))], names: ['Лист'] }));
    const shown = await previewFound({ path: file, table: 'ledger', saved: [], params, format: 'xlsx' });
    expect(shown.profile.repairs).toEqual([{ repair: 'thousands', column: 'debit_minor' }]);
    expect(shown.checked.sums).toMatchObject({ debit_minor: '1500.00' });
    const csv = files.file('p.csv', 'Дата и время проводки;Счет учета;Дебет, тыс. тенге\n05.01.2025;1310;1,5\n06.01.2025;1310;2,5\n');
    const suggested = await previewImport({ path: csv, table: 'ledger', saved: [], params });
    expect(suggested.known).toBe(false);
    expect(suggested.profile.repairs).toEqual([{ repair: 'thousands', column: 'debit_minor' }]);
  });

  test('of payments in thousands is left to a person: its amounts have currencies of their own', async () => {
    const csv = files.file('pay.csv', 'Дата операции;Дебет/Кредит;Сумма, тыс. тенге;Валюта;Назначение\n05.01.2025;out;1,5;USD;x\n');
    const shown = await previewImport({ path: csv, table: 'payments', saved: [], params });
    expect(shown.known).toBe(false);
  });
});
