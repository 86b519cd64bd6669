import { describe, expect, test } from 'vitest';
import { clientBank } from '../../../backend/importers/reading/text/client-bank.ts';
import { recogniseFormat } from '../../../backend/importers/reading/readers.ts';
import { encode } from '../encode.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const own = 'KZ698562203124676325';
const other = 'KZ81722S000001159377';

const section = (
  given: Partial<Record<'from' | 'to' | 'account' | 'opening' | 'received' | 'spent' | 'closing', string>> = {},
): string[] => [
  'СекцияРасчСчет',
  `ДатаНачала=${given.from ?? '01.10.2026'}`,
  `ДатаКонца=${given.to ?? '31.10.2026'}`,
  `РасчСчет=${given.account ?? own}`,
  `НачальныйОстаток=${given.opening ?? '1000'}`,
  `ВсегоПоступило=${given.received ?? '250.5'}`,
  `ВсегоСписано=${given.spent ?? '400'}`,
  `КонечныйОстаток=${given.closing ?? '850.5'}`,
  'КонецРасчСчет',
];

const document = (fields: Readonly<Record<string, string>>, kind = 'Выписка'): string[] => [
  `СекцияДокумент=${kind}`,
  ...Object.entries(fields).map(([name, value]) => `${name}=${value}`),
  'КонецДокумента',
];

const paid = {
  ВидДокумента: 'ПлатежноеПоручение',
  ДатаОперации: '02.10.2026',
  СуммаРасход: '400',
  НомерДокумента: 'NT-475719',
  ДатаДокумента: '01.10.2026',
  ПлательщикНаименование: 'ТОО «Проба»',
  ПлательщикБИН_ИИН: '098014000123',
  ПлательщикИИК: own,
  ПлательщикБанкБИК: 'KCJBKZKX',
  ПолучательНаименование: 'Shenzhen AeroTone Audio',
  ПолучательБИН_ИИН: '',
  ПолучательИИК: other,
  ПолучательБанкБИК: 'CASPKZKA',
  НазначениеПлатежа: 'Оплата по инвойсу AT-26-4013',
  КодНазначенияПлатежа: '710',
  ДатаВалютирования: '03.10.2026',
  Валюта: 'KZT',
};
const received = {
  ДатаОперации: '05.10.2026',
  СуммаПриход: '250.5',
  НомерДокумента: '17',
  ДатаДокумента: '05.10.2026',
  ПлательщикНаименование: 'АО "KASPI BANK"',
  ПлательщикБИН_ИИН: '971240001315',
  ПлательщикИИК: other,
  ПолучательИИК: own,
  НазначениеПлатежа: 'Возврат',
};

const file = (...blocks: readonly string[][]): string =>
  [
    '1CClientBankExchange',
    'ВерсияФормата=2.00',
    'Кодировка=Windows',
    'Отправитель=Банк',
    `РасчСчет=${own}`,
    ...blocks.flat(),
    'КонецФайла',
    '',
  ].join('\r\n');
const read = (text: string, encoding: Parameters<typeof encode>[1] = 'windows-1251', block?: number): Promise<Collected> =>
  readAll(clientBank, 'выписка.txt', encode(text, encoding), block);
const whole = file(section(), document(paid), document(received));

describe('a statement of a bank of Kazakhstan', () => {
  test('gives a payment for each document, with the other side as its counterparty', async () => {
    expect(rowsOf(await read(whole), 'payments')).toEqual([
      {
        bank_ref: 'NT-475719',
        booking_date: '2026-10-02',
        value_date: '2026-10-03',
        direction: 'out',
        amount_minor: '400',
        currency: 'KZT',
        own_account: own,
        counterparty: 'Shenzhen AeroTone Audio',
        counterparty_account: other,
        counterparty_bank: 'CASPKZKA',
        purpose: 'Оплата по инвойсу AT-26-4013',
        txn_type: 'ПлатежноеПоручение',
        txn_id: '710',
      },
      {
        bank_ref: '17',
        booking_date: '2026-10-05',
        direction: 'in',
        amount_minor: '250.5',
        own_account: own,
        counterparty: 'АО "KASPI BANK"',
        counterparty_id: '971240001315',
        counterparty_account: other,
        purpose: 'Возврат',
        txn_type: 'Выписка',
      },
    ]);
  });

  test('says its form and who wrote it, apart', async () => {
    expect((await read(whole)).facts).toMatchObject({ standard: '1CClientBankExchange 2.00', software: 'Банк', account: own });
  });

  test('is held against its balances and turnovers', async () => {
    const { checks } = await read(whole);
    expect(checks.map(({ key, declared, counted, agrees }) => [key, declared, counted, agrees])).toEqual([
      ['bank_received', '250.50', '250.50', true],
      ['bank_spent', '400.00', '400.00', true],
      ['bank_closing', '850.50', '850.50', true],
    ]);
  });

  test('with a document taken out says so in the turnover and the closing balance', async () => {
    const { checks } = await read(file(section(), document(received)));
    expect(checks.filter((c) => !c.agrees).map((c) => [c.key, c.counted])).toEqual([
      ['bank_spent', '0.00'],
      ['bank_closing', '1250.50'],
    ]);
  });

  test('of several days is checked day by day, and each opening balance against the closing one before', async () => {
    const days = [
      section({ from: '02.10.2026', to: '02.10.2026', received: '0', closing: '600' }),
      section({ from: '05.10.2026', to: '05.10.2026', opening: '601', spent: '0', closing: '851.50' }),
    ];
    const { checks } = await read(file(...days, document(paid), document(received)));
    expect(checks.filter((c) => !c.agrees)).toEqual([
      { key: 'bank_continuity', at: `${own} 2026-10-05`, declared: '601.00', counted: '600.00', agrees: false },
    ]);
    expect(checks).toHaveLength(7);
  });

  test('is the same with names in capitals, in UTF-8 with a mark, in DOS letters, cut anywhere', async () => {
    const rows = rowsOf(await read(whole), 'payments');
    const capitals = whole.replace(/^[^=\r\n]+/gm, (name) => name.toUpperCase());
    expect(rowsOf(await read(capitals), 'payments')).toEqual(rows);
    expect(rowsOf(await read(`\ufeff${whole}`, 'utf-8'), 'payments')).toEqual(rows);
    expect(rowsOf(await read(whole, 'windows-1251', 7), 'payments')).toEqual(rows);
    const plain = whole.replaceAll(/[«»]/g, '"');
    expect(rowsOf(await read(plain, 'ibm866'), 'payments')).toEqual(rows);
  });

  test('keeps a purpose that goes on in the next line', async () => {
    const long = whole.replace('AT-26-4013', 'AT-26-4013\r\nот 01.09.2026, сумма 5=пять');
    expect(rowsOf(await read(long), 'payments')[0]?.['purpose']).toBe('Оплата по инвойсу AT-26-4013 от 01.09.2026, сумма 5=пять');
  });
});

