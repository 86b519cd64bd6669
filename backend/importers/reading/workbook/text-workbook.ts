import { Refused } from '../../../../domain/model/refused.ts';
import { detectDelimiter } from '../../csv/detect-delimiter.ts';
import { detectEncoding } from '../../csv/detect-encoding.ts';
import { decoderOf, markLength } from '../../csv/encodings.ts';
import { csvTokenizer } from '../../csv/tokenizer.ts';
import type { CsvRecord } from '../../csv/tokenizer.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { sheetReader } from './edition.ts';
import type { Edition } from './edition.ts';
import { isJournal } from './journal-places.ts';
import { plainWords } from './report-words.ts';
import { sheetQueue } from './sheet-queue.ts';
import { cellKind, rowBuilder } from './sheet-rows.ts';

const isWide = (head: Buffer): boolean => (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

const isFilled = (cell: string): boolean => /[^\s"]/.test(cell);

/**
 * A sheet that was saved as text, titles and all: a first line of one cell (`ТОО «Проба»;;;;`), then lines of more. The first line of a
 * table that programs write for programs names its columns.
 */
function hasTitle(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, 60).slice(0, -1);
  const first = lines[0]?.replace(/^\u00ef\u00bb\u00bf/, '') ?? '';
  return [';', '\t', ','].some((delimiter) => {
    const width = (line: string): number => line.split(delimiter).length;
    if (!isFilled(first) || first.split(delimiter).filter(isFilled).length !== 1) return false;
    const wide = lines.slice(1).filter((line) => width(line) > 2 && line.split(delimiter).filter(isFilled).length > 2);
    const widest = Math.max(0, ...wide.map(width));
    if (width(first) > 2) return width(first) === widest;
    // without the padding only a table of one width is one, and commas stand in any prose
    return delimiter !== ',' && width(first) === 1 && wide.length > 2 && wide.every((line) => width(line) === widest);
  });
}

const firstLines = 12;

/** A journal of two accounts as text: each line gives two rows, which a table of one row per record has no names for. */
function hasJournal(name: string, head: Buffer): boolean {
  const start = head.subarray(0, 65_536);
  try {
    const [{ encoding }] = detectEncoding(start, start, name);
    const skip = markLength(start, encoding);
    const even = start.length - ((start.length - skip) % 2);
    const text = decoderOf(encoding, name).decode(
      start.subarray(skip, encoding.startsWith('utf-16') ? even : start.lastIndexOf(10) + 1),
      1,
    );
    const [header = '', ...lines] = text.split(/\r\n|\n|\r/, firstLines);
    const delimiter = detectDelimiter(text);
    const cellsOf = (line: string): readonly string[] => line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    return isJournal(cellsOf(header).map(plainWords), lines.slice(0, -1).map(cellsOf));
  } catch {
    // text that cannot be decoded is told by who reads it
    return false;
  }
}

/** Text under a workbook's name, or with a workbook's titles; markup has readers of its own. */
function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (head.length === 0) return 0;
  if (/\.(?:csv|tsv|txt)$/i.test(name)) return hasJournal(name, head) || (!head.includes(0) && hasTitle(head.toString('latin1'))) ? 2 : 0;
  if (!/\.(?:xls|xlsx|xlsm|ods)$/i.test(name)) return 0;
  if (isWide(head)) return 2;
  const text = head.toString('latin1');
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(text) || head.includes(0) || !/[\t;,|]/.test(text) ? 0 : 2;
}

const sampleBytes = 1024 * 1024;

/** The first block up to its last whole line. */
async function sampleOf(file: SourceFile): Promise<Buffer> {
  const head = await file.read(0, Math.min(sampleBytes, file.bytes));
  const end = head.length < file.bytes ? head.lastIndexOf(10) + 1 : head.length;
  return end > 0 ? head.subarray(0, end) : head;
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  if (file.bytes === 0) throw new Refused({ code: 'file_empty', at: file.name });
  const sample = await sampleOf(file);
  const [{ encoding }] = detectEncoding(sample.subarray(0, 65_536), sample, file.name);
  const skip = markLength(sample, encoding);
  const whole = encoding.startsWith('utf-16') ? sample.subarray(skip, sample.length - ((sample.length - skip) % 2)) : sample.subarray(skip);
  const delimiter = detectDelimiter(decoderOf(encoding, file.name).decode(whole, 1));
  const queue = sheetQueue(file.name, found, edition);
  const [writer, builder] = [queue.open('', []), rowBuilder()];
  const take = ({ cells, line }: CsvRecord): void => {
    cells.forEach((cell, column) => builder.add(column, cell.trim(), cellKind.text));
    const row = builder.take(line);
    if (row !== null) writer.row(row);
  };
  const tokenizer = csvTokenizer({ delimiter, encoding, skip, file: file.name });
  let bytes = 0;
  for await (const block of file.blocks()) {
    tokenizer.feed(bytes === 0 ? block.subarray(skip) : block, take);
    bytes += block.length;
    await queue.pause(bytes);
  }
  tokenizer.end(take);
  await queue.end();
}

/** A text table under the name of a workbook, as many exports have it: read like a sheet, title lines and totals included. */
export const textWorkbook = sheetReader({ format: 'text-workbook', recognise, read });
