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
import type { NamedSheet } from './workbook-parts.ts';
import { cutText, longRows, mostCharacters } from './long-texts.ts';
import type { LongText, LongWords } from './long-texts.ts';
import type { About, Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** Rows of a sheet, the titles among them. */
export const mostSheetRows = 1_048_576;
/** Digits of a number that a spreadsheet keeps. */
const mostDigits = 15;
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
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
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

/** What a sheet is made with. @property first row of the table that stands in it, from 0 @property hold takes what did not go into a cell */
type Part = {
  readonly name: string;
  readonly first: number;
  readonly rows: number;
  readonly words: LongWords;
  readonly hold: (long: LongText) => void;
};

/** The row with cut texts in place of those that no cell holds. @param index of the row in its sheet, from 0 */
function fitting(row: SheetRow, columns: readonly Lettered[], part: Part, index: number): SheetRow {
  if (!row.some((cell) => cell !== null && cell.length > mostCharacters)) return row;
  return row.map((cell, column) => {
    if (cell === null || cell.length <= mostCharacters) return cell;
    part.hold({ sheet: part.name, cell: `${columns[column]?.letters ?? ''}${index + 2}`, row: part.first + index, column });
    return cutText(cell, part.words);
  });
}

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

async function* sheetXml(given: readonly SheetColumn[], part: Part, supply: Supply): AsyncGenerator<Buffer> {
  const { rows } = part;
  const columns = given.map((column, i) => ({ ...column, letters: columnName(i) }));
  const sizes = columns.map(({ kind, title }) => ({ width: Math.max(widths[kind], Math.min(40, title.length + 4)) }));
  yield Buffer.from(
    `${sheetHead}${frozenFirstRow}${columnsXml(sizes)}<sheetData><row r="1">${columns.map(({ title, letters }) => headerCell(title, `${letters}1`)).join('')}</row>`,
    'utf8',
  );
  for (let written = 0; written < rows; ) {
    const piece = await supply.take(rows - written);
    if (piece === null) break;
    const first = written;
    written += piece.length;
    yield Buffer.from(piece.map((row, i) => rowXml(fitting(row, columns, part, first + i), columns, first + i + 2)).join(''), 'utf8');
  }
  yield Buffer.from(`</sheetData><autoFilter ref="${filterOf(columns.length, rows)}"/></worksheet>`, 'utf8');
}

function aboutXml({ lines }: About): string {
  const rows = lines.map(([label, value], i) => `<row r="${i + 1}">${headerCell(label, `A${i + 1}`)}${textCell(value, `B${i + 1}`)}</row>`);
  return `${sheetHead}${columnsXml([{ width: 30 }, { width: 100 }])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** The whole texts of cells that were cut, piece by piece, under their titles. */
async function* longXml(rows: AsyncIterable<readonly SheetRow[]>, titles: LongWords['titles']): AsyncGenerator<Buffer> {
  const letters = titles.map((_, i) => columnName(i));
  const head = titles.map((title, i) => headerCell(title, `${letters[i] ?? ''}1`)).join('');
  const sizes = [{ width: 24 }, { width: 12 }, { width: 10 }, { width: 100 }];
  yield Buffer.from(`${sheetHead}${frozenFirstRow}${columnsXml(sizes)}<sheetData><row r="1">${head}</row>`, 'utf8');
  let no = 2;
  for await (const some of rows) {
    for (const row of some) {
      if (no > mostSheetRows) break;
      const cells = row.map((cell, i) => textCell(cell ?? '', `${letters[i] ?? ''}${no}`)).join('');
      yield Buffer.from(`<row r="${no}">${cells}</row>`, 'utf8');
      no += 1;
    }
  }
  yield Buffer.from('</sheetData></worksheet>', 'utf8');
}

/** What a workbook is written with. @property made the time that stands in the archive */
type Making = { readonly name: string; readonly made: Date; readonly words: LongWords };

/** The sheets that the rows need, each with its name. @param hold takes what did not go into a cell */
function partsOf(sheet: Sheet, { name, words }: Making, hold: Part['hold']): readonly Part[] {
  const perSheet = mostSheetRows - 1;
  const base = sheetName(name);
  return Array.from({ length: Math.max(1, Math.ceil(sheet.total / perSheet)) }, (_, i) => ({
    name: i === 0 ? base : `${base.slice(0, 26)} ${i + 1}`,
    first: i * perSheet,
    rows: Math.min(perSheet, sheet.total - i * perSheet),
    words,
    hold,
  }));
}

/** A workbook as it is written. @property cut cells whose text no cell holds, known when all is written */
export type Workbook = { readonly bytes: AsyncIterable<Buffer>; readonly cut: () => number };

/**
 * A workbook piece by piece: as many sheets as the rows need, titles frozen and filterable, numbers as numbers while no digit is lost,
 * days as days, everything else as text. Texts that no cell holds stand whole in a sheet of their own; the last sheet says what the copy
 * is. What names the sheets is written last: only then it is known how many there are.
 */
export function xlsxOf(sheet: Sheet, about: About, making: Making): Workbook {
  const long: LongText[] = [];
  const parts = partsOf(sheet, making, (one) => long.push(one));
  const { words } = making;
  const zip = new ZipFile();
  const options = { compressionLevel, mtime: making.made };
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(text, 'utf8'), name, options);
  const supply = supplyOf(sheet.rows);
  const stream = (no: number, pieces: () => AsyncIterable<Buffer>, more: { forceZip64Format: boolean; after: () => void }): void =>
    zip.addReadStreamLazy(`xl/worksheets/sheet${no}.xml`, { ...options, forceZip64Format: more.forceZip64Format }, (done) => {
      const source = Readable.from(pieces(), { objectMode: false });
      // a refusal while rows are read has to reach whoever writes the file
      source.on('error', (error) => zip.outputStream.destroy(error));
      source.on('end', more.after);
      done(null, source);
    });
  const name = (): void => {
    const cut: readonly NamedSheet[] = long.length === 0 ? [] : [{ name: sheetName(words.name), filter: null }];
    const named = parts.map((part) => ({ name: part.name, filter: filterOf(sheet.columns.length, part.rows) }));
    const sheets = [...named, ...cut, { name: sheetName(about.name), filter: null }];
    const lines = long.length === 0 ? about.lines : [...about.lines, words.said(long.length)];
    add(`xl/worksheets/sheet${sheets.length}.xml`, aboutXml({ ...about, lines }));
    add('xl/workbook.xml', workbookXml(sheets));
    add('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
    add('[Content_Types].xml', contentTypes(sheets.length));
    zip.end();
  };
  const end = (): void => {
    if (long.length === 0) name();
    else stream(parts.length + 1, () => longXml(longRows(sheet, long), words.titles), { forceZip64Format: false, after: name });
  };
  add('_rels/.rels', packageRelations);
  add('xl/styles.xml', stylesXml());
  parts.forEach((part, i) => {
    const forceZip64Format = part.rows * sheet.columns.length * bytesPerCell > largePart;
    const after = i === parts.length - 1 ? end : () => undefined;
    stream(i + 1, () => sheetXml(sheet.columns, part, supply), { forceZip64Format, after });
  });
  zip.on('error', (error) => void zip.outputStream.destroy(error));
  return { bytes: zip.outputStream, cut: () => long.length };
}
