import fs from 'node:fs';
import path from 'node:path';
import * as sheetjs from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { workbookReaders } from '../../../backend/importers/reading/workbook/readers.ts';
import { encode } from '../encode.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const folder = path.resolve(import.meta.dirname, '../../fixtures/workbook');
const fixture = (name: string): Buffer => fs.readFileSync(path.join(folder, name));

/** The reader that is surest of the file, as the import chooses it. */
function surest(name: string, bytes: Buffer): string {
  const head = bytes.subarray(0, 65_536);
  const [best] = workbookReaders
    .map((reader) => ({ format: reader.format, sure: reader.recognise(name, head) }))
    .sort((a, b) => b.sure - a.sure);
  return best === undefined || best.sure === 0 ? '' : best.format;
}

async function read(name: string, bytes: Buffer): Promise<Collected> {
  const reader = workbookReaders.find((r) => r.format === surest(name, bytes));
  if (reader === undefined) throw new Error(`no reader for ${name}`);
  return readAll(reader, name, bytes);
}

const cellsOf = (found: Collected, table = 0): readonly (readonly string[])[] => (found.tables[table]?.records ?? []).map((r) => r.cells);

describe('one register as LibreOffice writes it in four formats', () => {
  const headers = ['Наименование', 'Дата', 'Дата и время', 'Суммы Сумма', 'Суммы Доля', 'Суммы Часы', 'Истина', 'Формула'];
  test.each(['xlsx', 'xls', 'ods', 'html'])('%s', async (ending) => {
    const found = await read(`register.${ending}`, fixture(`register.${ending}`));
    expect(found.tables).toHaveLength(2);
    expect(found.tables[0]?.headers).toEqual(headers);
    const share = (text: string | undefined): string => `${Number((text ?? '').replace('%', ''))}%`;
    expect(cellsOf(found).map((row) => [...row.slice(0, 4), share(row[4]), row[5], row[7]])).toEqual([
      ['Сырьё «А»', '2024-01-05', '2024-01-05 10:30:00', '1234567.89', '12.5%', '37:30:00', '2469135.78'],
      ['Темір тауары', '2024-02-28', '2024-02-28', '0.3', '100%', '12:00:00', '0.6'],
    ]);
    expect(found.tables[0]?.records.map((r) => [r.line, r.ordinal])).toEqual([
      [6, 1],
      [7, 2],
    ]);
    expect(found.tables[1]).toMatchObject({ headers: ['Код', 'Имя'] });
    expect(cellsOf(found, 1)).toEqual([['0101', 'первый']]);
    expect(found.checks).toMatchObject([{ key: 'sheet_total', declared: '1234568.19', counted: '1234568.19', agrees: true }]);
    expect(found.facts['sheet_totals']).toMatch(/: 1$/);
  });
});

