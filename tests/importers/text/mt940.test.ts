import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { mt940 } from '../../../backend/importers/reading/text/mt940.ts';
import { encode } from '../encode.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const statement = (entries: readonly string[], given: { opening?: string; closing?: string; no?: string } = {}): string =>
  [
    ':20:STMT260105',
    ':25:KZ86125KZT5004100100',
    `:28C:${given.no ?? '1/1'}`,
    `:60F:C260105KZT${given.opening ?? '1000,00'}`,
    ...entries,
    `:62F:C260105KZT${given.closing ?? '1000,00'}`,
    '-',
  ].join('\r\n');

const bytes = (text: string): Buffer => Buffer.from(text);
const read = (text: string | Buffer, block?: number): Promise<Collected> =>
  readAll(mt940, 'a.sta', typeof text === 'string' ? bytes(text) : text, block);
const entry = async (line: string, ...more: string[]) => rowsOf(await read(statement([line, ...more])), 'payments')[0];

describe('a statement line', () => {
  test('is read with all its subfields', async () => {
    expect(await entry(':61:2601050106CR1234,56NTRFCUST-77//BANK-99', 'Details of it')).toMatchObject({
      value_date: '2026-01-05',
      booking_date: '2026-01-06',
      direction: 'in',
      amount_minor: '1234.56',
      txn_type: 'NTRF',
      txn_id: 'CUST-77',
      bank_ref: 'BANK-99',
      currency: 'KZT',
      own_account: 'KZ86125KZT5004100100',
      statement_no: '1/1',
      purpose: 'Details of it',
    });
  });

  test.each([
    ['C', 'in', ''],
    ['D', 'out', ''],
    ['RC', 'out', 'reversal'],
    ['RD', 'in', 'reversal'],
    ['EC', 'in', 'expected'],
    ['ED', 'out', 'expected'],
  ])('with mark %s goes %s', async (mark, direction, status) => {
    const row = await entry(`:61:260105${mark}5,00NMSCNONREF`);
    expect(row).toMatchObject({ direction, amount_minor: '5.00' });
    expect(row?.['status'] ?? '').toBe(status);
    expect(row?.['bank_ref']).toBeUndefined();
  });

  test('of January valued in December is booked in the new year, and the other way round', async () => {
    expect(await entry(':61:2512310102D1,00NTRFX')).toMatchObject({ value_date: '2025-12-31', booking_date: '2026-01-02' });
    expect(await entry(':61:2601021231D1,00NTRFX')).toMatchObject({ value_date: '2026-01-02', booking_date: '2025-12-31' });
  });

  test('keeps an amount without decimals and one of three', async () => {
    expect(await entry(':61:260105C1500,NTRFX')).toMatchObject({ amount_minor: '1500' });
    expect(await entry(':61:260105C0000001,125NTRFX')).toMatchObject({ amount_minor: '1.125' });
  });

  test('gives an impossible day on as it is written, for the row to be rejected by name', async () => {
    expect(await entry(':61:260231D1,00NTRFX')).toMatchObject({ value_date: '2026-02-31' });
  });
});

describe('the narrative', () => {
  test('with numbered subfields', async () => {
    const row = await entry(
      ':61:260105D10,00NTRFX',
      ':86:166?00OVERWEISUNG?20SVWZ+Invoice ?21AT-26-4013?30BKCHCNBJ?31CN440001',
      '?32Shenzhen AeroTone?33Audio',
    );
    expect(row).toMatchObject({
      purpose: 'SVWZ+Invoice AT-26-4013',
      counterparty_bank: 'BKCHCNBJ',
      counterparty_account: 'CN440001',
      counterparty: 'Shenzhen AeroTone Audio',
    });
  });

  test('with code words, cut by the bank in the middle of a word', async () => {
    const row = await entry(
      ':61:260105D10,00NTRFX',
      ':86:/BENM/CN4400012/NAME/Shenzhen Aero',
      'Tone/REMI/Payment for goods/BIC/BKCHCNBJ/INV/AT-1',
    );
    expect(row).toMatchObject({
      counterparty: 'Shenzhen AeroTone',
      counterparty_account: 'CN4400012',
      purpose: 'Payment for goods',
      counterparty_bank: 'BKCHCNBJ',
      invoice_no: 'AT-1',
    });
  });

  test('with the counterparty in parts', async () => {
    expect(await entry(':61:260105D10,00NTRFX', ':86:/CNTP/NL91ABNA0417164300/ABNANL2A/Koper BV/Utrecht//REMI/Invoice 7')).toMatchObject({
      counterparty: 'Koper BV',
      counterparty_account: 'NL91ABNA0417164300',
      purpose: 'Invoice 7',
    });
  });

  test('in plain words keeps the words of its lines apart', async () => {
    expect(await entry(':61:260105D10,00NTRFX', ':86:Оплата за товар', 'по контракту 7')).toMatchObject({
      purpose: 'Оплата за товар по контракту 7',
    });
  });

  test('behind the closing balance speaks of the statement and is no problem', async () => {
    const found = await read(`${statement([]).replace('\r\n-', '\r\n:86:Thank you\r\n-')}`);
    expect(found.problems).toEqual([]);
  });
});

