import { encode } from '../encode.ts';
import { onePage, rawPdf, stream, tableContent } from '../pdf/raw-pdf.ts';
import { dbfOf } from '../workbook/dbf-writer.ts';
import { workbookOf } from '../workbook/xlsx-writer.ts';
import { honest } from './workbook-files.ts';

/** Format, what is wrong, the refusal, the file. */
export type OtherFile = readonly [format: string, what: string, code: string, bytes: () => Buffer];

const head = 'reg_no,reg_date,item_no,hs_code,customs_value\n';
const row = (no: number): string => `R${no},2025-01-01,1,8518309500,${no}.50\n`;
const text = (content: string) => (): Buffer => Buffer.from(content);
const cut = (bytes: Buffer, share: number): Buffer => bytes.subarray(0, Math.floor(bytes.length * share));

const tables: readonly OtherFile[] = [
  ['csv', 'nothing', 'file_empty', text('')],
  ['csv', 'a byte order mark alone', 'file_empty', text('\ufeff')],
  ['csv', 'blank lines alone', 'file_empty', text('\n\r\n\n')],
  ['csv', 'a header alone', 'file_header_only', text(head)],
  ['csv', 'NUL bytes', 'file_nul_bytes', text(`${head}R1,2025\0,1,1,1\n`)],
  ['csv', 'a quote that never closes', 'file_unclosed_quote', text(`${head}"R1,2025-01-01,1,8518309500,1\n${row(2)}`)],
  ['csv', 'a cut inside quotes', 'file_unclosed_quote', text(`${head}${row(1)}"R2`)],
  [
    'csv',
    'a record of a megabyte',
    'file_record_too_long',
    text(`${head}${row(1)}R2,2025-01-01,1,8518309500,"${'x'.repeat(1_100_000)}"\n`),
  ],
  ['csv', 'a line of two megabytes without an end', 'file_record_too_long', text(head + 'x'.repeat(2_200_000))],
  ['csv', 'a quote of two megabytes', 'file_record_too_long', text(`${head}"${'\n'.repeat(2_200_000)}`)],
  ['csv', 'a header twice', 'file_duplicate_headers', text(`reg_no,reg_date,item_no,hs_code,Reg_No\n${row(1)}`)],
  ['csv', 'headers that nobody knows', 'file_headers_unknown', text('a,b\n1,2\n')],
  ['csv', 'headers called __proto__ and constructor', 'file_headers_unknown', text('__proto__,constructor\n1,2\n')],
  [
    'csv',
    'a byte that windows-1251 does not have',
    'file_undecodable',
    () => Buffer.concat([Buffer.from(head), Buffer.from([0xc4, 0xea, 0x98]), Buffer.from(',2025-01-01,1,8518309500,1\n')]),
  ],
  [
    'csv',
    'UTF-8 that goes on in windows-1251',
    'file_mixed_encoding',
    () =>
      Buffer.concat([
        Buffer.from(`${head}Договор,2025-01-01,1,8518309500,1\n`),
        encode('Договор,2025-01-01,1,8518309500,1\n', 'windows-1251'),
      ]),
  ],
  ['csv', 'a PDF', 'file_not_text', text('%PDF-1.7\n%\u00e2\u00e3')],
  ['csv', 'a ZIP', 'file_not_text', () => Buffer.from('PK\x03\x04xxxx', 'latin1')],
];

const statement = [
  ':20:A',
  ':25:KZ1',
  ':28C:1/1',
  ':60F:C260105KZT1000,00',
  ':61:2601050106CR1234,56NTRFCUST//B',
  ':86:x',
  ':62F:C260105KZT2234,56',
  '-',
].join('\r\n');
const column = { name: 'A', type: 'C', length: 5 };
const dbf = (lie: object): Buffer => dbfOf({ columns: [column], rows: [['one'], ['two']], ...lie });
const mxl = (content: string): Buffer =>
  Buffer.concat([Buffer.from('MOXCEL\0\x08\0\x01\0\x0b\0\0\0', 'latin1'), Buffer.from('\ufeff'), Buffer.from(content)]);

