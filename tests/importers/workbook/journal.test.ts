import { describe, expect, test } from 'vitest';
import { rowsOf } from '../reading-helpers.ts';
import { read } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';

const journal: readonly (readonly Value[])[] = [
  ['ТОО «Ромашка»'],
  ['Журнал проводок за Январь 2025 г.'],
  ['Дата', 'Документ', 'Счет Дт', 'Счет Кт', 'Сумма', 'Валюта Кт', 'Вал. сумма Кт', 'Содержание'],
  ['05.01.2025', 'Поступление ТМЗ 123 от 05.01.2025 12:00:00', '1330', '3310', '50 250,50', 'USD', '100,50', 'Товар'],
  ['06.01.2025', 'Реализация 7 от 06.01.2025', '7010', '1330', '20 000,00', null, null, 'Себестоимость'],
  ['07.01.2025', 'Принят залог', '001', null, '5 000,00', null, null, 'Забалансовый'],
  ['Итого', null, null, null, '75 250,50', null, null, null],
];

describe('a journal of two accounts', () => {
  test('gives a debit and a credit row for each line', async () => {
    const found = await read(journal);
    expect(found.tables[0]).toMatchObject({ table: 'ledger', canonical: true });
    expect(found.tables[0]?.records.map((record) => record.locator)).toEqual(['Лист!4', 'Лист!4.2', 'Лист!5', 'Лист!5.2', 'Лист!6']);
    expect(rowsOf(found, 'ledger').slice(0, 3)).toEqual([
      {
        posting_date: '2025-01-05',
        account: '1330',
        contra_account: '3310',
        debit_minor: '50250.50',
        source_doc_ref: '123',
        doc_date: '2025-01-05',
        description: 'Товар; Поступление ТМЗ 123 от 05.01.2025 12:00:00',
      },
      {
        posting_date: '2025-01-05',
        account: '3310',
        contra_account: '1330',
        credit_minor: '50250.50',
        currency: 'USD',
        currency_minor: '100.50',
        source_doc_ref: '123',
        doc_date: '2025-01-05',
        description: 'Товар; Поступление ТМЗ 123 от 05.01.2025 12:00:00',
      },
      {
        posting_date: '2025-01-06',
        account: '7010',
        contra_account: '1330',
        debit_minor: '20000.00',
        source_doc_ref: '7',
        doc_date: '2025-01-06',
        description: 'Себестоимость; Реализация 7 от 06.01.2025',
      },
    ]);
  });

  test('says how many lines and postings there are, holds debit against credit and its own total', async () => {
    const found = await read(journal);
    expect(found.facts).toMatchObject({ journal_lines: 'Лист: 3', journal_postings: 'Лист: 5', journal_one_sided: 'Лист: 1' });
    expect(found.checks).toEqual([
      { key: 'journal_total', at: 'Лист!7', declared: '75250.5', counted: '75250.5', agrees: true },
      { key: 'journal_debit_credit', at: 'Лист', declared: '70250.5', counted: '70250.5', agrees: true },
    ]);
  });

  test('a total that does not add up is named', async () => {
    const wrong = journal.map((row, i) => (i === 6 ? ['Итого', null, null, null, '75 250,51'] : row));
    expect((await read(wrong)).checks[0]).toMatchObject({ declared: '75250.51', counted: '75250.5', agrees: false });
  });

  test('with accounts under Дебет and Кредит and one amount, numbered entries, accounts as numbers', async () => {
    const found = await read([
      ['№ проводки', '№ строки', 'Дата', 'Дебет', 'Кредит', 'Сумма, тенге'],
      ['Б-1', 1, '05.01.2025', 1330, 3310, 100.5],
      ['Б-1', 2, '05.01.2025', 1420, 3310, 12.06],
      ['Б-2', 1, '06.01.2025', 3310, 1030, 112.56],
    ]);
    expect(
      rowsOf(found, 'ledger').map((row) => [row['txn_id'], row['line_no'], row['account'], row['debit_minor'], row['credit_minor']]),
    ).toEqual([
      ['Б-1', '1', '1330', '100.5', undefined],
      ['Б-1', '2', '3310', undefined, '100.5'],
      ['Б-1', '3', '1420', '12.06', undefined],
      ['Б-1', '4', '3310', undefined, '12.06'],
      ['Б-2', '1', '3310', '112.56', undefined],
      ['Б-2', '2', '1030', undefined, '112.56'],
    ]);
  });

  test('a report of postings with an amount beside each account is one too', async () => {
    const found = await read(
      [
        ['Отчет по проводкам за 2025 г.'],
        ['Период', 'Документ', 'Аналитика Дт', 'Аналитика Кт', 'Дебет', null, 'Кредит', null],
        [null, null, null, null, 'Счет', 'Сумма', 'Счет', 'Сумма'],
        ['05.01.2025', 'Операция 1 от 05.01.2025', 'Сырьё', 'Продавец', '1310.01', '50,25', '3310', '50,25'],
        ['06.01.2025', 'Операция 2 от 06.01.2025', 'Сырьё', 'Продавец', '1310.01', '10,00', '3310', '10,00'],
      ],
      ['E2:F2', 'G2:H2', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:D3'],
    );
    expect(rowsOf(found, 'ledger').map((row) => [row['account'], row['debit_minor'], row['credit_minor']])).toEqual([
      ['1310.01', '50.25', undefined],
      ['3310', undefined, '50.25'],
      ['1310.01', '10.00', undefined],
      ['3310', undefined, '10.00'],
    ]);
    expect(rowsOf(found, 'ledger')[0]).toMatchObject({ description: 'Операция 1 от 05.01.2025; Сырьё; Продавец' });
  });

  test('a ledger with amounts under Дебет and Кредит is none', async () => {
    const found = await read([
      ['Дата', 'Счет', 'Дебет', 'Кредит', 'Сумма'],
      ['05.01.2025', '1330', 1000, null, 1000],
      ['06.01.2025', '3310', null, 1000, 1000],
    ]);
    expect(found.tables[0]?.table).toBeNull();
  });

  test('in thousands is said to be', async () => {
    const rows = journal.map((row) => [...row]);
    rows[1] = ['Журнал проводок за Январь 2025 г., тыс. тенге'];
    expect((await read(rows)).tables[0]).toMatchObject({ table: 'ledger', thousands: true });
  });

  test('in millions is no ledger: nothing here multiplies them out', async () => {
    const rows = journal.map((row) => [...row]);
    rows[1] = ['Журнал проводок за Январь 2025 г., млн тенге'];
    expect((await read(rows)).tables[0]?.table).toBeNull();
  });

  test('whose lines leave out the day and the document of the line above has them, and says how many', async () => {
    const found = await read([
      ['Дата', 'Документ', 'Дт', 'Кт', 'Сумма'],
      ['05.01.2025', 'Поступление 1 от 05.01.2025', '1330', '3310', 50.5],
      [null, null, '1420', '3310', 6],
      [null],
      [null, null, '7010', '1330', 1],
    ]);
    const rows = rowsOf(found, 'ledger').map((row) => [row['posting_date'], row['source_doc_ref'], row['account']]);
    expect(rows.slice(2)).toEqual([
      ['2025-01-05', '1', '1420'],
      ['2025-01-05', '1', '3310'],
      [undefined, undefined, '7010'],
      [undefined, undefined, '1330'],
    ]);
    expect(found.facts['journal_documents_above']).toBe('Лист: 1');
  });
});
