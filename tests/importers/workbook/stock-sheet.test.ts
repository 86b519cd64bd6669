import { describe, expect, test } from 'vitest';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';
import { read, sheet } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';
import { workbookOf } from './xlsx-writer.ts';

const merges = ['A3:A4', 'B3:B4', 'C3:C4', 'D3:E3', 'F3:G3', 'H3:I3', 'J3:K3'];
const rows: readonly (readonly Value[])[] = [
  ['ТОО «Ромашка»'],
  ['Ведомость по товарам на складах за Январь 2025 г.'],
  ['Номенклатура', 'Артикул', 'Ед. изм.', 'Начальный остаток', null, 'Приход', null, 'Расход', null, 'Конечный остаток', null],
  [null, null, null, 'Количество', 'Сумма', 'Количество', 'Сумма', 'Количество', 'Сумма', 'Количество', 'Сумма'],
  ['Наушники', 'A-1', 'шт', 10, 1000.5, 5, 500, 3, 300.5, 12, 1200],
  ['Total Quartz 5W-30', 'Q-5', 'л', null, null, 4, 80, null, null, 4, 80],
  ['Кабель', 'C-1', 'м', 7.5, 15, null, null, 7.5, 15, null, null],
  ['Нет движения', 'N-1', 'шт', null, null, null, null, null, null, null, null],
  ['Итого', null, null, 17.5, 1015.5, 9, 580, 10.5, 315.5, 16, 1280],
];