describe('what SheetJS writes', () => {
  const rows = [
    ['Наименование', 'Дата', 'Сумма', 'Код'],
    ['Договор поставки', new Date(Date.UTC(2024, 0, 5)), 1234.5, '0101'],
    ['Счёт-фактура', new Date(Date.UTC(2024, 1, 29)), -0.07, '0202'],
  ];
  const written = (bookType: sheetjs.BookType): Buffer => {
    const book = sheetjs.utils.book_new();
    sheetjs.utils.book_append_sheet(
      book,
      sheetjs.utils.aoa_to_sheet(rows, { UTC: true, dateNF: 'dd/mm/yyyy', cellDates: bookType === 'ods' }),
      'Лист',
    );
    return sheetjs.write(book, { type: 'buffer', bookType, cellDates: false, codepage: 1251 }) as Buffer;
  };
  test.each<[sheetjs.BookType, string]>([
    ['xlsx', 'xlsx'],
    ['xlsm', 'xlsx'],
    ['biff8', 'xls'],
    ['ods', 'ods'],
    ['xlml', 'spreadsheetml'],
  ])('%s is read as %s', async (bookType, format) => {
    const bytes = written(bookType);
    expect(surest('book.xls', bytes)).toBe(format);
    const found = await read('book.xls', bytes);
    expect(found.tables[0]).toMatchObject({
      scope: 'Лист',
      table: null,
      canonical: true,
      headers: ['Наименование', 'Дата', 'Сумма', 'Код'],
    });
    expect(cellsOf(found)).toEqual([
      ['Договор поставки', '2024-01-05', '1234.5', '0101'],
      ['Счёт-фактура', '2024-02-29', '-0.07', '0202'],
    ]);
    expect(found.tables[0]?.records.map((r) => r.locator)).toEqual(['Лист!2', 'Лист!3']);
  });

  test.each([1251, 1252])('texts of an old XLS are Russian though its code page says %i', async (page) => {
    const goods = 'Сырьё для производства по договору поставки';
    const book = sheetjs.utils.book_new();
    sheetjs.utils.book_append_sheet(
      book,
      sheetjs.utils.aoa_to_sheet([
        ['NAME', 'CODE'],
        ['Q'.repeat(goods.length), '0101'],
      ]),
      'S',
    );
    const bytes = Buffer.from(sheetjs.write(book, { type: 'buffer', bookType: 'biff5' }) as Buffer);
    encode(goods, 'windows-1251').copy(bytes, bytes.indexOf('QQQQQQ'));
    const at = bytes.indexOf(Buffer.from([0x42, 0, 2, 0]));
    expect(at).toBeGreaterThan(0);
    bytes.writeUInt16LE(page, at + 4);
    expect(cellsOf(await read('old.xls', bytes))).toEqual([[goods, '0101']]);
  });

  test('XLSB is refused by its name', async () => {
    await expect(read('book.xlsx', written('xlsb'))).rejects.toMatchObject({ code: 'file_kind_unsupported', args: { kind: 'XLSB' } });
  });
});

describe('text under a workbook name', () => {
  test('CSV in windows-1251 with title lines and totals', async () => {
    const text =
      'ТОО «Ромашка»;;\r\nРеестр накладных за 2024 год;;\r\nДокумент;Дата;Сумма\r\nНакладная на сырьё;05.01.2024;1 234,56\r\nСчёт на оплату услуг;06.01.2024;0,44\r\nИтого;;1 235,00\r\n';
    const bytes = encode(text, 'windows-1251');
    expect(surest('export.xls', bytes)).toBe('text-workbook');
    const found = await read('export.xls', bytes);
    expect(found.tables[0]?.headers).toEqual(['Документ', 'Дата', 'Сумма']);
    expect(cellsOf(found)).toEqual([
      ['Накладная на сырьё', '2024-01-05', '1234.56'],
      ['Счёт на оплату услуг', '2024-01-06', '0.44'],
    ]);
    expect(found.tables[0]?.records.map((r) => r.locator)).toEqual(['4', '5']);
    expect(found.checks).toMatchObject([{ declared: '1235', counted: '1235', agrees: true }]);
  });

  test('tab separated text in UTF-16, as spreadsheets save it', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Код\tИмя\r\n0101\tпервый\r\n', 'utf16le')]);
    expect(cellsOf(await read('a.xls', bytes))).toEqual([['0101', 'первый']]);
  });

  test('ordinary CSV is left to its own reader', () => {
    expect(surest('a.csv', Buffer.from('a,b\n1,2\n'))).toBe('');
  });
});

