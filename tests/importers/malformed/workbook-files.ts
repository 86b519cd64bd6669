import zlib from 'node:zlib';
import type { FormatReader } from '../../../backend/importers/reading/format-reader.ts';
import { htmlTables } from '../../../backend/importers/reading/workbook/html-tables.ts';
import { ods } from '../../../backend/importers/reading/workbook/ods.ts';
import { spreadsheetml } from '../../../backend/importers/reading/workbook/spreadsheetml.ts';
import { xls } from '../../../backend/importers/reading/workbook/xls.ts';
import { sheetData, texts, workbookOf, workbookParts } from '../workbook/xlsx-writer.ts';
import type { WorkbookXml } from '../workbook/xlsx-writer.ts';
import { zipOf } from '../workbook/zip-writer.ts';
import type { ZipPart } from '../workbook/zip-writer.ts';

export const good = sheetData(texts(1, 'A', 'B'), texts(2, 'x', '1'), texts(3, 'y', '2'));
export const honest: WorkbookXml = { sheets: [good] };
const sheet = 'xl/worksheets/sheet1.xml';
export const book = (more: Partial<WorkbookXml>): Buffer => workbookOf({ ...honest, ...more });
const lying = (part: Partial<ZipPart>): Buffer => book({ instead: { [sheet]: part } });
const withPart = (...parts: ZipPart[]): Buffer => book({ parts });
const rows = (inner: string): Buffer => book({ sheets: [`<sheetData>${inner}</sheetData>`] });
const inSheet = (xml: string): Buffer => lying({ data: xml });
const laughs = (root: string): string =>
  `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`).join('')}]><${root}>&j;</${root}>`;
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024);
const bomb = zlib.deflateRawSync(zeros(64), { level: 9 });

/** What is wrong with a file, the refusal, the file. */
export type Case = readonly [what: string, code: string, bytes: () => Buffer];

/** Of XLSX: the package. */
export const containers: readonly Case[] = [
  ['a bomb of 64 MB that says so', 'file_expands', () => lying({ packed: bomb, declared: 64 * 1024 * 1024 })],
  ['a bomb that says 1 kB', 'file_damaged', () => lying({ packed: bomb, declared: 1024 })],
  [
    'a bomb in a part that nobody reads',
    'file_expands',
    () => withPart({ name: 'xl/media/image1.png', data: '', packed: bomb, declared: 64 * 1024 * 1024 }),
  ],
  [
    'a bomb in the shared strings',
    'file_expands',
    () => withPart({ name: 'xl/sharedStrings.xml', data: '', packed: bomb, declared: 64 * 1024 * 1024 }),
  ],
  [
    'a bomb in the styles that says 1 kB',
    'file_damaged',
    () => withPart({ name: 'xl/styles.xml', data: '', packed: bomb, declared: 1024 }),
  ],
  [
    'parts of 2 GB each by the directory',
    'file_expands',
    () => withPart(...[1, 2, 3].map((i) => ({ name: `xl/x${i}.xml`, data: 'x', declared: 2_000_000_000, packedDeclared: 20_000_000 }))),
  ],
  ['parts that lie over each other', 'file_damaged', () => withPart({ name: 'xl/copy.xml', data: good, offset: 200 })],
  [
    '6,000 parts',
    'file_too_large',
    () => withPart(...Array.from({ length: 6_000 }, (_, i) => ({ name: `xl/p${i}`, data: '', stored: true }))),
  ],
  ['a directory that says 60,000 parts', 'file_too_large', () => workbookOf(honest, { count: 60_000 })],
  ['a directory that says one part', 'file_damaged', () => workbookOf(honest, { count: 1 })],
  ['a wrong checksum', 'file_damaged', () => lying({ crc: 1 })],
  ['a size that is too small', 'file_damaged', () => lying({ declared: 10 })],
  ['a size that is too large', 'file_damaged', () => lying({ declared: 100_000 })],
  ['a packed size that runs into the next part', 'file_damaged', () => lying({ packedDeclared: 100_000 })],
  ['the same name twice', 'file_damaged', () => withPart({ name: sheet, data: good })],
  ['the same name twice, in other letters', 'file_damaged', () => withPart({ name: sheet.toUpperCase(), data: good })],
  ['an absolute path', 'file_damaged', () => withPart({ name: '/etc/passwd', data: 'x' })],
  ['a path out of the folder', 'file_damaged', () => withPart({ name: '../../x', data: 'x' })],
  ['a path of a drive', 'file_damaged', () => withPart({ name: 'C:/x', data: 'x' })],
  ['an encrypted part', 'file_encrypted', () => lying({ flags: 0x801 })],
  ['a packing of another kind', 'file_damaged', () => lying({ method: 12 })],
  ['bytes that do not unpack', 'file_damaged', () => lying({ packed: Buffer.alloc(400, 0xff) })],
  ['a file cut in its directory', 'file_damaged', () => workbookOf(honest, { cut: -40 })],
  ['a file cut in the middle', 'file_damaged', () => workbookOf(honest, { cut: 700 })],
  ['the first four bytes', 'file_damaged', () => workbookOf(honest, { cut: 4 })],
  ['no bytes', 'file_damaged', () => Buffer.alloc(0)],
  [
    'an end that points behind the file',
    'file_damaged',
    () => {
      const bytes = workbookOf(honest);
      return bytes.fill(0xff, bytes.length - 10, bytes.length - 2);
    },
  ],
  ['noise behind the zip mark', 'file_damaged', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000, 7)])],
];

/** Of XLSX: what is inside. */
export const workbooks: readonly Case[] = [
  ['no workbook', 'file_damaged', () => zipOf(workbookParts(honest).filter((p) => p.name !== 'xl/workbook.xml'))],
  ['a sheet whose part is missing', 'file_damaged', () => zipOf(workbookParts(honest).filter((p) => p.name !== sheet))],
  ['relations that are missing', 'file_damaged', () => zipOf(workbookParts(honest).filter((p) => p.name !== 'xl/_rels/workbook.xml.rels'))],
  [
    'a sheet outside the package',
    'file_damaged',
    () =>
      book({
        instead: {
          'xl/_rels/workbook.xml.rels': {
            data: '<Relationships><Relationship Id="rId1" Type="x/worksheet" TargetMode="External" Target="http://127.0.0.1/a.xml"/></Relationships>',
          },
        },
      }),
  ],
  [
    'a sheet above the package',
    'file_damaged',
    () =>
      book({
        instead: {
          'xl/_rels/workbook.xml.rels': {
            data: '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>',
          },
        },
      }),
  ],
  [
    'two sheets of one part',
    'file_damaged',
    () =>
      book({
        sheets: [good, good],
        instead: {
          'xl/_rels/workbook.xml.rels': {
            data: '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
          },
        },
      }),
  ],
  [
    '2,000 sheets',
    'file_too_large',
    () =>
      book({
        instead: {
          'xl/workbook.xml': {
            data: `<workbook xmlns:r="r"><sheets>${'<sheet name="a" r:id="none"/>'.repeat(1)}${Array.from({ length: 1_999 }, (_, i) => `<sheet name="s${i}" r:id="rId${i}"/>`).join('')}</sheets></workbook>`,
          },
          'xl/_rels/workbook.xml.rels': {
            data: `<Relationships><Relationship Id="none" Type="x/worksheet" Target="worksheets/sheet1.xml"/>${Array.from({ length: 1_999 }, (_, i) => `<Relationship Id="rId${i}" Type="x/worksheet" Target="w/${i}.xml"/>`).join('')}</Relationships>`,
          },
        },
        parts: Array.from({ length: 1_999 }, (_, i) => ({ name: `xl/w/${i}.xml`, data: '<worksheet/>' })),
      }),
  ],
  ['billion laughs in a sheet', 'file_doctype', () => inSheet(laughs('worksheet'))],
  ['billion laughs in the strings', 'file_doctype', () => withPart({ name: 'xl/sharedStrings.xml', data: laughs('sst') })],
  ['billion laughs in the styles', 'file_doctype', () => withPart({ name: 'xl/styles.xml', data: laughs('styleSheet') })],
  ['billion laughs in the workbook', 'file_doctype', () => book({ instead: { 'xl/workbook.xml': { data: laughs('workbook') } } })],
  [
    'an entity of a local file',
    'file_doctype',
    () =>
      inSheet(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>',
      ),
  ],
  [
    'an entity that nobody defined',
    'file_damaged',
    () => inSheet('<worksheet><sheetData><row r="1"><c r="A1"><v>&nope;</v></c></row></sheetData></worksheet>'),
  ],
  [
    '200,000 elements in each other',
    'file_too_deep',
    () => inSheet(`<worksheet>${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}</worksheet>`),
  ],
  [
    '200,000 deep shared strings',
    'file_too_deep',
    () => withPart({ name: 'xl/sharedStrings.xml', data: `<sst>${'<si>'.repeat(200_000)}` }),
  ],
  [
    'a text of 6 MB',
    'file_too_large',
    () =>
      inSheet(
        `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${Array.from({ length: 800_000 }, (_, i) => String(i).padStart(8, 'x')).join('')}</t></is></c></row></sheetData></worksheet>`,
      ),
  ],
  [
    'a tag with 500,000 attributes',
    'file_too_large',
    () => inSheet(`<worksheet ${Array.from({ length: 500_000 }, (_, i) => `a${i}="${i * 7919}"`).join(' ')}/>`),
  ],
  ['XML that ends too early', 'file_damaged', () => inSheet('<worksheet><sheetData><row r="1">')],
  ['XML with crossed tags', 'file_damaged', () => inSheet('<worksheet><sheetData></worksheet></sheetData>')],
  ['XML in an encoding that does not exist', 'file_damaged', () => inSheet('<?xml version="1.0" encoding="klingon"?><worksheet/>')],
  [
    'bytes that are no UTF-8',
    'file_damaged',
    () => lying({ data: Buffer.concat([Buffer.from('<worksheet><a>'), Buffer.from([0xc3, 0x28]), Buffer.from('</a></worksheet>')]) }),
  ],
  ['an empty sheet part', 'file_damaged', () => inSheet('')],
  ['a string that does not exist', 'file_damaged', () => rows('<row r="1"><c r="A1" t="s"><v>1000000</v></c></row>')],
  ['a string before the first', 'file_damaged', () => rows('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')],
  ['a string called __proto__', 'file_damaged', () => rows('<row r="1"><c r="A1" t="s"><v>__proto__</v></c></row>')],
  ['a million references out of range', 'file_damaged', () => rows(`<row r="1">${'<c t="s"><v>9</v></c>'.repeat(10_000)}</row>`)],
  ['a negative row', 'file_damaged', () => rows('<row r="-1"><c r="A1"><v>1</v></c></row>')],
  ['row 0', 'file_damaged', () => rows('<row r="0"><c><v>1</v></c></row>')],
  ['a row behind the last', 'file_damaged', () => rows('<row r="1048577"><c><v>1</v></c></row>')],
  ['a row that is no number', 'file_damaged', () => rows('<row r="1e3x"><c><v>1</v></c></row>')],
  ['rows that go back', 'file_damaged', () => rows('<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>')],
  ['the same row twice', 'file_damaged', () => rows('<row r="5"><c><v>1</v></c></row><row r="5"><c><v>1</v></c></row>')],
  ['a column behind the last', 'file_damaged', () => rows('<row r="1"><c r="XFE1"><v>1</v></c></row>')],
  ['a column of twenty letters', 'file_damaged', () => rows('<row r="1"><c r="AAAAAAAAAAAAAAAAAAAA1"><v>1</v></c></row>')],
  ['a negative column', 'file_damaged', () => rows('<row r="1"><c r="-1"><v>1</v></c></row>')],
  ['a cell without letters', 'file_damaged', () => rows('<row r="1"><c r="12"><v>1</v></c></row>')],
  ['a cell called __proto__', 'file_damaged', () => rows('<row r="1"><c r="__proto__"><v>1</v></c></row>')],
];

const content = (inner: string): Buffer =>
  zipOf([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    {
      name: 'content.xml',
      data: `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>${inner}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