describe('a stock sheet of 1C', () => {
  test('gives what was there, came, went and was left of each article', async () => {
    const found = await read(rows, merges);
    expect(found.tables[0]).toMatchObject({ table: 'stock', canonical: true });
    expect(rowsOf(found, 'stock').slice(0, 4)).toEqual([
      {
        movement_date: '2025-01-01',
        movement_type: 'opening',
        article: 'A-1',
        product_name: 'Наушники',
        qty_e6: '10',
        qty_unit: 'шт',
        value_minor: '1000.5',
      },
      {
        movement_date: '2025-01-31',
        movement_type: 'receipt',
        article: 'A-1',
        product_name: 'Наушники',
        qty_e6: '5',
        qty_unit: 'шт',
        value_minor: '500',
      },
      {
        movement_date: '2025-01-31',
        movement_type: 'issue',
        article: 'A-1',
        product_name: 'Наушники',
        qty_e6: '3',
        qty_unit: 'шт',
        value_minor: '300.5',
      },
      {
        movement_date: '2025-01-31',
        movement_type: 'closing',
        article: 'A-1',
        product_name: 'Наушники',
        qty_e6: '12',
        qty_unit: 'шт',
        value_minor: '1200',
      },
    ]);
    expect(found.tables[0]?.records.map((record) => record.locator)).toEqual([
      'Лист!5',
      'Лист!5.2',
      'Лист!5.3',
      'Лист!5.4',
      'Лист!6',
      'Лист!6.2',
      'Лист!7',
      'Лист!7.2',
    ]);
    expect(rowsOf(found, 'stock').map((row) => row['article'])).toContain('Q-5');
  });

  test('holds every line against itself and the totals against the lines', async () => {
    const found = await read(rows, merges);
    expect(found.checks.filter((check) => !check.agrees)).toEqual([]);
    expect(found.checks.map((check) => check.key)).toEqual([...Array.from({ length: 8 }, () => 'sheet_total'), 'stock_balances']);
    expect(found.facts).toMatchObject({ stock_lines: 'Лист: 3', sheet_notes: 'Лист: 1', sheet_totals: 'Лист: 1' });
  });

  test('a line that does not add up and a total that is none are named', async () => {
    const wrong = rows.map((row) => [...row]);
    (wrong[4] as Value[])[9] = 13;
    const found = await read(wrong, merges);
    expect(found.checks.filter((check) => !check.agrees)).toEqual([
      { key: 'stock_balance_qty', at: 'A-1', declared: '13', counted: '12', agrees: false },
      { key: 'sheet_total', at: 'Лист!9 Конечный остаток Количество', declared: '16', counted: '17', agrees: false },
      { key: 'stock_balances', at: 'Лист', declared: '3', counted: '2', agrees: false },
    ]);
  });

  test('of quantities alone, under warehouses and groups that are sums of their lines', async () => {
    const lines: readonly (readonly [number, readonly Value[]])[] = [
      [0, ['Ведомость по товарам на складах с 01.01.2025 по 31.03.2025']],
      [0, ['Склад / Номенклатура', 'Нач. остаток', 'Приход', 'Расход', 'Кон. остаток']],
      [0, ['Основной склад', 17, 5, 3, 19]],
      [1, ['Электроника', 10, 5, 3, 12]],
      [2, ['Наушники', 10, 5, 3, 12]],
      [1, ['Кабели', 7, null, null, 7]],
      [2, ['Кабель', 7, null, null, 7]],
      [0, ['Розница', 1, null, 1, null]],
      [1, ['Наушники', 1, null, 1, null]],
      [0, ['Итого', 18, 5, 4, 19]],
    ];
    const xml = sheet(lines.map(([, row]) => row)).replace(
      /<row r="(\d+)">/g,
      (_, r) => `<row r="${r}" outlineLevel="${lines[Number(r) - 1]?.[0] ?? 0}">`,
    );
    const found = await readAll(xlsx, 'report.xlsx', workbookOf({ sheets: [xml], names: ['Лист'] }));
    expect(rowsOf(found, 'stock').map((row) => [row['warehouse'], row['article'], row['movement_type'], row['qty_e6']].join(' '))).toEqual([
      'Основной склад Наушники opening 10',
      'Основной склад Наушники receipt 5',
      'Основной склад Наушники issue 3',
      'Основной склад Наушники closing 12',
      'Основной склад Кабель opening 7',
      'Основной склад Кабель closing 7',
      'Розница Наушники opening 1',
      'Розница Наушники issue 1',
    ]);
    expect(found.checks.filter((check) => !check.agrees)).toEqual([]);
    expect(found.facts['sheet_groups']).toBe('Лист: 4');
  });

  test.each(['Ведомость по товарам на складах', 'Ведомость по товарам на складах на 31.01.2025'])(
    '%s names no period: it is left to a person',
    async (title) => {
      const bare = rows.map((row, i) => (i === 1 ? [title] : row));
      expect((await read(bare, merges)).tables[0]?.table).toBeNull();
    },
  );

  test('in Kazakh and in English', async () => {
    const kazakh = await read([
      ['2025 жылғы қаңтар айындағы тауарлар ведомосі'],
      ['Тауар', 'Басындағы қалдық', 'Кіріс', 'Шығыс', 'Соңындағы қалдық'],
      ['Құлаққап', 10, 5, 3, 12],
    ]);
    expect(rowsOf(kazakh, 'stock').map((row) => row['movement_type'])).toEqual(['opening', 'receipt', 'issue', 'closing']);
    const english = await read([
      ['Stock report January 2025'],
      ['Article', 'Product', 'Opening qty', 'Received qty', 'Issued qty', 'Closing qty', 'Closing value'],
      ['A-1', 'Headphones', 10, 5, 3, 12, 1200],
    ]);
    expect(rowsOf(english, 'stock').map((row) => [row['movement_type'], row['qty_e6'], row['value_minor']])).toEqual([
      ['opening', '10', undefined],
      ['receipt', '5', undefined],
      ['issue', '3', undefined],
      ['closing', '12', '1200'],
    ]);
    expect(english.checks.filter((check) => !check.agrees).map((check) => check.key)).toEqual([]);
  });

  test('quantities with units in their cells are problems of their rows, and no line of them is said to add up', async () => {
    const found = await read([
      ['Ведомость за январь 2025 г.'],
      ['Товар', 'Остаток на начало', 'Приход', 'Расход', 'Остаток на конец'],
      ['Болт', '10 шт', '5 шт', '3 шт', '12 шт'],
      ['Гайка', '1', '-', '1', '—'],
    ]);
    expect(found.checks).toEqual([{ key: 'stock_balances', at: 'Лист', declared: '2', counted: '1', agrees: false }]);
    expect(rowsOf(found, 'stock').map((row) => row['qty_e6'])).toEqual(['10 шт', '5 шт', '3 шт', '12 шт', '1', '1']);
  });
});
