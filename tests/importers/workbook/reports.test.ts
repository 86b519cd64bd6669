import { describe, expect, test } from 'vitest';
import { periodOf } from '../../../backend/importers/reading/workbook/report-words.ts';
import { rowsOf } from '../reading-helpers.ts';
import { cellsOf, read } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';

describe('the header of a sheet', () => {
  test('stands below title lines and is joined over merged lines', async () => {
    const found = await read(
      [
        ['ТОО «Ромашка»'],
        ['Реестр', 'за 2024 год'],
        [null],
        ['№', 'Товар', 'Стоимость', null, 'Дата'],
        [null, null, 'без НДС', 'с НДС', null],
        [1, 'Сырьё', 10, 11.6, '05.01.2024'],
      ],
      ['A4:A5', 'B4:B5', 'C4:D4', 'E4:E5'],
    );
    expect(found.tables[0]?.headers).toEqual(['№', 'Товар', 'Стоимость без НДС', 'Стоимость с НДС', 'Дата']);
    expect(cellsOf(found)).toEqual([['1', 'Сырьё', '10', '11.6', '2024-01-05']]);
  });

  test('of two lines without merged ranges is joined by its gaps', async () => {
    const found = await read([
      ['Товар', 'Приход', null, 'Расход', null],
      [null, 'Кол-во', 'Сумма', 'Кол-во', 'Сумма'],
      ['Сырьё', 1, 2, 3, 4],
    ]);
    expect(found.tables[0]?.headers).toEqual(['Товар', 'Приход Кол-во', 'Приход Сумма', 'Расход Кол-во', 'Расход Сумма']);
  });

  test('merged over several columns is one column, whatever cell of it the rows use', async () => {
    const found = await read(
      [
        ['Товар', null, null, 'Сумма', null],
        ['группа', null, null, 1, null],
        [null, 'подгруппа', null, null, 2],
        [null, null, 'товар', 3, null],
      ],
      ['A1:C1', 'D1:E1'],
    );
    expect(found.tables[0]?.headers).toEqual(['Товар', 'Сумма']);
    expect(cellsOf(found)).toEqual([
      ['группа', '1'],
      ['подгруппа', '2'],
      ['товар', '3'],
    ]);
  });

  test('with the same name twice is told apart by the letters of its columns', async () => {
    const found = await read([
      ['Дата', 'Сумма', 'Сумма'],
      ['05.01.2024', 1, 2],
    ]);
    expect(found.tables[0]?.headers).toEqual(['Дата', 'Сумма (B)', 'Сумма (C)']);
  });

  test('with the line that numbers the columns, and repeated on the next page', async () => {
    const found = await read([
      ['Товар', 'Дата', 'Сумма'],
      ['1', '2', '3'],
      ['Сырьё', '05.01.2024', 5],
      ['Товар', 'Дата', 'Сумма'],
      ['1', '2', '3'],
      ['Уголь', '06.01.2024', 6],
    ]);
    expect(cellsOf(found)).toEqual([
      ['Сырьё', '2024-01-05', '5'],
      ['Уголь', '2024-01-06', '6'],
    ]);
    expect(found.facts['sheet_repeatedHeaders']).toBe('Лист: 2');
  });

  test('that is missing leaves the letters of the columns', async () => {
    const found = await read([
      [1, 2],
      [3, 4],
    ]);
    expect(found.tables[0]?.headers).toEqual(['A', 'B']);
    expect(cellsOf(found)).toHaveLength(2);
  });
});

