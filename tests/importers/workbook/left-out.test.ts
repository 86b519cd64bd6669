import { describe, expect, test } from 'vitest';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';
import { cellsOf, read, sheet } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';
import { workbookOf } from './xlsx-writer.ts';

describe('an outline', () => {
  /** Rows with their depth; the first is the header. */
  const outlined = async (rows: readonly (readonly [number, readonly Value[]])[]): Promise<Collected> => {
    const xml = sheet(rows.map(([, row]) => row)).replace(/<row r="(\d+)">/g, (_, r) => {
      const level = rows[Number(r) - 1]?.[0] ?? 0;
      return level === 0 ? `<row r="${r}">` : `<row r="${r}" outlineLevel="${level}">`;
    });
    return readAll(xlsx, 'report.xlsx', workbookOf({ sheets: [xml], names: ['Лист'] }));
  };
  const header = [0, ['Номенклатура', 'Артикул', 'Кол-во', 'Сумма']] as const;
  const goods = [
    [2, ['Наушники', 'A-1', 10, 1000.5]],
    [2, ['Колонки', 'A-2', 3, 300]],
  ] as const;

  test('whose upper rows are sums of those below leaves them out and says how many', async () => {
    const found = await outlined([
      header,
      [0, ['Основной склад', null, 14, 1400.5]],
      [1, ['Электроника', null, 13, 1300.5]],
      ...goods,
      [1, ['Кабели', null, 1, 100]],
      [2, ['Кабель', 'A-3', 1, 100]],
      [0, ['Итого', null, 14, 1400.5]],
    ]);
    expect(cellsOf(found).map((cells) => cells[1])).toEqual(['A-1', 'A-2', 'A-3']);
    expect(found.facts['sheet_groups']).toBe('Лист: 3');
    expect(found.checks.map((c) => [c.declared, c.counted])).toEqual([
      ['14', '14'],
      ['1400.5', '1400.5'],
    ]);
  });

  test('whose upper row is no sum keeps it: people group rows for other reasons', async () => {
    const found = await outlined([header, [0, ['Чехлы', 'A-0', 5, 50]], ...goods, [0, ['Прочее', 'A-9', 1, 1]]]);
    expect(cellsOf(found).map((cells) => cells[1])).toEqual(['A-0', 'A-1', 'A-2', 'A-9']);
  });

  test('whose upper row is only a name loses the name, not a row', async () => {
    const found = await outlined([header, [0, ['Электроника']], ...goods]);
    expect(cellsOf(found).map((cells) => cells[1])).toEqual(['A-1', 'A-2']);
    expect(found.facts['sheet_groups']).toBe('Лист: 1');
  });

  test('with sums below its rows leaves those out by their words, and rows keep their order', async () => {
    const found = await outlined([header, ...goods, [0, ['Итого по группе', null, 13, 1300.5]], [1, ['Кабель', 'A-3', 1, 100]]]);
    expect(cellsOf(found).map((cells) => cells[1])).toEqual(['A-1', 'A-2', 'A-3']);
    expect(found.tables[0]?.records.map((r) => r.ordinal)).toEqual([1, 2, 3]);
  });
});

describe('what stands around the rows', () => {
  test('balances above and below the movements are no rows and no sums', async () => {
    const found = await read([
      ['Дата', 'Документ', 'Списано', 'Зачислено'],
      ['Входящий остаток', null, null, '1 000,00'],
      ['05.01.2026', '1', '400,00', null],
      ['06.01.2026', '2', null, '1 250,50'],
      ['Итого обороты', null, '400,00', '1 250,50'],
      ['Исходящий остаток', null, null, '1 850,50'],
    ]);
    expect(cellsOf(found).map((cells) => cells[1])).toEqual(['1', '2']);
    expect(found.checks.every((c) => c.agrees)).toBe(true);
    expect(found.facts['sheet_totals']).toBe('Лист: 3');
  });

  test('goods that are called a rest stay rows', async () => {
    const found = await read([
      ['Товар', 'Артикул', 'Сумма'],
      ['Остатки ткани', 'A-1', 5],
      ['Конечный выключатель', null, 7],
    ]);
    expect(cellsOf(found)).toHaveLength(2);
  });
});

test('a section of the chart of accounts is not added to its own accounts, one that is no section is', async () => {
  const balance = (first: readonly Value[]): Promise<Collected> =>
    read(
      [
        ['Счет', 'Сальдо на начало', null, 'Обороты', null, 'Сальдо на конец', null],
        [null, 'Дебет', 'Кредит', 'Дебет', 'Кредит', 'Дебет', 'Кредит'],
        first,
        ['1010', 10, null, 5, 1, 14, null],
        ['1030', 90, null, 0, 2, 88, null],
        ['Итого', 100, null, 5, 3, 102, null],
      ],
      ['A1:A2', 'B1:C1', 'D1:E1', 'F1:G1'],
    );
  const section = await balance(['1000', 100, null, 5, 3, 102, null]);
  expect(section.checks.filter((c) => !c.agrees)).toEqual([]);
  const own = await balance(['1000', 7, null, null, null, 7, null]);
  expect(own.checks.filter((c) => !c.agrees).map((c) => [c.key, c.counted])).toEqual([
    ['trial_opening_debit', '107'],
    ['trial_closing_debit', '109'],
  ]);
});
