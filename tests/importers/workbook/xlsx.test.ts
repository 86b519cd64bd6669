import { describe, expect, test } from 'vitest';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';
import { cells, sheetData, texts, workbookOf } from './xlsx-writer.ts';
import type { WorkbookXml } from './xlsx-writer.ts';

const read = (book: WorkbookXml): Promise<Collected> => readAll(xlsx, 'book.xlsx', workbookOf(book));
const column = (found: Collected, at: number, table = 0): string[] => (found.tables[table]?.records ?? []).map((r) => r.cells[at] ?? '');
/** One column of numbers in a style. */
const numbers = (values: readonly string[], style = '', more: Partial<WorkbookXml> = {}): Promise<Collected> =>
  read({
    ...more,
    sheets: [
      sheetData(
        texts(1, 'Имя', 'Значение'),
        ...values.map(
          (v, i) => `<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>x</t></is></c><c r="B${i + 2}" ${style}><v>${v}</v></c></row>`,
        ),
      ),
    ],
  });
const formats = (...codes: readonly string[]): string =>
  `<numFmts>${codes.map((code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes.map((_, i) => `<xf numFmtId="${170 + i}"/>`).join('')}</cellXfs>`;
const inFormat = async (code: string, values: readonly string[], workbookPr = ''): Promise<string[]> =>
  column(await numbers(values, 's="1"', { styles: formats(code), workbookPr }), 1);

describe('numbers of a workbook', () => {
  test.each([
    ['[$$-409]#,##0.00', '2'],
    ['#,##0.00\\ [$€-407]', '2'],
    ['"USD" #,##0.00', '2'],
    ['#,##0.00\\ [$₽-419]', '2'],
    ['#,##0.00\\ [$₸-43F]', undefined],
    ['#,##0.00', undefined],
    ['[$-419]#,##0.00', undefined],
  ])('in the format %s are counted where it shows another currency', async (code, count) => {
    const found = await numbers(['99.9', '100'], 's="1"', { styles: formats(code) });
    expect(column(found, 1)).toEqual(['99.9', '100']);
    expect(found.facts['currency_formats']).toBe(count === undefined ? undefined : `Sheet1: ${count}`);
  });

  test('leave without the noise of binary fractions, whole ones digit by digit', async () => {
    const stored = [
      '0.30000000000000004',
      '1234567.89',
      '9007199254740993',
      '1.2E-5',
      '-0',
      '1.0000000000000001E+20',
      '9.00719925474099E+15',
      '2.2999999999999998',
      '.5',
      '12345678901234567890',
      '0.1',
      '-1.5E3',
      '100',
    ];
    const found = [
      '0.3',
      '1234567.89',
      '9007199254740993',
      '0.000012',
      '0',
      '100000000000000010000',
      '9007199254740990',
      '2.3',
      '0.5',
      '12345678901234567890',
      '0.1',
      '-1500',
      '100',
    ];
    expect(column(await numbers(stored), 1)).toEqual(found);
  });

  test('that are none stay the text that they are', async () => {
    expect(column(await numbers(['abc', '1e999999999', '1,5']), 1)).toEqual(['abc', '1e999999999', '1,5']);
  });

  test('shown as shares carry their sign', async () => {
    expect(await inFormat('0.00%', ['0.125', '1', '-0.05', '0'])).toEqual(['12.5%', '100%', '-5%', '0%']);
  });
});

