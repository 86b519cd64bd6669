import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainNumber } from '../../../backend/importers/reading/workbook/number-formats.ts';
import type { SheetRow } from '../../../backend/importers/reading/workbook/sheet-rows.ts';
import { walkXml } from '../../../backend/importers/reading/workbook/xml-walk.ts';
import { rowsAhead } from '../../../backend/importers/reading/workbook/xlsx/rows-ahead.ts';
import { sheetTaker } from '../../../backend/importers/reading/workbook/xlsx/sheet-xml.ts';
import type { SheetSetting } from '../../../backend/importers/reading/workbook/xlsx/sheet-xml.ts';
import { Refused } from '../../../domain/model/refused.ts';

// Rows of a sheet are read in two ways: plain ones by a reader of their own, all others by the parser of XML. Nobody may see which.

const setting: SheetSetting = {
  file: 'f.xlsx',
  part: 'sheet1.xml',
  strings: ['нөл', 'бір', 'два'],
  looks: [plainNumber, { kind: 'day', fractions: false }],
  from1904: false,
};

type Outcome = { readonly rows: readonly SheetRow[]; readonly counts: object; readonly refused: unknown };

async function* inBlocks(text: string, block: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += block) yield bytes.subarray(at, at + block);
}

async function read(xml: string, block: number, way: 'both' | 'parser'): Promise<Outcome> {
  const rows: SheetRow[] = [];
  const taker = sheetTaker(setting, (row) => rows.push(row));
  const { open, close, text } = taker;
  try {
    await walkXml(inBlocks(xml, block), way === 'both' ? taker : { open, close, text }, setting);
    return { rows, counts: taker.counts, refused: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { rows, counts: taker.counts, refused: [error.code, error.args] };
  }
}

/** How many rows the parser is spared. */
function plainOf(xml: string): number {
  let plain = 0;
  let between = false;
  const ahead = rowsAhead({ plain: () => (plain += 1), isBetweenRows: () => between });
  ahead.take(xml, (text) => (between = text === '<sheetData>' || text === '</row>'));
  return plain;
}

const sheet = (...rows: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="urn:x"><cols><col min="1" max="2" hidden="1"/></cols><sheetData>${rows.join('')}</sheetData><pageMargins/></worksheet>`;

const both = async (xml: string, block = 100_000): Promise<Outcome> => {
  const found = await read(xml, block, 'both');
  expect(found).toEqual(await read(xml, block, 'parser'));
  return found;
};

describe('rows as programs write them need no parser', () => {
  test.each([
    ['Excel', '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>44927</v></c></row>'],
    ['LibreOffice', '<row r="1" customFormat="false" ht="12.8" hidden="false"><c r="A1" s="0" t="s"><v>1</v></c><c r="B1" s="1"/></row>'],
    ['openpyxl', '<row r="7"><c r="A7" t="inlineStr"><is><t>Ақжол «Ұлы Дала»</t></is></c><c r="B7" t="n"><v>-1.5E-3</v></c></row>'],
    ['without places', '<row><c><v>1</v></c><c t="str"><v>x</v></c><c t="b"><v>1</v></c></row>'],
    ['indented', '\n  <row r="3"><c r="A3"></c><c r="C3" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>\n'],
  ])('%s', async (_, row) => {
    expect(plainOf(sheet(row))).toBe(1);
    const { refused, rows } = await both(sheet(row));
    expect(refused).toBeNull();
    expect(rows).toHaveLength(1);
  });
});

const odd: readonly (readonly [string, string])[] = [
  ['a formula', '<row r="1"><c r="A1"><f>B1+1</f><v>2</v></c></row>'],
  ['an entity', '<row r="1"><c r="A1" t="str"><v>a&amp;b</v></c></row>'],
  ['a comment in a row', '<row r="1"><!-- </row><row r="2"><c r="A2"><v>7</v></c></row> --><c r="A1"><v>1</v></c></row>'],
  ['rows in a comment behind an empty one', '<row r="1"/><!-- </row><row r="2"><c r="A2"><v>7</v></c></row> -->'],
  ['rows in a comment', '<!-- <row r="2"><c r="A2"><v>7</v></c></row> --><row r="3"><c r="A3"><v>8</v></c></row>'],
  ['rows in character data', '<row r="1"><c r="A1" t="str"><v><![CDATA[</row><row r="2"><c r="A2"><v>7</v></c></row>]]></v></c></row>'],
  ['rows in an instruction', '<?x </row><row r="2"><c r="A2"><v>7</v></c></row> ?>'],
  ['a mark of rows in a comment', '<!-- <sheetData><row r="2"><c r="A2"><v>7</v></c></row></sheetData> -->'],
  ['an attribute twice', '<row r="1" s="1" s="2"><c r="A1"><v>1</v></c></row>'],
  ['a number twice', '<row r="1" r="2"><c r="A1"><v>1</v></c></row>'],
  ['attributes without a space', '<row r="1"s="1"><c r="A1"><v>1</v></c></row>'],
  ['a row that goes back', '<row r="5"><c r="A5"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>'],
  ['a row number of nought', '<row r="0"><c r="A1"><v>1</v></c></row>'],
  ['a row beyond the sheet', '<row r="1048577"><c r="A1"><v>1</v></c></row>'],
  ['a column beyond the sheet', '<row r="1"><c r="XFE1"><v>1</v></c></row>'],
  ['a long place', '<row r="1"><c r="AAAA1"><v>1</v></c></row>'],
  ['a place of nought', '<row r="1"><c r="A0"><v>1</v></c></row>'],
  ['small letters', '<row r="1"><c r="b1"><v>1</v></c></row>'],
  ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>3</v></c></row>'],
  ['an unknown style', '<row r="1"><c r="A1" s="9"><v>1</v></c></row>'],
  ['a style that is no number', '<row r="1"><c r="A1" s="x"><v>1</v></c></row>'],
  ['a hidden row', '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'],
  ['a grouped row', '<row r="1" outlineLevel="2"><c r="A1"><v>1</v></c></row>'],
  ['an error', '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'],
  ['a day by its type', '<row r="1"><c r="A1" t="d"><v>2024-05-06</v></c></row>'],
  ['a control character', '<row r="1"><c r="A1" t="str"><v>a\u0001</v></c></row>'],
  ['a character that is none', '<row r="1"><c r="A1" t="str"><v>a\uffff</v></c></row>'],
  ['a pair of halves', '<row r="1"><c r="A1" t="str"><v>😀</v></c></row>'],
  ['line ends in a text', '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>'],
  ['the end of character data', '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>'],
  ['rich text', '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'],
  ['a phonetic hint', '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is></c></row>'],
  ['two values', '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'],
  ['words between cells', '<row r="1">x<c r="A1"><v>1</v></c></row>'],
  ['words between rows', '<row r="1"><c r="A1"><v>1</v></c></row>x<row r="2"><c r="A2"><v>1</v></c></row>'],
  ['a row in a row', '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row><row r="3"><c r="A3"><v>1</v></c></row>'],
  ['another row', '<rows r="1"><c r="A1"><v>1</v></c></rows><row r="2"><c r="A2"><v>1</v></c></row>'],
  ['single quotes', "<row r='1'><c r='A1'><v>1</v></c></row>"],
  ['a cell twice', '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c></row>'],
  ['no end', '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v>'],
  ['an end too many', '<row r="1"><c r="A1"><v>1</v></c></row></row>'],
];

test.each(odd)('%s: both ways agree', async (_, rows) => {
  for (const xml of [sheet(rows), sheet('<row r="1"/>', rows), sheet(rows, '<row r="9"><c r="A9" t="s"><v>1</v></c></row>')])
    for (const block of [7, 31, 100_000]) await both(xml, block);
});

test('a sheet that is opened twice, or inside of a comment, is read as the parser reads it', async () => {
  const row = (n: number): string => `<row r="${n}"><c r="A${n}"><v>${n}</v></c></row>`;
  await both(`<w><sheetData ><!-- <sheetData>${row(1)}--></sheetData></w>`);
  await both(`<w><!-- <sheetData>${row(1)} --><sheetData>${row(2)}</sheetData></w>`);
  await both(`<w><sheetData>${row(1)}</sheetData><sheetData>${row(2)}</sheetData></w>`);
  await both(`<w><a><sheetData>${row(1)}</sheetData></a></w>`);
  await both(`<w><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></w>`);
  await both(`<w><sheetData><sheetData>${row(1)}</sheetData>${row(2)}</sheetData></w>`);
});

const [letters, cellTypes, values] = [
  ['A', 'B', 'c', 'ZZ', 'XFD', ''],
  ['', ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="q"'],
  ['0', '1', '-2.50', '1E5', 'текст', '', ' x ', 'a<b', '&lt;'],
];
const cell = fc
  .tuple(fc.constantFrom(...letters), fc.constantFrom('', ' s="1"', ' s="12"'), fc.constantFrom(...cellTypes), fc.constantFrom(...values))
  .map(([letter, style, type, value]) => `<c${letter === '' ? '' : ` r="${letter}1"`}${style}${type}><v>${value}</v></c>`);
const someRows = fc
  .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
  .map((rows) => rows.map((cells, i) => `<row r="${i + 1}">${cells.join('')}</row>`));

test('random sheets, also with a piece cut out, in any blocks: both ways agree', async () => {
  const cut = fc.tuple(fc.nat({ max: 2_000 }), fc.constantFrom(0, 0, 1, 3, 12));
  await fc.assert(
    fc.asyncProperty(someRows, cut, fc.integer({ min: 1, max: 300 }), async (rows, [at, size], block) => {
      const xml = sheet(...rows);
      await both(xml.slice(0, at % xml.length) + xml.slice((at % xml.length) + size), block);
    }),
    { numRuns: 400 },
  );
});

test('a row longer than a million letters is left to the parser', async () => {
  const long = `<row r="1"><c r="A1" t="str"><v>${'ж'.repeat(1_200_000)}</v></c></row>`;
  const { rows } = await both(sheet(long, '<row r="2"><c r="A2"><v>1</v></c></row>'), 65_536);
  expect(rows.map((row) => row.row)).toEqual([1, 2]);
});
