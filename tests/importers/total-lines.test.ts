import { afterAll, describe, expect, test } from 'vitest';
import { isTotalRecord } from '../../backend/importers/total-records.ts';
import { caseFiles } from './case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

describe('a line of sums', () => {
  test.each([
    [['Итого', '', '1 000,50']],
    [['Итого:', '5', '1000']],
    [['', 'Всего', '1000.50']],
    [['Барлығы', '', '', '7']],
    [['Жиыны:', '(1 000,00)']],
    [['Total', '7']],
    [['Grand total:', '', '7']],
    [['Итого по счету 1310', '7', '']],
    [['ВСЕГО ПО СКЛАДУ', '7']],
  ])('%j is one', (cells) => {
    expect(isTotalRecord(cells)).toBe(true);
  });

  test.each([
    [['Total Quartz 5W-30', '4', '12000']],
    [['TOTAL', 'Масло моторное', '12000']],
    [['P-1', 'Total', '5', '100']],
    [['Итоговый акт', '5']],
    [['Всеволод', '5']],
    [['Итого']],
    [['Totally new', '5']],
    [['1310', 'Итого', '5']],
    [['', '', '']],
  ])('%j is none', (cells) => {
    expect(isTotalRecord(cells)).toBe(false);
  });
});

describe('a CSV file with lines of sums', () => {
  test.each([
    [
      'accounts',
      'Счет;Наименование;Обороты дебет;Обороты кредит',
      ['1310;Сырьё;100,50;0,00', '3310;Поставщики;0,00;100,50'],
      'Итого;;100,50;100,50',
    ],
    ['products', 'Код;Наименование;Нетто вес кг', ['P-1;Total Quartz 5W-30;4,000', 'P-2;Масло;1,000'], 'Всего;;5,000'],
    [
      'stock',
      'Дата;Вид движения;Артикул;Количество;Сумма',
      ['05.01.2025;приход;Total Quartz 5W-30;4,0;100,50', '06.01.2025;расход;A-1;1,0;10,00'],
      'Барлығы;;;5,0;110,50',
    ],
    ['ledger', 'Дата;Счет;Дебет;Кредит', ['05.01.2025;1310;100,50;', '05.01.2025;3310;;100,50'], 'Total;;100,50;100,50'],
  ] as const)(
    'of %s: none is a row, it is counted with its line, and its sums are held against the rows',
    async (table, header, rows, total) => {
      const file = files.file(`${table}.csv`, [header, ...rows, total, ''].join('\n'));
      const { result } = await files.import(file, { table });
      expect([result.rows, result.rejectedCount]).toEqual([2, 0]);
      expect(result.facts.find((fact) => fact.name === 'total_lines')?.value).toBe('1 (4)');
      expect(result.checks.every((check) => check.agrees && check.key === 'text_total')).toBe(true);
      expect(result.checks).toHaveLength(table === 'products' ? 0 : table === 'stock' ? 1 : 2);
    },
  );

  test('parts and the whole are held against their own rows, and one that is wrong is named with its line', async () => {
    const lines = [
      'Дата;Счет;Дебет',
      '05.01.2025;1310;10,00',
      'Итого за январь;;10,00',
      '05.02.2025;1310;5,00',
      'Итого за февраль;;6,00',
      'Всего;;15,00',
    ];
    const { result } = await files.import(files.file('parts.csv', lines.join('\n')), { table: 'ledger' });
    expect(result.checks).toEqual([
      { key: 'text_total', at: 'debit_minor (3)', declared: '10', counted: '10', agrees: true },
      { key: 'text_total', at: 'debit_minor (5)', declared: '6', counted: '5', agrees: false },
      { key: 'text_total', at: 'debit_minor (6)', declared: '15', counted: '15', agrees: true },
    ]);
  });

  test('names the rows behind it as before: the line keeps its number', async () => {
    const lines = ['Дата;Счет;Дебет', 'Итого;;0,00', '05.02.2025;1310;5,00'];
    await files.import(files.file('first.csv', lines.join('\n')), { table: 'ledger' });
    const ordinals = files.books.read((db) => db.prepare('SELECT ordinal FROM ledger ORDER BY id DESC LIMIT 1').pluck().get());
    expect(Number(ordinals)).toBe(2);
  });
});

describe('sums of accounts', () => {
  const header = 'Счет;Наименование;Обороты дебет;Обороты кредит';
  const sums = async (name: string, rows: readonly string[]) =>
    (await files.import(files.file(name, [header, ...rows, ''].join('\n')), { table: 'accounts' })).result;

  test('count an account once, and not its parts and sections beside it, as its own total does', async () => {
    const { sums: found, checks } = await sums('chart.csv', [
      '1000;Краткосрочные активы;160,50;10,00',
      '1300;Запасы;150,50;10,00',
      '1310;Сырьё;100,50;10,00',
      '1310.01;на складе;60,50;0,00',
      '1310.02;в пути;40,00;10,00',
      '1330;Товары;50,00;0,00',
      '1030;Деньги;10,00;0,00',
      '3310;Поставщики;0,00;150,50',
      'Итого;;160,50;160,50',
    ]);
    expect(found).toMatchObject({ turnover_debit_minor: '160.50', turnover_credit_minor: '160.50' });
    expect(checks.map((check) => check.agrees)).toEqual([true, true]);
  });

  test('an account with the number of a section that is no sum of others is counted', async () => {
    const { sums: found } = await sums('flat.csv', ['1300;Запасы;7,00;0,00', '1310;Сырьё;100,00;0,00']);
    expect(found).toMatchObject({ turnover_debit_minor: '107.00' });
  });
});