describe('SpreadsheetML', () => {
  const book = (inner: string): Buffer =>
    Buffer.from(
      `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles><Worksheet ss:Name="Л"><Table>${inner}</Table></Worksheet></Workbook>`,
    );
  const cell = (type: string, text: string, more = ''): string => `<Cell${more}><Data ss:Type="${type}">${text}</Data></Cell>`;
  test('places by index, merges, days, times, shares, comments left out', async () => {
    const found = await read(
      'a.xml',
      book(
        `<Row>${cell('String', 'Имя', ' ss:MergeDown="1"')}${cell('String', 'Суммы', ' ss:MergeAcross="1"')}</Row><Row>${cell('String', 'Доля', ' ss:Index="2"')}${cell('String', 'День')}</Row>` +
          `<Row ss:Index="5"><Cell><Data ss:Type="String">x<B>y</B></Data><Comment><Data ss:Type="String">нет</Data></Comment></Cell>${cell('Number', '0.5', ' ss:StyleID="p"')}${cell('DateTime', '2024-01-05T00:00:00.000')}</Row>`,
      ),
    );
    expect(found.tables[0]?.headers).toEqual(['Имя', 'Суммы Доля', 'Суммы День']);
    expect(found.tables[0]?.records).toMatchObject([{ cells: ['xy', '50%', '2024-01-05'], locator: 'Л!5' }]);
  });
  test('a number in a format that has only a name stays a number', async () => {
    const names = ['Fixed', 'Standard', 'Currency', 'Euro Currency', 'Scientific', 'General Number', 'Yes/No', 'True/False', 'On/Off'];
    const styles = names.map((name, i) => `<Style ss:ID="s${i}"><NumberFormat ss:Format="${name}"/></Style>`).join('');
    const rows = `<Row>${names.map((name) => cell('String', name)).join('')}</Row><Row>${names.map((_, i) => cell('Number', '46034.5', ` ss:StyleID="s${i}"`)).join('')}</Row>`;
    const found = await read('a.xml', Buffer.from(book(rows).toString().replace('<Styles>', `<Styles>${styles}`)));
    expect(found.tables[0]?.records[0]?.cells).toEqual(names.map(() => '46034.5'));
  });
  test('a code in a format of zeros keeps them', async () => {
    const style = '<Style ss:ID="bin"><NumberFormat ss:Format="000000000000"/></Style>';
    const rows = `<Row>${cell('String', 'БИН')}${cell('String', 'Сумма')}</Row><Row>${cell('Number', '80140001231', ' ss:StyleID="bin"')}${cell('Number', '5')}</Row>`;
    const found = await read('a.xml', Buffer.from(book(rows).toString().replace('<Styles>', `<Styles>${style}`)));
    expect(found.tables[0]?.records[0]?.cells).toEqual(['080140001231', '5']);
  });
  test('cells without an index stand beside those that are merged from above', async () => {
    const found = await read(
      'a.xml',
      book(
        `<Row>${cell('String', 'Счет', ' ss:MergeDown="1"')}${cell('String', 'Сальдо', ' ss:MergeAcross="1"')}${cell('String', 'Вид', ' ss:MergeDown="1"')}${cell('String', 'Оборот', ' ss:MergeAcross="1"')}</Row>` +
          `<Row>${['Дебет', 'Кредит', 'Дебет', 'Кредит'].map((text) => cell('String', text)).join('')}</Row>` +
          `<Row>${cell('String', 'А')}${['1', '2'].map((n) => cell('Number', n)).join('')}${cell('String', 'Б')}${['3', '4'].map((n) => cell('Number', n)).join('')}</Row>`,
      ),
    );
    expect(found.tables[0]?.headers).toEqual(['Счет', 'Сальдо Дебет', 'Сальдо Кредит', 'Вид', 'Оборот Дебет', 'Оборот Кредит']);
    expect(found.tables[0]?.records[0]?.cells).toEqual(['А', '1', '2', 'Б', '3', '4']);
  });
  test.each([
    '<Row ss:Index="5"/><Row ss:Index="3"/>',
    '<Row><Cell ss:Index="0"/></Row>',
    '<Row><Cell ss:Index="99999"/></Row>',
    '<Row ss:Index="-1"/>',
    '<Row ss:Index="x"/>',
  ])('%s is damaged', async (inner) => {
    await expect(read('a.xml', book(inner))).rejects.toMatchObject({ code: 'file_damaged' });
  });
});

describe('HTML tables', () => {
  test('unclosed cells, entities, spans, inner tables, scripts, stored numbers', async () => {
    const html =
      '<html><head><meta charset="utf-8"><script>var x="<table><tr><td>no";</script><style>td{}</style></head><body><h1>Отчёт</h1><table border=1>' +
      '<tr><th rowspan=2>Товар<th colspan=2>Сумма<tr><th>без НДС<th>с НДС' +
      '<tr><td>A &amp; B &#8470;&nbsp;1<br>ТОО &laquo;Р&raquo;<td x:num="1.25">1,3<td>1&nbsp;000,50' +
      '<tr><td>C<table><tr><td>внутри</table><td>2,00<td>0,10' +
      '<!-- <tr><td>no</td></tr> --></table></body>';
    const found = await read('report.xls', Buffer.from(html));
    expect(found.tables[0]?.headers).toEqual(['Товар', 'Сумма без НДС', 'Сумма с НДС']);
    expect(cellsOf(found)).toEqual([
      ['A & B №\u00a01\nТОО «Р»'.replace('\u00a0', ' '), '1.25', '1000.50'],
      ['Cвнутри', '2.00', '0.10'],
    ]);
  });

  test('windows-1251 as the page names it', async () => {
    const html =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><table><tr><td>Код<td>Имя<tr><td>1<td>Щёлочь</table>';
    expect(cellsOf(await read('a.xls', encode(html, 'windows-1251')))).toEqual([['1', 'Щёлочь']]);
  });
});