describe('texts that are numbers and days', () => {
  test('leave in canonical form by column; codes keep their zeros, what does not fit stays', async () => {
    const found = await read([
      ['Код ТН ВЭД', 'Сумма', 'Дата', 'Смешано'],
      ['0101210000', '1 234,56', '05.01.2024 10:30:00', 1.5],
      ['8518309500', '1\u00a0000,00', '31.12.2024 0:00:00', '2,5'],
      ['0202', 'нет', '32.12.2024', '3'],
      ['0303', '7,00', '06.01.2024', 'четыре'],
      ['0404', '8,00', '07.01.2024', '5,25'],
      ['0505', '9,00', '08.01.2024', '6,25'],
      ['0606', '-1,00', '09.01.2024', '7,25'],
    ]);
    expect(cellsOf(found).map((row) => row.join('|'))).toEqual([
      '0101210000|1234.56|2024-01-05 10:30:00|1.5',
      '8518309500|1000.00|2024-12-31|2.5',
      '0202|нет|32.12.2024|3',
      '0303|7.00|2024-01-06|четыре',
      '0404|8.00|2024-01-07|5.25',
      '0505|9.00|2024-01-08|6.25',
      '0606|-1.00|2024-01-09|7.25',
    ]);
  });
});

describe('lines of totals', () => {
  const head = ['Товар', 'Дата', 'Сумма'];
  test('become checks and no records: parts, the whole, signatures below', async () => {
    const found = await read([
      head,
      ['A', '05.01.2024', 0.1],
      ['B', '05.01.2024', 0.2],
      ['Итого за январь', null, 0.3],
      ['C', '05.02.2024', 5],
      ['Итого за февраль', null, 6],
      ['Всего', null, 5.3],
      [null],
      ['Директор', 'Иванов'],
    ]);
    expect(cellsOf(found)).toHaveLength(3);
    expect(found.checks).toEqual([
      { key: 'sheet_total', at: 'Лист!4 Сумма', declared: '0.3', counted: '0.3', agrees: true },
      { key: 'sheet_total', at: 'Лист!6 Сумма', declared: '6', counted: '5', agrees: false },
      { key: 'sheet_total', at: 'Лист!7 Сумма', declared: '5.3', counted: '5.3', agrees: true },
    ]);
    expect(found.facts['sheet_totals']).toBe('Лист: 3');
  });

  test.each(['Total Quartz 9000', 'Итоговый акт', 'Всеволод'])('%s is a record', async (name) => {
    const found = await read([head, [name, '05.01.2024', 1], ['B', '05.01.2024', 2]]);
    expect(cellsOf(found)).toHaveLength(2);
  });

  test.each(['Жиыны', 'Барлығы:', 'ИТОГО:', 'Total', 'Grand total:'])('%s is a total', async (name) => {
    const found = await read([head, ['A', '05.01.2024', 1], [name, null, 1]]);
    expect(cellsOf(found)).toHaveLength(1);
    expect(found.checks).toMatchObject([{ agrees: true }]);
  });
});