describe('days of a workbook', () => {
  test('1900 system: the day that never was is named, the days around it are right', async () => {
    expect(await inFormat('yyyy-mm-dd', ['1', '59', '60', '61', '45296', '2958465'])).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
      '2024-01-05',
      '9999-12-31',
    ]);
  });

  test('1904 system', async () => {
    expect(await inFormat('dd.mm.yyyy', ['0', '1', '43834'], '<workbookPr date1904="1"/>')).toEqual([
      '1904-01-01',
      '1904-01-02',
      '2024-01-05',
    ]);
  });

  test('serials that are no day stay numbers', async () => {
    expect(await inFormat('dd.mm.yyyy', ['-5', '0', '3000000'])).toEqual(['-5', '0', '3000000']);
  });

  test('time of the day is kept, rounding does not lose a second', async () => {
    expect(await inFormat('dd.mm.yyyy hh:mm', ['45296.4375', '45296.999999999', '45296.5104166667'])).toEqual([
      '2024-01-05 10:30:00',
      '2024-01-06',
      '2024-01-05 12:15:00',
    ]);
    expect(await inFormat('hh:mm:ss.000', ['0.52083350694'])).toEqual(['12:30:00.015']);
  });

  test.each([
    ['h:mm', '0.4375', '10:30:00'],
    ['[h]:mm:ss', '1.5625', '37:30:00'],
    ['[$-419]d mmm yyyy;@', '45296', '2024-01-05'],
    ['ДД.ММ.ГГГГ', '45296', '2024-01-05'],
    ['mmm-yy', '45296', '2024-01-05'],
    ['0.00" дн. месяц"', '45296', '45296'],
    ['#,##0.00\\ "₸"', '45296.5', '45296.5'],
    ['[Red]0.00', '5', '5'],
    ['General', '45296', '45296'],
    ['0.00E+00', '45296', '45296'],
    ['\\d0', '5', '5'],
    ['yyyy"год"', '45296', '2024-01-05'],
  ])('format %s shows %s as %s', async (code, stored, shown) => {
    expect(await inFormat(code, [stored])).toEqual([shown]);
  });

  test('strict workbooks write days as ISO 8601', async () => {
    const found = await numbers(['2024-01-05T00:00:00', '2024-01-05T10:30:00'], 't="d"');
    expect(column(found, 1)).toEqual(['2024-01-05', '2024-01-05 10:30:00']);
  });
});

