import type { Lang } from '../../domain/model/words.ts';
import type { Sheet, SheetColumn, SheetRow } from './sheet.ts';

/** How a language writes tables as text: what stands between cells, and the decimal mark. */
export type CsvForm = { readonly delimiter: ',' | ';'; readonly decimal: '.' | ',' };

/** Spreadsheets that use a decimal comma part cells by semicolons, and take `1234.50` for a text. */
export const csvFormOf = (lang: Lang): CsvForm => (lang === 'en' ? { delimiter: ',', decimal: '.' } : { delimiter: ';', decimal: ',' });

/** First characters by which a spreadsheet takes a text for a formula; the wide forms are folded to the narrow ones by some. */
const starts = '=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20';
const runs = new RegExp(`^[${starts}]`);
/** A program that was told of another delimiter begins a cell after it, whatever the quotes say: there a formula would stand first. */
const runsInside = new RegExp(`([,;|\\t\\r\\n]"*)(?=[${starts}])`, 'g');

/** A text that a spreadsheet would run gets an apostrophe before what would run, which says "text" there. */
export function harmless(text: string): string {
  const inside = text.replace(runsInside, "$1'");
  return runs.test(inside) ? `'${inside}` : inside;
}

/** A cell as it stands in the file. Numbers and days come from the books' own readers and run nothing, a minus before an amount neither. */
function written(cell: string | null, kind: SheetColumn['kind'], { delimiter, decimal }: CsvForm): string {
  if (cell === null) return '';
  if (kind === 'day') return cell;
  if (kind !== 'text') return cell.replace('.', decimal);
  const text = harmless(cell);
  const quotes = text.includes('"') || text.includes(delimiter) || text.includes('\n') || text.includes('\r');
  return quotes ? `"${text.replaceAll('"', '""')}"` : text;
}

const byteOrderMark = '\ufeff';

/** The file piece by piece: UTF-8 with a byte order mark, titles in the first record, records ended by CR LF (RFC 4180). */
export async function* csvOf(sheet: Sheet, form: CsvForm): AsyncGenerator<Buffer> {
  const kinds = sheet.columns.map((column) => column.kind);
  const line = (row: SheetRow): string => `${row.map((cell, i) => written(cell, kinds[i] ?? 'text', form)).join(form.delimiter)}\r\n`;
  const titles = sheet.columns.map((column) => written(column.title, 'text', form));
  yield Buffer.from(`${byteOrderMark}${titles.join(form.delimiter)}\r\n`, 'utf8');
  for await (const rows of sheet.rows) yield Buffer.from(rows.map(line).join(''), 'utf8');
}