describe('a file', () => {
  const two = `{1:F01KCJBKZKXAXXX0000000000}{2:O9400800260105KCJBKZKXAXXX}{4:\r\n${statement([':61:260105C200,00NTRFA'], { closing: '1200,00' })}}{5:{CHK:123}}\r\n{1:F01KCJBKZKXAXXX0000000000}{2:O9400800260106KCJBKZKXAXXX}{4:\r\n${statement([':61:260106D50,00NTRFB'], { opening: '1200,00', closing: '1150,00', no: '2/1' })}}\r\n`;

  test('of several statements with the blocks of the network is checked for each and from one to the next', async () => {
    const found = await read(two);
    expect(found.problems).toEqual([]);
    expect(found.tables[0]?.records.map((r) => r.locator)).toEqual(['1:61:1', '2:61:1']);
    expect(found.checks.map((c) => [c.key, c.agrees])).toEqual([
      ['bank_closing', true],
      ['bank_closing', true],
      ['bank_continuity', true],
    ]);
  });

  test('says which balance does not follow from its entries', async () => {
    const found = await read(statement([':61:260105C200,00NTRFA'], { closing: '1300,00' }));
    expect(found.checks).toEqual([
      { key: 'bank_closing', at: 'KZ86125KZT5004100100 1/1', declared: '1300.00', counted: '1200.00', agrees: false },
    ]);
  });

  test('names each row by its bytes', async () => {
    const text = statement([':61:260105C200,00NTRFA', ':86:Платёж', ':61:260105D200,00NTRFB']);
    const all = bytes(text);
    const records = (await read(text)).tables[0]?.records ?? [];
    expect(records.map((r) => all.subarray(r.offset, r.offset + r.length).toString())).toEqual([
      ':61:260105C200,00NTRFA\r\n:86:Платёж',
      ':61:260105D200,00NTRFB',
    ]);
    expect(records.map((r) => r.line)).toEqual([5, 7]);
  });

  test.each(['windows-1251', 'ibm866', 'koi8-r', 'utf-16le', 'utf-8'] as const)('in %s is read', async (encoding) => {
    const text = statement([':61:260105C200,00NTRFA', ':86:Оплата за товары по контракту, поставщику за обувь и одежду'], {
      closing: '1200,00',
    });
    const found = await read(encode(`\ufeff${text}`.slice(encoding.startsWith('utf') ? 0 : 1), encoding));
    expect(rowsOf(found, 'payments')[0]).toMatchObject({ purpose: 'Оплата за товары по контракту, поставщику за обувь и одежду' });
  });

  test('of an interim report counts its sums', async () => {
    const report = [
      ':20:R1',
      ':25:KZ1',
      ':28C:1',
      ':34F:KZT0,',
      ':13D:2601051200+0500',
      ':61:260105D100,00NTRFA',
      ':61:260105C40,00NTRFB',
      ':90D:1KZT100,00',
      ':90C:2KZT40,00',
      '-',
    ].join('\n');
    const found = await read(report);
    expect(found.checks.map((c) => [c.key, c.agrees])).toEqual([
      ['bank_debits', true],
      ['bank_credits', false],
    ]);
    expect(rowsOf(found, 'payments')[0]).toMatchObject({ currency: 'KZT' });
  });

  test('gives the same whatever the size of its blocks', async () => {
    const whole = await read(two);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (block) => {
        expect(await read(two, block)).toMatchObject({ tables: whole.tables, checks: whole.checks, problems: whole.problems });
      }),
      { numRuns: 40 },
    );
  });

  test('with any cut is refused or read to the end of a whole statement', async () => {
    const all = bytes(two);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: all.length }), async (cut) => {
        const found = await read(all.subarray(0, cut)).catch((error: unknown) => error as { code: string });
        if ('code' in found) expect(['file_empty', 'file_no_table', 'file_damaged']).toContain(found.code);
        else expect(found.tables[0]?.records.length ?? 0).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });
});