describe('trial balance of 1C', () => {
  const merges = ['A1:H1', 'A4:A5', 'B4:B5', 'C4:D4', 'E4:F4', 'G4:H4'];
  const head: Value[][] = [
    ['ТОО «Ромашка»'],
    ['Оборотно-сальдовая ведомость за 1 квартал 2024 г.'],
    ['Выводимые данные: БУ'],
    ['Счет', 'Наименование счета', 'Сальдо на начало периода', null, 'Обороты за период', null, 'Сальдо на конец периода', null],
    [null, null, 'Дебет', 'Кредит', 'Дебет', 'Кредит', 'Дебет', 'Кредит'],
  ];
  const body: Value[][] = [
    [1310, 'Сырьё', '1 000,50', null, '200,00', '100,25', '1 100,25', null],
    ['1310.01', 'на складе', '1 000,50', null, '200,00', '100,25', '1 100,25', null],
    ['ТОО «Поставщик»', null, '1 000,50', null, '200,00', '100,25', '1 100,25', null],
    ['3310', 'Поставщики', null, '1 000,50', '100,25', '200,00', null, '1 100,25'],
    ['Итого', null, '1 000,50', '1 000,50', '300,25', '300,25', '1 100,25', '1 100,25'],
  ];

  test('gives one row per account; analytics are counted; arithmetic and totals are checked', async () => {
    const found = await read([...head, ...body], merges);
    expect(rowsOf(found, 'accounts')).toEqual([
      {
        account: '1310',
        account_name: 'Сырьё',
        period_from: '2024-01-01',
        period_to: '2024-03-31',
        opening_debit_minor: '1000.50',
        turnover_debit_minor: '200.00',
        turnover_credit_minor: '100.25',
        closing_debit_minor: '1100.25',
      },
      {
        account: '1310.01',
        account_name: 'на складе',
        grouping_code: '1310',
        period_from: '2024-01-01',
        period_to: '2024-03-31',
        opening_debit_minor: '1000.50',
        turnover_debit_minor: '200.00',
        turnover_credit_minor: '100.25',
        closing_debit_minor: '1100.25',
      },
      {
        account: '3310',
        account_name: 'Поставщики',
        period_from: '2024-01-01',
        period_to: '2024-03-31',
        opening_credit_minor: '1000.50',
        turnover_debit_minor: '100.25',
        turnover_credit_minor: '200.00',
        closing_credit_minor: '1100.25',
      },
    ]);
    expect(found.checks.filter((c) => !c.agrees)).toEqual([]);
    expect(found.checks.map((c) => c.key)).toContain('trial_turnover_debit');
    expect(found.facts).toMatchObject({ sheet_analytics: 'Лист: 1', company: 'ТОО «Ромашка»', period_to: '2024-03-31' });
  });

  test('an account that does not add up and a wrong total are named', async () => {
    const wrong = body.map((row) => [...row]);
    (wrong[3] as Value[])[7] = '1 100,26';
    const found = await read([...head, ...wrong], merges);
    expect(found.checks.filter((c) => !c.agrees)).toEqual([
      { key: 'account_balance', at: '3310', declared: '-1100.26', counted: '-1100.25', agrees: false },
      { key: 'account_balances', at: '', declared: '3', counted: '2', agrees: false },
      { key: 'trial_closing_credit', at: 'Лист!10', declared: '1100.25', counted: '1100.26', agrees: false },
    ]);
  });

  test('lines of quantities are not amounts; code and name in one cell', async () => {
    const found = await read(
      [
        ['Оборотно-сальдовая ведомость за 2024 г.'],
        ['Счет', 'Показа-\nтели', 'Сальдо на начало периода', null, 'Обороты за период', null, 'Сальдо на конец периода', null],
        ['Номенклатура', null, 'Дебет', 'Кредит', 'Дебет', 'Кредит', 'Дебет', 'Кредит'],
        ['1330, Товары', 'БУ', 5, null, 1, 2, 4, null],
        [null, 'Кол.', 500, null, 100, 200, 400, null],
        ['Итого', 'БУ', 5, null, 1, 2, 4, null],
      ],
      ['B2:B3', 'C2:D2', 'E2:F2', 'G2:H2'],
    );
    expect(rowsOf(found, 'accounts')).toMatchObject([{ account: '1330', account_name: 'Товары', opening_debit_minor: '5' }]);
    expect(found.facts['sheet_quantities']).toBe('Лист: 1');
    expect(found.checks.every((c) => c.agrees)).toBe(true);
  });
});