describe('a statement of a bank of Russia', () => {
  const rub = '40702810123456789012';
  const usd = '40702840987654321098';
  const order = (fields: Readonly<Record<string, string>>): string[] =>
    document({ Номер: '8', Дата: '10.03.2026', Сумма: '15000.00', ...fields }, 'Платежное поручение');

  test('tells the direction by its own account, the currency by the account, and the name without the tax number', async () => {
    const paying = order({
      ПлательщикСчет: rub,
      ДатаСписано: '11.03.2026',
      ПолучательСчет: '40702810999999999999',
      Получатель: 'ИНН 7701234567 ООО "Ромашка"',
      ПолучательИНН: '7701234567',
      ПолучательБИК: '044525225',
      НазначениеПлатежа1: 'Оплата',
      НазначениеПлатежа2: 'по договору',
    });
    const found = await read(file(section({ account: rub, from: '01.03.2026', to: '31.03.2026' }), paying));
    expect(rowsOf(found, 'payments')).toMatchObject([
      {
        booking_date: '2026-03-11',
        direction: 'out',
        amount_minor: '15000.00',
        currency: 'RUB',
        own_account: rub,
        counterparty: 'ООО "Ромашка"',
        counterparty_id: '7701234567',
        counterparty_bank: '044525225',
        purpose: 'Оплата по договору',
      },
    ]);
  });

  const transfer = order({ ПлательщикСчет: rub, ПолучательСчет: usd, ДатаСписано: '11.03.2026', ДатаПоступило: '12.03.2026' });
  const both = [section({ account: rub }), section({ account: usd })];

  test.each([
    ['once', [transfer]],
    ['twice', [transfer, transfer]],
  ])('has a transfer between two accounts of the file as one payment of each, also when it stands there %s', async (_, documents) => {
    const rows = rowsOf(await read(file(...both, ...documents)), 'payments');
    expect(rows.map((row) => [row['direction'], row['own_account'], row['booking_date'], row['currency']])).toEqual([
      ['out', rub, '2026-03-11', 'RUB'],
      ['in', usd, '2026-03-12', 'USD'],
    ]);
  });

  test('a document of which no account is the own one is a problem by name, not left out', async () => {
    const found = await read(file(section(), order({ ПлательщикСчет: rub, ПолучательСчет: usd })));
    expect(found.problems).toMatchObject([
      { line: 15, problem: { key: 'problem.bank_direction', args: { text: 'Платежное поручение 8 15000.00' } } },
    ]);
    expect(rowsOf(found, 'payments')).toEqual([]);
  });

  test('orders without balances that nobody carried out are expected, not booked', async () => {
    const rows = rowsOf(await read(file(order({ ПлательщикСчет: own, ПолучательСчет: usd }))), 'payments');
    expect(rows).toMatchObject([{ direction: 'out', booking_date: '2026-03-10', status: 'expected' }]);
  });
});

describe('a file of bank-client programs', () => {
  test('is known by its first line whatever its name is, and not by the word alone', () => {
    expect(recogniseFormat('kl_to_1c.txt', encode(whole, 'windows-1251'))?.format).toBe('client-bank');
    expect(recogniseFormat('a.csv', encode(`\ufeff${whole}`, 'utf-8'))?.format).toBe('client-bank');
    expect(recogniseFormat('a.txt', Buffer.from('see 1CClientBankExchange'))?.format).not.toBe('client-bank');
  });

  test.each([
    ['breaks off within a document', whole.slice(0, whole.indexOf('Валюта')), 'file_damaged'],
    ['breaks off within the balances', file().replace('КонецФайла', 'СекцияРасчСчет\r\nРасчСчет=1'), 'file_damaged'],
    ['begins a document within another', whole.replace('КонецДокумента\r\n', ''), 'file_damaged'],
    ['has a value without an end', file(document({ НазначениеПлатежа: 'а'.repeat(10_001) })), 'file_damaged'],
    [
      'has fields without an end',
      file(document(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`Поле${i}`, 'а'])))),
      'file_damaged',
    ],
    ['has nothing in it', file(), 'file_no_table'],
  ])('that %s is refused by name', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  test('with names of the language itself gives no row another meaning', async () => {
    const rows = rowsOf(await read(file(section(), document({ ...paid, __proto__x: '1', constructor: 'a', toString: 'b' }))), 'payments');
    expect(rows).toHaveLength(1);
  });
});
