import { describe, expect, test } from 'vitest';
import fs from 'node:fs';
import path from 'node:path';
import { number, day } from '../../../backend/importers/reading/xml/canonical.ts';
import { xmlReaders } from '../../../backend/importers/reading/xml/readers.ts';
import { sum, amountText } from '../../../backend/importers/reading/xml/sum.ts';

const recognised = (text: string | Buffer, name = 'file.xml'): string[] =>
  xmlReaders.filter((reader) => reader.recognise(name, Buffer.from(text)) === 2).map((reader) => reader.format);

describe('an XML file is recognised by its content', () => {
  test.each([
    ['<?xml version="1.0"?><!-- a <AuditFile> --><n:AuditFile xmlns:n="urn:x"><n:Header/>', 'saft'],
    ['\ufeff<AuditFile/>', 'saft'],
    ['<ASYCUDA id="1">', 'asycuda'],
    ['<envelope><ASYCUDA>', 'asycuda'],
    ['<ESADout_CU xmlns="urn:customs.ru:Information:CustomsDocuments:ESADout_CU:5.14.3">', 'eaeu'],
    ['<ED_Container><ContainerDoc><DocBody><e:ESADout_CU xmlns:e="urn:x">', 'eaeu'],
    ['<DTSout_CU>', 'eaeu'],
    ['<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">', 'ubl'],
    ['<StandardBusinessDocument><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">', 'ubl'],
    ['<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>', 'camt'],
    ['<Document><BkToCstmrDbtCdtNtfctn>', 'camt'],
    ['<esf:invoiceContainer xmlns:esf="esf" xmlns:v2="v2.esf">', 'esf'],
    ['<invoiceInfoContainer>', 'esf'],
  ])('%s', (text, format) => {
    expect(recognised(text, 'export.txt')).toEqual([format]);
    expect(recognised(Buffer.from(`\ufeff${text.replace('\ufeff', '')}`, 'utf16le'))).toEqual([format]);
  });

  test.each([
    '',
    'a;b\n1;2',
    '<html><body>',
    '<Invoice>',
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    '{"AuditFile":1}',
    'AuditFile',
  ])('%s is none of them', (text) => {
    expect(recognised(text)).toEqual([]);
  });
});

test.each([
  ['.359', '0.359'],
  ['+5', '5'],
  ['007.50', '7.50'],
  ['-0', '0'],
  ['5.', '5'],
  ['1 234,50', '1234.50'],
  ['1.234.567,8', '1234567.8'],
  ['1,234.50', '1234.50'],
  ['12,5', '12.5'],
  ['-12,5', '-12.5'],
  ['1e5', '1e5'],
  ['ten', 'ten'],
  ['', ''],
  ['.', '.'],
  ['-', '-'],
])('the number %s is written %s', (text, expected) => expect(number(text)).toBe(expected));

test.each([
  ['2025-01-31', '2025-01-31'],
  ['2025-01-31T10:00:00+05:00', '2025-01-31'],
  ['2025-01-31+05:00', '2025-01-31'],
  ['2025-01-31Z', '2025-01-31'],
  ['5.02.2025', '2025-02-05'],
  ['2025', '2025'],
  ['31/12/2025', '31/12/2025'],
])('the day %s is written %s', (text, expected) => expect(day(text)).toBe(expected));

test('sums are exact, large and small together', () => {
  const all = sum();
  for (const text of ['0.1', '0.2', '90071992547409.91', '-0.3', '1234567890123456789.00000001', '', '1,5']) all.add(text);
  expect(amountText(all.value())).toBe('1234657962116004200.41000001');
  expect(all.unread()).toBe(0);
  all.add('ten');
  expect(all.unread()).toBe(1);
});

test('every check that a reader makes has its words in three languages', () => {
  const folder = path.resolve(import.meta.dirname, '../../../backend/importers/reading/xml');
  const text = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
  const keys = new Set(
    text.flatMap((one) => [...one.matchAll(/'((?:saft|declaration|invoice|bank|value)_[a-z_]+)'/g)].map((match) => match[1])),
  );
  for (const kind of ['account', 'customer', 'supplier', 'product', 'transaction', 'tax'])
    for (const what of ['missing', 'repeated']) keys.add(`saft_${kind}_${what}`);
  for (const lang of ['en', 'ru', 'kk']) {
    const words = JSON.parse(fs.readFileSync(path.resolve(folder, `../../../../assets/locales/${lang}/checks.json`), 'utf8')) as Record<
      string,
      string
    >;
    expect(
      [...keys].filter(
        (key) =>
          words[`check.${key}`] === undefined &&
          key !== 'value_components' &&
          key !== 'bank_ref' &&
          !key?.startsWith('invoice_no') &&
          key !== 'invoice_date',
      ),
    ).toEqual([]);
  }
});