describe('account card of 1C', () => {
  const merges = ['A1:I1', 'E3:F3', 'G3:H3', 'I3:J3', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:D4'];
  const rows: Value[][] = [
    ['Карточка счета 1310 за Январь 2024 г.'],
    [null],
    ['Период', 'Документ', 'Аналитика Дт', 'Аналитика Кт', 'Дебет', null, 'Кредит', null, 'Текущее сальдо', null],
    [null, null, null, null, 'Счет', 'Сумма', 'Счет', 'Сумма', null, null],
    ['Сальдо на начало', null, null, null, null, null, null, null, 'Д', '100,00'],
    [
      '05.01.2024',
      'Поступление ТМЗ 00000000123 от 05.01.2024 12:00:00',
      'Сырьё',
      'ТОО «Поставщик»',
      '1310',
      '50,25',
      '3310',
      '50,25',
      'Д',
      '150,25',
    ],
    ['06.01.2024', 'Списание 7 от 06.01.2024', 'Цех', 'Сырьё', '8110', '200,00', '1310', '200,00', 'К', '49,75'],
    ['Обороты за период и сальдо на конец', null, null, null, null, '50,25', null, '200,00', 'К', '49,75'],
  ];

  test('gives ledger rows from the side of its account and checks its balances', async () => {
    const found = await read(rows, merges);
    expect(rowsOf(found, 'ledger')).toEqual([
      {
        posting_date: '2024-01-05',
        account: '1310',
        contra_account: '3310',
        debit_minor: '50.25',
        source_doc_ref: '00000000123',
        doc_date: '2024-01-05',
        description: 'Поступление ТМЗ 00000000123 от 05.01.2024 12:00:00; Сырьё; ТОО «Поставщик»',
      },
      {
        posting_date: '2024-01-06',
        account: '1310',
        contra_account: '8110',
        credit_minor: '200.00',
        source_doc_ref: '7',
        doc_date: '2024-01-06',
        description: 'Списание 7 от 06.01.2024; Цех; Сырьё',
      },
    ]);
    expect(found.checks.map((c) => [c.key, c.declared, c.counted, c.agrees])).toEqual([
      ['card_turnover_debit', '50.25', '50.25', true],
      ['card_turnover_credit', '200', '200', true],
      ['card_closing', '-49.75', '-49.75', true],
      ['card_running_balances', '2', '2', true],
    ]);
    expect(found.facts['period_to']).toBe('2024-01-31');
  });

  test('a running balance that jumps is named with its row', async () => {
    const wrong = rows.map((row) => [...row]);
    (wrong[5] as Value[])[9] = '150,35';
    const found = await read(wrong, merges);
    expect(found.checks.filter((c) => !c.agrees).map((c) => [c.key, c.at])).toEqual([
      ['card_running_balance', 'Лист!6'],
      ['card_running_balance', 'Лист!7'],
      ['card_running_balances', 'Лист'],
    ]);
  });

  test('a move between parts of the account is two rows of one line', async () => {
    const moved = rows.map((row) => [...row]);
    moved[6] = ['06.01.2024', 'Перемещение 8 от 06.01.2024', 'a', 'b', '1310.02', '10,00', '1310.01', '10,00', 'Д', '150,25'];
    const found = await read(moved.slice(0, 7), merges);
    expect(found.tables[0]?.records.map((r) => [r.locator, r.cells[1], r.cells[3], r.cells[4]])).toEqual([
      ['Лист!6', '1310', '50.25', ''],
      ['Лист!7', '1310.02', '10.00', ''],
      ['Лист!7.2', '1310.01', '', '10.00'],
    ]);
    expect(found.checks.at(-1)).toMatchObject({ key: 'card_running_balances', agrees: true });
  });
});

test.each([
  ['за 2024 г.', '2024-01-01', '2024-12-31'],
  ['за Февраль 2024 г.', '2024-02-01', '2024-02-29'],
  ['за 2 квартал 2023 г.', '2023-04-01', '2023-06-30'],
  ['за 1 полугодие 2024 г.', '2024-01-01', '2024-06-30'],
  ['за 9 месяцев 2024 г.', '2024-01-01', '2024-09-30'],
  ['Январь - Март 2024', '2024-01-01', '2024-03-31'],
  ['с 05.01.2024 по 17.02.2024', '2024-01-05', '2024-02-17'],
  ['2024 жылғы қаңтар', '2024-01-01', '2024-01-31'],
])('the period "%s"', (text, from, to) => {
  expect(periodOf(text)).toEqual({ from, to });
});
