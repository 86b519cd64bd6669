import type { Lang } from '../../domain/model/words.ts';
import type { Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** Spreadsheets that use a decimal comma part cells by semicolons. */
export const delimiterOf = (lang: Lang): ',' | ';' => (lang === 'en' ? ',' : ';');

/** First characters by which a spreadsheet takes a text for a formula; the wide forms are folded to the narrow ones by some. */
const runs = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A text that a spreadsheet would run gets an apostrophe before it, which says "text" there. */
export const harmless = (text: string): string => (runs.test(text) ? `'${text}` : text);

/** A cell as it stands in the file. Numbers and days come from the books' own readers and run nothing, a minus before an amount neither. */
function written(cell: string | null, isText: boolean, delimiter: string): string {
  if (cell === null) return '';
  if (!isText) return cell;
  const text = harmless(cell);
  const quotes = text.includes('"') || text.includes(delimiter) || text.includes('\n') || text.includes('\r');
  return quotes ? `"${text.replaceAll('"', '""')}"` : text;
}

const byteOrderMark = '\ufeff';

/** The file piece by piece: UTF-8 with a byte order mark, titles in the first record, records ended by CR LF (RFC 4180). */
export async function* csvOf(sheet: Sheet, delimiter: ',' | ';'): AsyncGenerator<Buffer> {
  const isText = sheet.columns.map((column: SheetColumn) => column.kind === 'text');
  const line = (row: SheetRow): string => `${row.map((cell, i) => written(cell, isText[i] === true, delimiter)).join(delimiter)}\r\n`;
  yield Buffer.from(byteOrderMark + sheet.columns.map((column) => written(column.title, true, delimiter)).join(delimiter) + '\r\n', 'utf8');
  for await (const rows of sheet.rows) yield Buffer.from(rows.map(line).join(''), 'utf8');
}
