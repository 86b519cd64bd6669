import { Refused } from '../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { limits } from '../workbook/limits.ts';
import { sheetReader } from '../workbook/edition.ts';
import type { Edition } from '../workbook/edition.ts';
import { sheetQueue } from '../workbook/sheet-queue.ts';
import type { Merge, SheetRow } from '../workbook/sheet-rows.ts';
import { parseBrackets } from './brackets.ts';
import { binaryRows } from './mxl-binary.ts';
import { mxlRows } from './mxl-text.ts';

const magic = Buffer.from('MOXCEL');
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (head.subarray(0, 6).equals(magic)) return 2;
  return /\.mxl$/i.test(name) ? 1 : 0;
}

/** `MOXCEL 00`, the version, then the bracket text behind a byte order mark; sometimes the text alone. */
function textStart(bytes: Buffer): number {
  if (!bytes.subarray(0, 6).equals(magic))
    return /^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(bytes.toString('latin1', 0, 64)) ? (bytes.indexOf(mark) === 0 ? 3 : 0) : -1;
  const at = bytes.subarray(0, 32).indexOf(mark);
  return at < 0 ? -1 : at + 3;
}

function rowsOf(bytes: Buffer, file: string): { readonly rows: readonly SheetRow[]; readonly merges: readonly Merge[] } {
  const start = textStart(bytes);
  if (start >= 0) return { rows: mxlRows(parseBrackets(bytes.toString('utf8', start), file)), merges: [] };
  if (bytes.subarray(0, 6).equals(magic)) return binaryRows(bytes, file);
  throw new Refused({ code: 'file_kind_unsupported', at: file, args: { kind: '1C MXL' } });
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  if (file.bytes === 0) throw new Refused({ code: 'file_empty', at: file.name });
  if (file.bytes > limits.wholeFile)
    throw new Refused({ code: 'file_too_large', at: file.name, args: { part: 'MXL', limit: limits.wholeFile } });
  const { rows, merges } = rowsOf(await file.read(0, file.bytes), file.name);
  // a form that cannot be understood must not be taken for an empty one
  if (rows.length === 0) throw new Refused({ code: 'file_kind_unsupported', at: file.name, args: { kind: '1C MXL' } });
  const queue = sheetQueue(file.name, found, edition);
  const writer = queue.open('', merges);
  for (const [i, row] of rows.entries()) {
    writer.row(row);
    if (i % 2_000 === 1_999) await queue.pause(Math.round((file.bytes * i) / rows.length));
  }
  await queue.end();
}

/** Spreadsheets of 1C: the text form of version 8, the binary one of 7.7; anything else is refused with the advice to save as XLSX. */
export const mxl = sheetReader({ format: 'mxl', recognise, read });