describe('cells', () => {
  test('shared, inline, rich text, phonetic hints, escapes, truth, errors, formulas by their last value', async () => {
    const strings =
      '<si><t>общий</t></si><si><r><t>жир</t></r><r><rPr/><t xml:space="preserve">ный </t></r><rPh><t>phonetic</t></rPh></si><si><t>a_x000A_b_x0041_</t></si><si/>';
    const row = (n: number, ...list: readonly string[]): string => `<row r="${n}">${list.join('')}</row>`;
    const found = await read({
      strings,
      sheets: [
        sheetData(
          texts(1, 'A', 'B', 'C', 'D', 'E', 'F', 'G'),
          row(
            2,
            '<c r="A2" t="s"><v>0</v></c>',
            '<c r="B2" t="s"><v>1</v></c>',
            '<c r="C2" t="s"><v>2</v></c>',
            '<c r="D2" t="b"><v>1</v></c>',
            '<c r="E2" t="e"><v>#N/A</v></c>',
            '<c r="F2"><f>1+1</f><v>2</v></c>',
            '<c r="G2" t="str"><f>A2</f><v>общий</v></c>',
          ),
          row(3, '<c r="A3" t="s"><v>3</v></c>', '<c r="B3"><f>CALL("x")</f></c>', '<c r="C3" t="inlineStr"><is><t>=cmd|calc</t></is></c>'),
        ),
      ],
    });
    expect(found.tables[0]?.records.map((r) => r.cells)).toEqual([
      ['общий', 'жирный ', 'a\nbA', 'TRUE', '#N/A', '2', 'общий'],
      ['', '', '=cmd|calc', '', '', '', ''],
    ]);
    expect(found.facts['formulas_without_value']).toBe('Sheet1: 1');
  });

  test('a cell in the last corner of the sheet costs nothing and lengthens its row', async () => {
    const started = performance.now();
    const found = await read({
      sheets: [sheetData(texts(1, 'A', 'B'), texts(2, 'x', 'y'), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')],
    });
    expect(performance.now() - started).toBeLessThan(500);
    expect(found.tables[0]?.headers).toEqual(['A', 'B', 'XFD']);
    expect(found.tables[0]?.records.at(-1)).toMatchObject({ cells: ['', '', '1'], line: 1048576, locator: 'Sheet1!1048576', ordinal: 2 });
  });

  test('cells without places follow each other, rows without numbers too, cells out of order are put in order', async () => {
    const found = await read({
      sheets: [
        sheetData(
          '<row><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>B</t></is></c></row>',
          '<row><c><v>1</v></c><c><v>2</v></c></row>',
          '<row r="7"><c r="B7"><v>4</v></c><c r="A7"><v>3</v></c></row>',
        ),
      ],
    });
    expect(found.tables[0]?.records.map((r) => [r.line, ...r.cells])).toEqual([
      [2, '1', '2'],
      [7, '3', '4'],
    ]);
  });

  test('prefixed names and parts whose name differs by case are found', async () => {
    const xml = `<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="s"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const found = await read({
      sheets: [xml],
      strings: '<si><t>A</t></si><si><t>B</t></si>',
      instead: { 'xl/sharedStrings.xml': { name: 'xl/SharedStrings.xml' } },
    });
    expect(found.tables[0]).toMatchObject({ headers: ['A', 'B'] });
    expect(found.tables[0]?.records).toHaveLength(1);
  });

  test('control characters and letters that are not composed are marked', async () => {
    const found = await read({
      sheets: [sheetData(texts(1, 'A', 'B'), texts(2, 'x', '1'), texts(3, 'и\u0306', '2'), texts(4, 'a_x0007_', '3'))],
    });
    expect(found.tables[0]?.records.map((r) => r.odd)).toEqual([false, true, true]);
  });
});

describe('sheets', () => {
  test('each is a table of its own, hidden ones are read and said to be hidden, empty ones give none', async () => {
    const found = await read({
      sheets: [sheetData(texts(1, 'A', 'B'), texts(2, '1', 'x')), sheetData(), sheetData(texts(1, 'C', 'D'), texts(2, 'y', '2'))],
      names: ['Лист "один"', 'пусто', '__proto__'],
      states: ['visible', 'visible', 'veryHidden'],
    });
    expect(found.tables.map((t) => t.scope)).toEqual(['Лист "один"', '__proto__']);
    expect(found.tables[1]?.records[0]).toMatchObject({ locator: '__proto__!2', cells: ['y', '2'] });
    expect(found.facts).toMatchObject({ hidden_sheet: '__proto__', sheet_without_table: 'пусто' });
    expect(({} as Record<string, unknown>)['cells']).toBeUndefined();
  });

  test('hidden rows and columns are read and counted', async () => {
    const found = await read({
      sheets: [
        `<cols><col min="2" max="3" hidden="1"/></cols>${sheetData(texts(1, 'A', 'B'), texts(2, 'x', 'y'), '<row r="3" hidden="1"><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c></row>')}`,
      ],
    });
    expect(found.tables[0]?.records).toHaveLength(2);
    expect(found.facts).toMatchObject({ hidden_rows: 'Sheet1: 1', hidden_columns: 'Sheet1: 2' });
  });

  test('255 sheets are 255 tables', async () => {
    const sheet = sheetData(texts(1, 'A', 'B'), texts(2, '1', 'x'));
    const found = await read({ sheets: Array.from({ length: 255 }, () => sheet) });
    expect(found.tables).toHaveLength(255);
  });

  test('a workbook without any table is refused by name', async () => {
    await expect(read({ sheets: [sheetData()] })).rejects.toMatchObject({ code: 'file_no_table' });
  });

  test('properties say which program wrote the file', async () => {
    const parts = [
      {
        name: 'docProps/app.xml',
        data: '<Properties><Application>1C:Enterprise 8.3</Application><Company>ТОО «Ромашка»</Company></Properties>',
      },
      {
        name: 'docProps/core.xml',
        data: '<c:coreProperties xmlns:c="c" xmlns:dcterms="d"><dcterms:created>2024-01-05T10:00:00Z</dcterms:created></c:coreProperties>',
      },
    ];
    const found = await read({ sheets: [sheetData(texts(1, 'A', 'B'), texts(2, '1', 'x'))], parts });
    expect(found.facts).toMatchObject({ software: '1C:Enterprise 8.3', company: 'ТОО «Ромашка»', created: '2024-01-05T10:00:00Z' });
  });

  test('the same rows come out however the file is cut into blocks', async () => {
    const bytes = workbookOf({
      sheets: [
        sheetData(texts(1, 'Имя', 'Код'), ...Array.from({ length: 500 }, (_, i) => cells(i + 2, ['A', '', String(i)], ['B', '', '1.5']))),
      ],
    });
    const whole = await readAll(xlsx, 'a.xlsx', bytes);
    for (const block of [1000, 4096]) expect((await readAll(xlsx, 'a.xlsx', bytes, block)).tables).toEqual(whole.tables);
  });
});
