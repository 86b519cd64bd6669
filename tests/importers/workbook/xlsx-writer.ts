import { zipOf } from './zip-writer.ts';
import type { ZipOptions, ZipPart } from './zip-writer.ts';

const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const rns = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** XML of a workbook's parts; each can be replaced, and parts can be added. */
export type WorkbookXml = {
  /** `<sheetData>` and what follows it, per sheet */
  readonly sheets: readonly string[];
  readonly names?: readonly string[];
  readonly strings?: string;
  readonly styles?: string;
  readonly workbookPr?: string;
  readonly states?: readonly string[];
  readonly parts?: readonly ZipPart[];
  /** replaces parts by name */
  readonly instead?: Readonly<Record<string, Partial<ZipPart>>>;
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel and LibreOffice open nothing without it; our reader does not need it. */
function contentTypes(sheets: number): string {
  const parts = [
    ...Array.from({ length: sheets }, (_, i) => [`worksheets/sheet${i + 1}`, 'worksheet']),
    ['sharedStrings', 'sharedStrings'],
    ['styles', 'styles'],
  ];
  const named = parts.map(([part, kind]) => `<Override PartName="/xl/${part}.xml" ContentType="${type}.${kind}+xml"/>`).join('');
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${named}</Types>`;
}

/** Parts of a workbook as Excel lays them out. */
export function workbookParts(book: WorkbookXml): ZipPart[] {
  const sheets = book.sheets.map((_, i) => {
    const state = book.states?.[i];
    return `<sheet name="${escape(book.names?.[i] ?? `Sheet${i + 1}`)}" sheetId="${i + 1}" r:id="rId${i + 1}"${state === undefined ? '' : ` state="${state}"`}/>`;
  });
  const relations = book.sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${rels}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', data: contentTypes(book.sheets.length) },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    { name: 'xl/workbook.xml', data: `<workbook ${ns} ${rns}>${book.workbookPr ?? ''}<sheets>${sheets.join('')}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}<Relationship Id="s" Type="${rels}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t" Type="${rels}/styles" Target="styles.xml"/></Relationships>`,
    },
    ...book.sheets.map((xml, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: xml.startsWith('<?') ? xml : `<worksheet ${ns}>${xml}</worksheet>`,
    })),
  ];
  if (book.strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', data: `<sst ${ns}>${book.strings}</sst>` });
  if (book.styles !== undefined) parts.push({ name: 'xl/styles.xml', data: `<styleSheet ${ns}>${book.styles}</styleSheet>` });
  return [...parts, ...(book.parts ?? [])].map((part) => ({ ...part, ...book.instead?.[part.name] }));
}

export const workbookOf = (book: WorkbookXml, options?: ZipOptions): Buffer => zipOf(workbookParts(book), options);

/** `<sheetData>` of rows given as ready cells. */
export const sheetData = (...rows: readonly string[]): string => `<sheetData>${rows.join('')}</sheetData>`;

/** Text cells of a row: `texts(1, 'a', 'b')`. */
export const texts = (row: number, ...cells: readonly string[]): string =>
  `<row r="${row}">${cells.map((text, i) => (text === '' ? '' : `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`)).join('')}</row>`;

/** A row of raw cells: `cells(2, ['A', 's="1"', '45296'])`. */
export const cells = (row: number, ...list: readonly (readonly [column: string, attributes: string, value: string])[]): string =>
  `<row r="${row}">${list.map(([column, attributes, value]) => `<c r="${column}${row}" ${attributes}><v>${value}</v></c>`).join('')}</row>`;