const sound = ':61:260105C200,00NTRFA';
const refusals: readonly (readonly [string, string | Buffer, string])[] = [
  ['nothing', '', 'file_empty'],
  ['blanks only', '\r\n \r\n', 'file_no_table'],
  ['other words', 'Выписка по счёту\nостаток 100\n', 'file_no_table'],
  ['a web page', '<!doctype html><html></html>', 'file_not_text'],
  ['an archive', Buffer.from('PK\u0003\u0004aaaaaaaa'), 'file_not_text'],
  ['a PDF', '%PDF-1.7\n:20:X', 'file_not_text'],
  ['NUL bytes', Buffer.concat([bytes(statement([sound])), Buffer.alloc(3)]), 'file_nul_bytes'],
  ['bytes that are no letters', Buffer.concat([bytes(statement([':86:Оплата'])), Buffer.from([0xff, 0xfe, 0xff])]), 'file_mixed_encoding'],
  ['no closing balance', statement([sound]).replace(/:62F:.*\r\n/, ''), 'file_damaged'],
  ['a cut inside an entry', statement([sound]).slice(0, 98), 'file_damaged'],
  ['two beginnings and one end', `${statement([]).replace(/:62F:.*\r\n-/, '')}${statement([])}`, 'file_damaged'],
  ['a line of two megabytes', statement([`:86:${'x'.repeat(2 ** 21)}`]), 'file_record_too_long'],
  ['a narrative of a thousand lines', statement([sound, ':86:a', ...Array.from({ length: 1000 }, () => 'more')]), 'file_damaged'],
];
test.each(refusals)('%s is refused by name', async (_what, text, code) => {
  await expect(read(text)).rejects.toMatchObject({ code });
});

const problems: readonly (readonly [string, readonly string[], string])[] = [
  ['an entry without amount', [':61:260105CNTRFA'], 'mt_entry'],
  ['an entry without mark', [':61:260105200,00NTRFA'], 'mt_entry'],
  ['an entry with a short day', [':61:26015C200,00NTRFA'], 'mt_entry'],
  ['an entry with words for a day', [':61:ABCDEFC200,00NTRFA'], 'mt_entry'],
  ['an entry with two commas', [':61:260105C2,00,00NTRFA'], 'mt_entry'],
  ['an entry with groups of thousands', [':61:260105C1 200,00NTRFA'], 'mt_entry'],
  ['an entry without type', [':61:260105C200,00'], 'mt_entry'],
  ['an entry with nineteen digits', [':61:260105C1234567890123456789,00NTRFA'], 'mt_entry'],
  ['an empty entry', [':61:'], 'mt_entry'],
  ['a negative amount', [':61:260105C-200,00NTRFA'], 'mt_entry'],
  ['a narrative before any entry', [':86:Оплата'], 'mt_narrative'],
  ['two narratives to one entry', [sound, ':86:a', ':86:b'], 'mt_narrative'],
  ['a tag that there is not', [':99Z:x'], 'mt_tag'],
  ['a prototype for a tag', [':PRO:__proto__'], 'mt_tag'],
  ['a balance in words', [':60M:сто тенге'], 'mt_balance'],
  ['a balance without currency', [':60M:C260105100,00'], 'mt_balance'],
  ['a balance in another currency', [':60M:C260105USD100,00'], 'mt_currency'],
];
test.each(problems)('%s is a problem by name and the file goes on', async (_what, lines, key) => {
  const found = await read(statement([...lines, ':61:260105D7,00NTRFZ']));
  expect(found.problems.map((p) => p.problem.key)).toContain(`problem.${key}`);
  expect(rowsOf(found, 'payments').at(-1)).toMatchObject({ amount_minor: '7.00' });
});

test('a file is known by its content, else by its ending', () => {
  expect(mt940.recognise('a.txt', bytes(statement([])))).toBe(2);
  expect(mt940.recognise('a.sta', bytes('x'))).toBe(1);
  expect(mt940.recognise('a.txt', bytes(':20:x'))).toBe(0);
});
