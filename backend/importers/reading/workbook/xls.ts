import { Refused } from '../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { sheetReader } from './edition.ts';
import type { Edition } from './edition.ts';
import { ofNumber } from './decimal-text.ts';
import { limits } from './limits.ts';
import { lookOf, plainNumber, shapedNumber } from './number-formats.ts';
import type { NumberLook } from './number-formats.ts';
import { sheetWriter } from './sheet-table.ts';
import { cellKind, rowBuilder } from './sheet-rows.ts';
import type { CellKind, Merge } from './sheet-rows.ts';
import type { XlsCell, XlsSheet } from './xls-book.ts';

const isCompound = (head: Buffer): boolean =>
  head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0 && head.readUInt32BE(4) === 0xa1b11ae1;
/** A BIFF stream without a container begins with its own record: `09 00|02|04|08`. */
const isBiff = (head: Buffer): boolean => head.length >= 8 && head[0] === 9 && [0, 2, 4, 8].includes(head[1] ?? -1) && head[3] === 0;

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (isBiff(head)) return 2;
  if (!isCompound(head)) return 0;
  if (head.includes(wide('Workbook')) || head.includes(wide('Book\0'))) return 2;
  return /\.(?:xls|xlt|xlsx|xlsm)$/i.test(name) ? 2 : 1;
}

function looks(): (format: string | undefined) => NumberLook {
  const known = new Map<string, NumberLook>();
  return (format) => {
    if (format === undefined) return plainNumber;
    const look = known.get(format) ?? lookOf(format);
    known.set(format, look);
    return look;
  };
}

type Valued = readonly [text: string, kind: CellKind];

function valueOf(cell: XlsCell, look: (format: string | undefined) => NumberLook, from1904: boolean): Valued {
  if (typeof cell.v === 'number' && cell.t === 'n') {
    const number = ofNumber(cell.v);
    if (number === null) return ['', cellKind.text];
    const shaped = shapedNumber(number, look(cell.z), from1904);
    return [shaped.text, cellKind[shaped.kind]];
  }
  if (cell.t === 'b') return [cell.v === true ? 'TRUE' : 'FALSE', cellKind.other];
  if (cell.t === 'e') return [cell.w ?? '#ERROR', cellKind.other];
  return [typeof cell.v === 'string' ? cell.v : '', cellKind.text];
}

const mergesOf = (sheet: XlsSheet): readonly Merge[] =>
  sheet.merges
    .slice(0, 10_000)
    .map(({ s, e }) => ({ top: s.r + 1, left: s.c, bottom: e.r + 1, right: e.c }))
    .filter((m) => m.top <= limits.headRows * 4);

async function readSheet(
  sheet: XlsSheet,
  from1904: boolean,
  { found, edition }: { readonly found: Found; readonly edition: Edition },
): Promise<boolean> {
  const merges = mergesOf(sheet);
  const writer = sheetWriter({ name: sheet.name, found, edition, merges: () => merges });
  const [builder, look] = [rowBuilder(), looks()];
  let seen = 0;
  for (const [r, cells] of sheet.rows) {
    for (const [c, cell] of cells) builder.add(c, ...valueOf(cell, look, from1904));
    const row = builder.take(r + 1, sheet.levelOf(r));
    if (row !== null) writer.row(row);
    seen += 1;
    if (seen % 2_000 === 0) {
      await writer.settle();
      await found.breathe(0);
    }
  }
  const gave = await writer.end();
  if (sheet.hidden) found.fact('hidden_sheet', sheet.name);
  if (sheet.hiddenRows > 0) found.fact('hidden_rows', `${sheet.name}: ${sheet.hiddenRows}`);
  if (sheet.hiddenColumns > 0) found.fact('hidden_columns', `${sheet.name}: ${sheet.hiddenColumns}`);
  if (!gave) found.fact('sheet_without_table', sheet.name);
  return gave;
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  if (file.bytes > limits.wholeFile)
    throw new Refused({ code: 'file_too_large', at: file.name, args: { part: 'XLS', limit: limits.wholeFile } });
  const bytes = await file.read(0, file.bytes);
  // SheetJS is two megabytes of program that no other format needs
  const { openXls } = await import('./xls-book.ts');
  const book = openXls(bytes, file.name);
  await found.breathe(file.bytes);
  let tables = 0;
  for (const sheet of book.sheets) if (await readSheet(sheet, book.from1904, { found, edition })) tables += 1;
  if (tables === 0) throw new Refused({ code: 'file_no_table', at: file.name });
}

/** Legacy XLS (BIFF 2 to 8), read whole by SheetJS under a size limit; texts of old files are windows-1251. */
export const xls = sheetReader({ format: 'xls', recognise, read });
