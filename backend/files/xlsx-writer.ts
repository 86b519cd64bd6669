import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import {
  columnName,
  contentTypes,
  escaped,
  frozenFirstRow,
  packageRelations,
  sheetHead,
  sheetName,
  styles,
  stylesXml,
  workbookRelations,
  workbookXml,
} from './workbook-parts.ts';
import type { About, Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** Rows of a sheet, the titles among them. */
export const mostSheetRows = 1_048_576;
/** Digits of a number that a spreadsheet keeps. */
const mostDigits = 15;
/** Characters of a cell. */
const mostCharacters = 32_767;
/** Days are counted from the last of 1899; spreadsheets take 1900 for a leap year, so the first two months of it are left as text. */
const dayZero = Date.UTC(1899, 11, 30);
const firstSerial = 61;
const perDay = 86_400_000;

/** Less than level 6 in half the time, a fifth larger. */
const compressionLevel = 3;
/** Above so many bytes by estimate a part may need more than 32 bits for its length. */
const largePart = 2 ** 31;
const bytesPerCell = 90;

/** @param at where the cell stands: `B7` */
const textCell = (text: string, at: string): string => {
  // a formula stands in another element: this cell is text whatever it begins with, and stays so when somebody edits it
  const style = /^[=+\-@\t\r]/.test(text) ? styles.quoted : styles.text;
  const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cut)}</t></is></c>`;
};

function dayCell(day: string, at: string): string {
  const serial = (Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) - dayZero) / perDay;
  return Number.isInteger(serial) && serial >= firstSerial && day.length === 10
    ? `<c r="${at}" s="${styles.day}"><v>${serial}</v></c>`
    : textCell(day, at);
}

/** A number that a spreadsheet would round is written as text: a copy may not change an amount. */
function numberCell(number: string, isAmount: boolean, at: string): string {
  const digits = number.replace(/^-/, '').replace('.', '').replace(/^0+/, '');
  if (digits.length > mostDigits) return textCell(number, at);
  const decimals = number.includes('.') ? number.length - number.indexOf('.') - 1 : 0;
  return `<c r="${at}" s="${isAmount ? styles.amount(Math.min(8, decimals)) : styles.number}"><v>${number}</v></c>`;
}

function cellXml(cell: string | null, kind: SheetColumn['kind'], at: string): string {
  if (cell === null) return '';
  switch (kind) {
    case 'text':
      return textCell(cell, at);
    case 'day':
      return dayCell(cell, at);
    case 'amount':
    case 'number':
      return numberCell(cell, kind === 'amount', at);
    default:
      return kind satisfies never;
  }
}

const widths = { text: 24, day: 12, amount: 18, number: 14 } as const;

/** A column with its letters. */
type Lettered = SheetColumn & { readonly letters: string };

const rowXml = (row: SheetRow, columns: readonly Lettered[], no: number): string =>
  `<row r="${no}">${row.map((cell, i) => cellXml(cell, columns[i]?.kind ?? 'text', `${columns[i]?.letters ?? ''}${no}`)).join('')}</row>`;

const headerCell = (title: string, at: string): string =>
  `<c r="${at}" t="inlineStr" s="${styles.header}"><is><t>${escaped(title)}</t></is></c>`;

function columnsXml(columns: readonly { readonly width: number }[]): string {
  return `<cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
}

const filterOf = (columns: number, rows: number): string => `A1:${columnName(Math.max(0, columns - 1))}${rows + 1}`;

/** Rows in pieces, handed out sheet by sheet. */
type Supply = { readonly take: (most: number) => Promise<readonly SheetRow[] | null> };

function supplyOf(rows: AsyncIterable<readonly SheetRow[]>): Supply {
  const pieces = rows[Symbol.asyncIterator]();
  let left: readonly SheetRow[] = [];
  return {
    take: async (most) => {
      if (left.length === 0) {
        const next = await pieces.next();
        if (next.done === true) return null;
        left = next.value;
      }
      const taken = left.slice(0, most);
      left = left.slice(most);
      return taken;
    },
  };
}

async function* sheetXml(given: readonly SheetColumn[], rows: number, supply: Supply): AsyncGenerator<Buffer> {
  const columns = given.map((column, i) => ({ ...column, letters: columnName(i) }));
  const sizes = columns.map(({ kind, title }) => ({ width: Math.max(widths[kind], Math.min(40, title.length + 4)) }));
  yield Buffer.from(
    `${sheetHead}${frozenFirstRow}${columnsXml(sizes)}<sheetData><row r="1">${columns.map(({ title, letters }) => headerCell(title, `${letters}1`)).join('')}</row>`,
    'utf8',
  );
  for (let written = 0; written < rows; ) {
    const piece = await supply.take(rows - written);
    if (piece === null) break;
    const first = written + 2;
    written += piece.length;
    yield Buffer.from(piece.map((row, i) => rowXml(row, columns, first + i)).join(''), 'utf8');
  }
  yield Buffer.from(`</sheetData><autoFilter ref="${filterOf(columns.length, rows)}"/></worksheet>`, 'utf8');
}

function aboutXml({ lines }: About): string {
  const rows = lines.map(([label, value], i) => `<row r="${i + 1}">${headerCell(label, `A${i + 1}`)}${textCell(value, `B${i + 1}`)}</row>`);
  return `${sheetHead}${columnsXml([{ width: 30 }, { width: 100 }])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/**
 * A workbook piece by piece: as many sheets as the rows need, titles frozen and filterable, numbers as numbers while no digit is lost,
 * days as days, everything else as text; the last sheet says what the copy is.
 * @param made the time that stands in the archive
 */
export function xlsxOf(sheet: Sheet, about: About, of: { readonly name: string; readonly made: Date }): AsyncIterable<Buffer> {
  const perSheet = mostSheetRows - 1;
  const sizes = Array.from({ length: Math.max(1, Math.ceil(sheet.total / perSheet)) }, (_, i) =>
    Math.min(perSheet, sheet.total - i * perSheet),
  );
  const base = sheetName(of.name);
  const names = sizes.map((_, i) => (i === 0 ? base : `${base.slice(0, 26)} ${i + 1}`));
  const zip = new ZipFile();
  const options = { compressionLevel, mtime: of.made };
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text, 'utf8'), name, options);
  const supply = supplyOf(sheet.rows);
  add('[Content_Types].xml', contentTypes(sizes.length + 1));
  add('_rels/.rels', packageRelations);
  const filters = sizes.map((rows) => filterOf(sheet.columns.length, rows));
  const named = names.map((name, i) => ({ name, filter: filters[i] ?? null }));
  add('xl/workbook.xml', workbookXml([...named, { name: sheetName(about.name), filter: null }]));
  add('xl/_rels/workbook.xml.rels', workbookRelations(sizes.length + 1));
  add('xl/styles.xml', stylesXml());
  sizes.forEach((rows, i) => {
    const forceZip64Format = rows * sheet.columns.length * bytesPerCell > largePart;
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, { ...options, forceZip64Format }, (done) => {
      const stream = Readable.from(sheetXml(sheet.columns, rows, supply), { objectMode: false });
      // a refusal while rows are read has to reach whoever writes the file
      stream.on('error', (error) => zip.outputStream.destroy(error));
      done(null, stream);
    });
  });
  add(`xl/worksheets/sheet${sizes.length + 1}.xml`, aboutXml(about));
  zip.on('error', (error) => void zip.outputStream.destroy(error));
  zip.end();
  return zip.outputStream;
}
