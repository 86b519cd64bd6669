import { describe, expect, test } from 'vitest';
import { rowsOf } from '../reading-helpers.ts';
import { read } from './report-sheet.ts';
import type { Value } from './report-sheet.ts';

const top: readonly (readonly Value[])[] = [
  ['АО «Народный Банк Казахстана»'],
  ['Выписка по счету KZ698562203124676325 за период 01.01.2026 - 31.01.2026'],
  ['Валюта: USD'],
];
const header = ['Дата операции', 'Номер документа', 'Дебет', 'Кредит', 'Контрагент', 'БИН/ИИН', 'ИИК', 'БИК', 'Назначение платежа'];
const out = ['05.01.2026', '1', '400,00', null, 'Shenzhen AeroTone', null, 'KZ81722S000001159377', 'CASPKZKA', 'Оплата по инвойсу 1'];
const into = ['06.01.2026 12:30:00', '2', '0,00', '1 250,50', 'ТОО «Альфа»', '080140001231', null, null, 'Оплата за товар'];

describe('a bank statement with a column for either direction', () => {
  test('gives payments with their direction, the account and the currency from above the table', async () => {
    const found = await read([...top, header, out, into]);
    expect(rowsOf(found, 'payments')).toEqual([
      {
        bank_ref: '1',
        booking_date: '2026-01-05',
        direction: 'out',
        amount_minor: '400.00',
        currency: 'USD',
        own_account: 'KZ698562203124676325',
        counterparty: 'Shenzhen AeroTone',
        counterparty_account: 'KZ81722S000001159377',
        counterparty_bank: 'CASPKZKA',
        purpose: 'Оплата по инвойсу 1',
      },
      {
        bank_ref: '2',
        booking_date: '2026-01-06',
        direction: 'in',
        amount_minor: '1250.50',
        currency: 'USD',
        own_account: 'KZ698562203124676325',
        counterparty: 'ТОО «Альфа»',
        counterparty_id: '080140001231',
        purpose: 'Оплата за товар',
      },
    ]);
  });

  test('is held against its totals; its balances are no payments', async () => {
    const bottom = [
      ['Итого обороты', null, '400,00', '1 250,51'],
      ['Исходящий остаток', null, null, '1 850,50'],
    ];
    const found = await read([...top, header, ['Входящий остаток', null, null, '1 000,00'], out, into, ...bottom]);
    expect(rowsOf(found, 'payments')).toHaveLength(2);
    expect(found.checks.map((c) => [c.key, c.declared, c.counted, c.agrees])).toEqual([
      ['bank_spent', '400', '400', true],
      ['bank_received', '1250.51', '1250.5', false],
    ]);
  });

  test('a row with both sides is two payments, one that cannot be read stays for its problem to be named', async () => {
    const found = await read([
      ...top,
      header,
      ['05.01.2026', '1', '5,00', '7,00', 'A', null, null, null, 'x'],
      [...out.slice(0, 2), 'n/a', ...out.slice(3)],
    ]);
    expect(rowsOf(found, 'payments').map((row) => [row['direction'], row['amount_minor']])).toEqual([
      ['out', '5.00'],
      ['in', '7.00'],
      ['out', 'n/a'],
    ]);
  });

  test('is no ledger, whose columns are called so too', async () => {
    const found = await read([
      ['Дата', 'Счет', 'Дебет', 'Кредит', 'Контрагент', 'Назначение'],
      ['05.01.2026', '1310', '5,00', null, 'A', 'x'],
    ]);
    expect(found.tables[0]?.table).toBeNull();
  });

  test('is not a journal of postings, nor a sheet without a purpose', async () => {
    const journal = await read([
      ['Дата', 'Документ', 'Дебет', 'Кредит', 'Содержание'],
      ['05.01.2026', '1', '1310', '3310', 'x'],
    ]);
    expect(journal.tables[0]?.table).toBeNull();
  });
});