describe('1C spreadsheets', () => {
  const text = (value: string): string => `{16,2,{1,1,{"ru","${value.replaceAll('"', '""')}"}},0}`;
  const row = (n: number, ...values: readonly string[]): string => `${n},0,${values.length},${values.map((v, i) => `${i},${v}`).join(',')}`;
  const mxl = (...rows: readonly string[]): Buffer =>
    Buffer.concat([
      Buffer.from('MOXCEL\0\x08\0\x01\0\x0c\0', 'latin1'),
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(`{8,1,12,\n{"ru","ru",1,1,"ru","Русский","Русский"},\n{128,72},${rows.join(',\n')},{0},{3,0,0}}`),
    ]);
  test('text form of version 8', async () => {
    const bytes = mxl(
      row(0, text('Товар "А"'), text('Дата'), text('Сумма')),
      row(3, text('Сырьё'), '{16,1,{"D",20240105000000},0}', '{16,1,{"N",12.50},0}'),
      row(4, text('Итого'), text(''), text('12,5')),
    );
    expect(surest('a.mxl', bytes)).toBe('mxl');
    const found = await read('a.mxl', bytes);
    expect(found.tables[0]?.headers).toEqual(['Товар "А"', 'Дата', 'Сумма']);
    expect(found.tables[0]?.records).toMatchObject([{ cells: ['Сырьё', '2024-01-05', '12.5'], locator: '4' }]);
  });

  test('binary form of version 7.7', async () => {
    const short = (n: number): Buffer => Buffer.from([n & 255, n >> 8]);
    const long = (n: number): Buffer => {
      const b = Buffer.alloc(4);
      b.writeInt32LE(n);
      return b;
    };
    const cell = (value: string): Buffer => {
      const format = Buffer.alloc(30);
      if (value !== '') format.writeUInt32LE(0x80000000);
      const bytes = encode(value, 'windows-1251');
      return value === '' ? format : Buffer.concat([format, Buffer.from([bytes.length]), bytes]);
    };
    const dictionary = (items: readonly (readonly [number, Buffer])[]): Buffer =>
      Buffer.concat([short(items.length), ...items.map(([key]) => long(key)), short(items.length), ...items.map(([, item]) => item)]);
    const line = (...values: readonly string[]): Buffer =>
      Buffer.concat([cell(''), dictionary(values.map((v, i) => [i, cell(v)] as const))]);
    const bytes = Buffer.concat([
      Buffer.from('MOXCEL\0\0\0\0\0', 'latin1'),
      short(6),
      long(3),
      long(2),
      long(0),
      cell(''),
      dictionary([]),
      dictionary([]),
      cell(''),
      cell(''),
      dictionary([[0, cell('')]]),
      dictionary([
        [0, line('Счёт', 'Сумма')],
        [2, line('Щёлочь', '1 234,50')],
      ]),
      short(0),
      short(0),
    ]);
    const found = await read('old.mxl', bytes);
    expect(found.tables[0]?.headers).toEqual(['Счёт', 'Сумма']);
    expect(found.tables[0]?.records).toMatchObject([{ cells: ['Щёлочь', '1234.50'], line: 3 }]);
  });

  test.each([
    ['another version', Buffer.from('MOXCEL\0\0\0\0\0\x09\0xxxxxxxxxxxxxxxx', 'latin1'), 'file_kind_unsupported'],
    ['no rows', mxl('{0}'), 'file_kind_unsupported'],
    ['an open bracket', mxl('{{{'), 'file_damaged'],
    ['too many closed', mxl('}}}}'), 'file_damaged'],
    ['an open text', mxl('"abc'), 'file_damaged'],
    ['200,000 deep', mxl('{'.repeat(200_000)), 'file_too_deep'],
    ['no 1C file at all', Buffer.from('hello'), 'file_kind_unsupported'],
    ['nothing', Buffer.alloc(0), 'file_empty'],
  ])('%s is refused', async (_what, bytes, code) => {
    const reader = workbookReaders.find((r) => r.format === 'mxl');
    await expect(readAll(reader as NonNullable<typeof reader>, 'a.mxl', bytes)).rejects.toMatchObject({ code });
  });
});

