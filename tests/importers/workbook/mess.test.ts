import { describe, expect, test } from 'vitest';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { readerOf } from '../../../backend/importers/reading/readers.ts';
import { readAll } from '../reading-helpers.ts';
import { cellsOf, read, sheet } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';
import { workbookOf } from './xlsx-writer.ts';

const head = ['Дата', 'Счет', 'Дебет', 'Кредит'];

describe('amounts as people type them', () => {
  test.each<[string, readonly (readonly Value[])[], readonly (readonly string[])[]]>([
    [
      'apostrophes part the thousands',
      [
        ['05.01.2025', '1310', "1'234'567,50", null],
        ['06.01.2025', '3310', null, '1’000,00'],
      ],
      [
        ['1234567.50', ''],
        ['', '1000.00'],
      ],
    ],
    [
      'a dash is nothing',
      [
        ['05.01.2025', '1310', '1 000,50', '—'],
        ['06.01.2025', '3310', '-', '7,00'],
      ],
      [
        ['1000.50', '0'],
        ['0', '7.00'],
      ],
    ],
    [
      'a dash beside numbers is nothing',
      [
        ['05.01.2025', '1310', 1000.5, '–'],
        ['06.01.2025', '3310', '—', 7],
      ],
      [
        ['1000.5', '0'],
        ['0', '7'],
      ],
    ],
    [
      'the national currency behind or before them',
      [
        ['05.01.2025', '1310', '1 000,50 ₸', null],
        ['06.01.2025', '3310', null, 'KZT 250,25'],
        ['06.01.2025', '3310', null, '10,00 тенге'],
      ],
      [
        ['1000.50', ''],
        ['', '250.25'],
        ['', '10.00'],
      ],
    ],
    [
      'another currency stays and is a problem of its row',
      [
        ['05.01.2025', '1310', '$1,000.50', null],
        ['06.01.2025', '3310', null, '250,25 €'],
      ],
      [
        ['$1,000.50', ''],
        ['', '250,25 €'],
      ],
    ],
    [
      'in brackets they are below nought',
      [
        ['05.01.2025', '1310', '(1 000,50)', null],
        ['06.01.2025', '3310', null, '2,00'],
      ],
      [
        ['-1000.50', ''],
        ['', '2.00'],
      ],
    ],
  ])('%s', async (_, rows, amounts) => {
    const found = await read([head, ...rows]);
    expect(cellsOf(found).map((cells) => cells.slice(2))).toEqual(amounts);
  });

  test('what names the currency is said, so that books kept in another one are told apart', async () => {
    const found = await read([head, ['05.01.2025', '1310', '1 000,50 ₸', null], ['06.01.2025', '3310', null, '7,00']]);
    expect(found.facts['currency']).toBe('KZT');
  });

  test('a number without a decimal among dashes and codes stays as it is', async () => {
    const found = await read([
      ['Код', 'Место'],
      ['0101', '—'],
      ['5', '12'],
    ]);
    expect(cellsOf(found)).toEqual([
      ['0101', '—'],
      ['5', '12'],
    ]);
  });
});

describe('a line of units below the header', () => {
  test('is no record; thousands stand behind the names of amounts, another currency behind its own', async () => {
    const found = await read([
      ['Дата', 'Счет', 'Дебет', 'Кредит', 'Сумма в валюте'],
      [null, null, 'тыс. тенге', 'тыс. тенге', 'USD'],
      ['05.01.2025', '1310', 1.5, null, 3],
    ]);
    expect(found.tables[0]?.headers).toEqual(['Дата', 'Счет', 'Дебет, тыс. тенге', 'Кредит, тыс. тенге', 'Сумма в валюте, USD']);
    expect(cellsOf(found)).toHaveLength(1);
  });
});