const cell = '<table:table-cell office:value-type="float" office:value="1"';

/** Of the other formats of workbooks. */
export const otherWorkbooks: readonly (readonly [FormatReader, ...Case])[] = [
  [
    ods,
    'a cell repeated 16,384 times in a million rows',
    'file_expands',
    () =>
      content(
        `<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">${cell} table:number-columns-repeated="16384"/></table:table-row></table:table>`,
      ),
  ],
  [
    ods,
    'a thousand cells repeated 16,384 times each',
    'file_expands',
    () =>
      content(
        `<table:table table:name="a">${`<table:table-row>${cell} table:number-columns-repeated="16384"/></table:table-row>`.repeat(1000)}</table:table>`,
      ),
  ],
  [
    ods,
    'an encrypted content',
    'file_encrypted',
    () =>
      zipOf([
        { name: 'META-INF/manifest.xml', data: '<manifest><file-entry><encryption-data/></file-entry></manifest>' },
        { name: 'content.xml', data: 'noise' },
      ]),
  ],
  [ods, 'billion laughs', 'file_doctype', () => zipOf([{ name: 'content.xml', data: laughs('office') }])],
  [ods, 'no content', 'file_damaged', () => zipOf([{ name: 'mimetype', data: 'x' }])],
  [ods, '10,000 sheets', 'file_too_large', () => content('<table:table table:name="a"></table:table>'.repeat(10_000))],
  [ods, 'a bomb', 'file_expands', () => zipOf([{ name: 'content.xml', data: '', packed: bomb, declared: 64 * 1024 * 1024 }])],
  [spreadsheetml, 'billion laughs', 'file_doctype', () => Buffer.from(laughs('Workbook'))],
  [spreadsheetml, 'cut in the middle', 'file_damaged', () => Buffer.from('<Workbook><Worksheet Name="a"><Table><Row><Cell>')],
  [spreadsheetml, 'nested 1,000 deep', 'file_too_deep', () => Buffer.from(`<Workbook>${'<Row>'.repeat(1000)}`)],
  [
    xls,
    'a container without a workbook',
    'file_damaged',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]),
  ],
  [xls, 'a container cut after its mark', 'file_damaged', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  [
    xls,
    'a protected XLSX in a container',
    'file_encrypted',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  [
    xls,
    'a Word document',
    'file_kind_unsupported',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le')]),
  ],
  [htmlTables, 'a page without a table', 'file_no_table', () => Buffer.from('<html><body>hello</body></html>')],
  [
    htmlTables,
    'cells that reach down over all columns of a million rows',
    'file_expands',
    () => Buffer.from(`<table><tr>${'<td rowspan=9999 colspan=999>'.repeat(16)}${'<tr><td>'.repeat(9_000)}</table>`),
  ],
  [htmlTables, '5,000 tables', 'file_too_large', () => Buffer.from(`<html>${'<table><tr><td>a<td>b<tr><td>1<td>2</table>'.repeat(5_000)}`)],
  [htmlTables, 'a text of 6 MB', 'file_too_large', () => Buffer.from(`<table><tr><td>${'x'.repeat(6_000_000)}</table>`)],
];