describe('a sheet saved as text', () => {
  const card = [
    'ТОО «Проба»;;;;;;;;;',
    'Карточка счета 1310 за Январь 2026 г.;;;;;;;;;',
    ';;;;;;;;;',
    'Период;Документ;Аналитика Дт;Аналитика Кт;Дебет;;Кредит;;Текущее сальдо;',
    ';;;;Счет;Сумма;Счет;Сумма;;',
    'Сальдо на начало;;;;;;;;Д;2000',
    '05.01.2026;Поступление 1 от 05.01.2026;Наушники;Продавец;1310;500,00;3310;;Д;2500',
    'Обороты за период;;;;;500,00;;0;;',
    'Сальдо на конец;;;;;;;;Д;2500',
    '',
  ].join('\r\n');

  test('with its titles is read like a sheet, whatever it is called', async () => {
    const bytes = encode(card, 'windows-1251');
    expect(surest('card.csv', bytes)).toBe('text-workbook');
    const found = await read('card.csv', bytes);
    expect(found.tables[0]?.table).toBe('ledger');
    expect(cellsOf(found)).toHaveLength(1);
    expect(found.checks.filter((c) => !c.agrees)).toEqual([]);
    expect(found.checks.map((c) => c.key)).toContain('card_running_balances');
  });

  test('with a title that is not padded is one where its lines have one width', () => {
    expect(surest('a.txt', encode('Реестр за 2026 год\nДата\tНомер\tСумма\n1\t2\t3\n4\t5\t6\n', 'windows-1251'))).toBe('text-workbook');
    expect(surest('a.txt', encode('Реестр за 2026 год\nДата\tНомер\tСумма\n1\t2\n4\t5\t6\t7\t8\n', 'windows-1251'))).toBe('');
  });

  test.each([
    ['a table whose first line names its columns', 'Дата;Номер;Сумма\n05.01.2026;1;2\n06.01.2026;1;2\n'],
    ['one column', 'Номер\n1\n2\n3\n'],
    ['one column that is filled, of two', 'Номер;\n1;\n2;3\n'],
    [
      'prose with commas',
      'MIT License\n\nPermission, free, of charge, to any, is hereby\ngranted, free, to any, of the, other\nto, deal, in, the, rest\n',
    ],
    ['an empty first line', '\nДата;Номер;Сумма\n1;2;3\n'],
  ])('is not %s', (_, text) => {
    expect(surest('a.csv', encode(text, 'utf-8'))).toBe('');
  });
});

describe('a journal of two accounts saved as text', () => {
  const lines = ['05.01.2025;1330;3310;"50 250,50";Товар', '06.01.2025;7010;1330;"20 000,00";Себестоимость', ''];
  const text = ['Дата;Счет Дт;Счет Кт;Сумма;Содержание', ...lines].join('\r\n');

  test.each(['utf-8', 'windows-1251', 'ibm866', 'utf-16le'] as const)('gives two rows for each line (%s)', async (encoding) => {
    const bytes = encode(text, encoding);
    expect(surest('журнал.csv', bytes)).toBe('text-workbook');
    const found = await read('журнал.csv', bytes);
    const postings = found.tables[0]?.records.map(({ locator, cells }) => [locator, cells[3], cells[5], cells[6]]);
    expect(postings).toEqual([
      ['2', '1330', '50250.50', ''],
      ['2.2', '3310', '', '50250.50'],
      ['3', '7010', '20000.00', ''],
      ['3.2', '1330', '', '20000.00'],
    ]);
  });

  test('amounts under such headers are no accounts', () => {
    expect(surest('a.csv', encode('Дата;Счет;Дебет;Кредит;Сумма\n05.01.2025;1330;1000,00;;1000,00\n', 'utf-8'))).toBe('');
  });
});