describe('two tables under one another', () => {
  const [first, second] = [
    [head, ['05.01.2025', '1310', 10, null], ['06.01.2025', '3310', null, 10]],
    [
      ['Номер', 'Дата', 'Сумма', 'Валюта'],
      ['1', '09.01.2025', 500.5, 'USD'],
      ['2', '10.01.2025', 700.5, 'USD'],
    ],
  ] as const;

  test('are two tables, and rows keep the names of their sheet', async () => {
    const found = await read([...first, [null], ['Оплата поставщикам'], ...second]);
    expect(found.tables.map(({ scope, headers, records }) => [scope, headers.length, records.map((record) => record.locator)])).toEqual([
      ['Лист', 4, ['Лист!2', 'Лист!3']],
      ['Лист (5)', 4, ['Лист!7', 'Лист!8']],
    ]);
    expect(found.tables[1]?.records[0]?.cells).toEqual(['1', '2025-01-09', '500.5', 'USD']);
  });

  test('with the same headers are two where the second has a title of its own, and one where a page begins anew', async () => {
    const titled = await read([['Приход'], ...first, [null], ['Расход'], ...first]);
    expect(titled.tables.map((table) => [table.scope, table.records.length])).toEqual([
      ['Лист', 2],
      ['Лист (6)', 2],
    ]);
    for (const title of [['Приход'], ['Страница 2']]) {
      const paged = await read([['Приход'], ...first, [null], title, ...first]);
      expect(paged.tables).toHaveLength(1);
    }
  });

  test('are found beyond the first rows that are looked at, and each has its own totals', async () => {
    const long = Array.from({ length: 300 }, (_, i): readonly Value[] => ['05.01.2025', '1310', i + 1, null]);
    const found = await read([head, ...long, ['Итого', null, 45_150, null], [null], ...second, ['Итого', null, 1201, null]]);
    expect(found.tables.map((table) => table.records.length)).toEqual([300, 2]);
    expect(found.checks.map((check) => [check.declared, check.agrees])).toEqual([
      ['45150', true],
      ['1201', true],
    ]);
  });

  test('a signature, an empty line between rows, a list of words are none', async () => {
    const found = await read([
      ...first,
      [null],
      ['Директор', null, 'Иванов', 'подпись'],
      [null],
      ['07.01.2025', '3310', null, 5],
      [null],
      ['а', 'б', 'в'],
      ['г', 'д', 'е'],
    ]);
    expect(found.tables).toHaveLength(1);
    expect(cellsOf(found).length).toBe(6);
  });

  test('were one table for the version before', async () => {
    const bytes = workbookOf({ sheets: [sheet([...first, [null], ...second])], names: ['Лист'] });
    expect((await readAll(readerOf('xlsx-3'), 'a.xlsx', bytes)).tables).toHaveLength(1);
    expect((await readAll(xlsx, 'a.xlsx', bytes)).tables).toHaveLength(2);
  });
});

test('a journal of operations under one header over both accounts', async () => {
  const found = await read(
    [
      ['Журнал операций за 1 квартал 2025 г.'],
      ['№ п/п', 'Дата', 'Содержание операции', 'Корреспонденция счетов', null, 'Сумма'],
      [null, null, null, 'Дебет', 'Кредит', null],
      [1, '05.01.2025', 'Оприходован товар', '1330', '3310', 50_250.5],
      ['Итого за январь', null, null, null, null, 50_250.5],
      [2, '05.02.2025', 'Оплата', '3310', '1030', 10],
      ['Всего', null, null, null, null, 50_260.5],
    ],
    ['A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:F3'],
  );
  expect(found.tables[0]?.table).toBe('ledger');
  expect(cellsOf(found)).toHaveLength(4);
  expect(found.checks.every((check) => check.agrees)).toBe(true);
});

test('an account card with lines of currency and pieces below its lines counts them, and reads the day of its only line', async () => {
  const found = await read(
    [
      ['Карточка счета 3310 за Январь 2025 г.'],
      ['Период', 'Документ', 'Показатель', 'Дебет', null, 'Кредит', null, 'Текущее сальдо', null],
      [null, null, null, 'Счет', 'Сумма', 'Счет', 'Сумма', null, null],
      ['Сальдо на начало', null, 'БУ', null, null, null, null, 'К', 100],
      ['05.01.2025', 'Поступление 1 от 05.01.2025', 'БУ', '1330', 50, '3310', 50, 'К', 150],
      [null, null, 'Вал.', null, null, 'USD', 0.1, null, null],
      ['Обороты за период и сальдо на конец', null, 'БУ', null, 0, null, 50, 'К', 150],
    ],
    ['D2:E2', 'F2:G2', 'H2:I2', 'A2:A3', 'B2:B3', 'C2:C3'],
  );
  expect(found.tables[0]?.table).toBe('ledger');
  expect(cellsOf(found).map((cells) => cells.slice(0, 5))).toEqual([['2025-01-05', '3310', '1330', '', '50']]);
  expect(found.facts['sheet_quantities']).toBe('Лист: 1');
  expect(found.checks.filter((check) => !check.agrees)).toEqual([]);
});
