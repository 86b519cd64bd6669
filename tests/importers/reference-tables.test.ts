import { afterAll, describe, expect, test } from 'vitest';
import { bestTable } from '../../backend/importers/found-plan.ts';
import { headers as simulated } from '../../backend/simulate/tables.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { langs } from '../../domain/model/words.ts';
import { caseFiles } from './case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

const reference = [
  'tariff',
  'measures',
  'quotas',
  'reference_prices',
  'base_rates',
  'tax_returns',
  'marks',
  'refunds',
  'assets',
  'relations',
  'amendments',
  'rulings',
] as const;

const tableOf = (headers: string): TableName | null => bestTable(headers.split(';'), [])?.table ?? null;

describe('a book of reference data', () => {
  test.each(langs.flatMap((lang) => reference.map((table) => [lang, table] as const)))(
    'in %s is known by the names that %s shows',
    (lang, table) => {
      const messages = loadMessages(lang);
      const shown = tables[table].map((column) => messages[`column.${column.name}`] ?? '');
      expect(new Set(shown).size).toBe(shown.length);
      expect(bestTable(shown, [])?.table).toBe(table);
    },
  );

  test.each<[TableName, string]>([
    ['tariff', 'Код ТН ВЭД;Наименование позиции;Доп. ед. изм.;Ставка ввозной таможенной пошлины;Дата начала действия'],
    ['tariff', 'Commodity code;Description;Duty rate;VAT;Effective from;Effective to'],
    ['tariff', 'СЭҚ ТН коды;Тауар атауы;Баж мөлшерлемесі;Күші басталады'],
    ['rates', 'Дата;Код валюты;Единиц;Курс'],
    ['rates', 'Дата;Валюта;Кратность;Официальный курс'],
    ['base_rates', 'Дата введения;Базовая ставка, %;Решение'],
    ['measures', 'Вид меры;Код ТН ВЭД;Страна происхождения;Производитель;Ставка антидемпинговой пошлины;Дата введения;Решение Комиссии'],
    ['quotas', 'Номер квоты;Код ТН ВЭД;Страна;Начало периода;Окончание периода;Объём квоты;Ед. изм.'],
    ['assets', 'Инвентарный номер;Основное средство;Дата принятия к учету;Первоначальная стоимость;МОЛ'],
    ['amendments', 'Номер ДТ;Номер товара;Дата корректировки;Вид корректировки;ТС до;ТС после;Инициатор'],
    ['tax_returns', 'Код ФНО;Налоговый период;Код строки;Показатель;Сумма;Дата подачи'],
    ['relations', 'Компания;Связанное лицо;Вид взаимосвязи;Доля участия, %'],
    ['rulings', 'Номер предварительного решения;Код ТН ВЭД;Описание товара;Заявитель;Дата принятия;Срок действия'],
    ['refunds', 'Номер заявления;Дата заявления;Вид возврата;Сумма к возврату;Экспортная ДТ;Отметка о вывозе'],
    ['marks', 'Вид марки;Операция;Дата операции;Количество марок;Номер ДТ'],
  ])('%s is known by the headers of its usual files: %s', (table, headers) => {
    expect(tableOf(headers)).toBe(table);
  });
});

describe('books that were known before', () => {
  test.each(Object.entries(simulated))('%s is not taken for a book of reference data', (table, headers) => {
    expect(bestTable([...headers], [])?.table).toBe(table);
  });

  test.each<[TableName, string]>([
    [
      'declarations',
      'Номер ДТ;Дата ДТ;Номер товара;Код ТН ВЭД;Наименование товара;Страна происхождения;Таможенная стоимость;Ставка пошлины;Сумма пошлины;Ставка НДС',
    ],
    ['ledger', 'Дата;Счет;Дебет;Кредит;Документ;Содержание'],
    ['products', 'Код;Наименование;Артикул;Код ТН ВЭД;Ед. изм.'],
    ['stock', 'Дата;Вид движения;Склад;Артикул;Номенклатура;Количество;Ед. изм.;Номер документа'],
    ['contracts', 'Номер договора;Дата договора;Поставщик;Покупатель;Валюта;Сумма;Действует с;Действует по'],
    ['parties', 'Код;Наименование;БИН;Страна;Адрес;Директор'],
  ])('%s: %s', (table, headers) => {
    expect(tableOf(headers)).toBe(table);
  });
});

test('codes of a tariff are joined, however they are written; beginnings of codes and rates as text stay', async () => {
  const text =
    'Код ТН ВЭД;Наименование;Ставка пошлины;Действует с\n8418 10 200 1;Холодильник;10;01.01.2025\n8471.30;Машины;"5, но не менее 1 евро за 1 шт";01.01.2025\n84;Глава;;01.01.2025\n';
  const { result } = await files.import(files.file('tariff.csv', text), { table: 'tariff' });
  expect([result.rows, result.rejectedCount]).toEqual([3, 0]);
  const rows = files.books.read((db) =>
    db.prepare<{ hs_code: string; duty_rate: string | null }>('SELECT hs_code, duty_rate FROM tariff ORDER BY id').all(),
  );
  expect(rows).toEqual([
    { hs_code: '8418102001', duty_rate: '10%' },
    { hs_code: '847130', duty_rate: '5, но не менее 1 евро за 1 шт' },
    { hs_code: '84', duty_rate: null },
  ]);
});