const others: readonly OtherFile[] = [
  ['mt940', 'no closing balance', 'file_damaged', text(statement.replace(/:62F:.*\r\n/, ''))],
  ['mt940', 'a cut inside an entry', 'file_damaged', text(statement.slice(0, 62))],
  ['mt940', 'a cut behind the opening balance', 'file_damaged', text(statement.slice(0, 48))],
  ['mt940', 'nothing', 'file_empty', text('')],
  ['mt940', 'an account and no statement', 'file_no_table', text('hello')],
  ['dbf', 'a header that ends before its columns', 'file_damaged', () => dbf({ headerBytes: 40 })],
  ['dbf', 'a header longer than the file', 'file_damaged', () => dbf({ headerBytes: 60_000 })],
  ['dbf', 'records shorter than their columns', 'file_damaged', () => dbf({ recordBytes: 3 })],
  ['dbf', 'four thousand million records in a hundred bytes', 'file_damaged', () => dbf({ declared: 4_000_000_000 })],
  ['dbf', 'a cut inside a record', 'file_damaged', () => cut(dbf({}), 0.92)],
  ['dbf', 'a cut inside the header', 'file_damaged', () => cut(dbf({}), 0.4)],
  ['dbf', 'dBASE 7', 'file_kind_unsupported', () => dbf({ version: 4 })],
  ['dbf', 'no records', 'file_header_only', () => dbf({ rows: [] })],
  ['dbf', 'a type that nobody has', 'file_damaged', () => dbf({ columns: [{ ...column, type: 'X' }] })],
  ['mxl', 'an open bracket', 'file_damaged', () => mxl('{{{')],
  ['mxl', 'too many closed', 'file_damaged', () => mxl('}}}}')],
  ['mxl', 'an open text', 'file_damaged', () => mxl('"abc')],
  ['mxl', '200,000 deep', 'file_too_deep', () => mxl('{'.repeat(200_000))],
  ['mxl', 'nothing', 'file_empty', text('')],
  ['pdf', 'not a PDF', 'file_damaged', text('not a pdf at all')],
  ['pdf', 'an end without anything', 'file_damaged', text('%PDF-1.7\n%%EOF\n')],
  ['pdf', 'a cut in the middle', 'file_damaged', () => cut(onePage(tableContent(12)), 0.5)],
  ['pdf', 'a page of pictures', 'pdf_no_text', () => onePage(stream('', Buffer.from('q Q')))],
  [
    'pdf',
    'a table of contents that goes round',
    'file_damaged',
    () => rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>'], '/Prev 9'),
  ],
];

const roots = [
  ['asycuda', 'ASYCUDA'],
  ['eaeu', 'ESADout_CU'],
  ['camt', 'Document'],
  ['ubl', 'Invoice'],
] as const;
const truncated: readonly OtherFile[] = [
  ...roots.map(
    ([format, root]): OtherFile => [
      format,
      `a cut inside ${root}`,
      'file_xml_truncated',
      text(`<?xml version="1.0"?>\n<${root}><Header><Name>x</Na`),
    ],
  ),
  ...[0.98, 0.75, 0.5, 0.25, 0.1].map(
    (share): OtherFile => ['xlsx', `cut at ${share * 100} %`, 'file_damaged', () => cut(workbookOf(honest), share)],
  ),
];

/** Files that no table of XML or workbooks has: tables of text, statements, DBF, MXL, PDF, and cut files of each format. */
export const otherFiles: readonly OtherFile[] = [...tables, ...others, ...truncated];

/** A record that is wrong and the problem that names it; the record before it and the one behind it are read. */
export const badRows: readonly (readonly [what: string, key: string, row: string])[] = [
  ['a cell too few', 'row_width', 'R2,2025-01-01,1,8518309500\n'],
  ['a cell too many', 'row_width', 'R2,2025-01-01,1,8518309500,1.00,\n'],
  ['no number of the declaration', 'required_empty', ',2025-01-01,1,8518309500,1.00\n'],
  ['the thirty-first of February', 'day_impossible', 'R2,2025-02-31,1,8518309500,1.00\n'],
  ['a day in another form', 'day_other_form', 'R2,31.01.2025,1,8518309500,1.00\n'],
  ['a day in words', 'day_unreadable', 'R2,soon,1,8518309500,1.00\n'],
  ['an amount in words', 'number_unreadable', 'R2,2025-01-01,1,8518309500,ten\n'],
  ['an amount that calls out', 'number_unreadable', "R2,2025-01-01,1,8518309500,=cmd|' /C calc'!A0\n"],
  ['1E+05', 'number_scientific', 'R2,2025-01-01,1,8518309500,1E+05\n'],
  ['three decimals', 'number_decimals', 'R2,2025-01-01,1,8518309500,1.005\n'],
  ['more than a number holds', 'number_too_large', 'R2,2025-01-01,1,8518309500,99999999999999.00\n'],
  ['a code whose first zero is lost', 'hs_lost_zeros', 'R2,2025-01-01,1,101210000,1.00\n'],
  ['letters in a code', 'hs_unreadable', 'R2,2025-01-01,1,85A8309500,1.00\n'],
  ['a control character', 'control_characters', 'R\u00012,2025-01-01,1,8518309500,1.00\n'],
];
export const rowsAround = (bad: string): Buffer => Buffer.from(head + row(1) + bad + row(3));
