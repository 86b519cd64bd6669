import { isAscii } from 'node:buffer';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';
import type { Encoding } from '../../contract/rpc/books.ts';
import { detectDelimiter } from './csv/detect-delimiter.ts';
import { detectEncoding, refuseOtherFiles } from './csv/detect-encoding.ts';
import type { Guess } from './csv/detect-encoding.ts';
import { decoderOf, markLength } from './csv/encodings.ts';
import { csvTokenizer } from './csv/tokenizer.ts';
import { headerNames, numberedHeaders } from './header-names.ts';
import type { CsvRecord } from './csv/tokenizer.ts';

/** Bytes read at a time. */
export const blockBytes = 256 * 1024;
/** Records that forms are decided on and that a preview shows. */
export const sampleRecords = 2_000;
const letterBytes = 128 * 1024;

/** What is known of a file before it is imported. */
export type FileSample = {
  readonly fileName: string;
  readonly bytes: number;
  readonly modified: number;
  readonly guesses: readonly [Guess, ...Guess[]];
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** headers that stand there more than once; the further ones have their count behind them */
  readonly repeated: readonly string[];
  /** true when the first record is one of the file's rows and no line of headers */
  readonly headless: boolean;
  readonly records: readonly { readonly record: CsvRecord; readonly odd: boolean }[];
  /** true when these are all records of the file */
  readonly whole: boolean;
};

export type SampleOptions = {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
  /** false: the file has no line of headers; absent: its first record says it */
  readonly header?: boolean | undefined;
};

/** Opening a pipe would wait for its writer for ever; Windows has neither. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** @throws Refused file_unreadable: missing, not allowed, a folder, a pipe, a device */
export async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, openFlags);
    names.set(handle, path.basename(file));
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch {
    // told below
  }
  throw new Refused({ code: 'file_unreadable', at: path.basename(file) });
}

/** Reads the start of a table file and decides its encoding and delimiter. @throws Refused file_* by name of the fault */
export async function sampleFile(file: string, options: SampleOptions = {}): Promise<FileSample> {
  const handle = await openFile(file);
  const fileName = path.basename(file);
  try {
    const stat = await handle.stat();
    const head = await readAt(handle, 0, blockBytes);
    refuseOtherFiles(head, fileName);
    const guesses = await guessEncoding(handle, head, { fileName, given: options.encoding });
    const encoding = options.encoding ?? guesses[0].encoding;
    const skip = markLength(head, encoding);
    const delimiter = options.delimiter ?? detectDelimiter(decodedStart(head.subarray(skip), encoding, fileName));
    const found = await firstRecords(handle, { delimiter, encoding, skip, file: fileName });
    const [header, ...rest] = found.records;
    if (header === undefined) throw new Refused({ code: 'file_empty', at: fileName });
    const headless = !(options.header ?? !isData(header.record.cells, rest));
    const records = headless ? found.records : rest;
    if (records.length === 0) throw new Refused({ code: 'file_header_only', at: fileName });
    const named = headless ? { headers: numberedHeaders(header.record.cells.length), repeated: [] } : headerNames(header.record.cells);
    const file = { fileName, bytes: stat.size, modified: stat.mtimeMs, guesses, encoding, delimiter };
    return { ...file, ...named, headless, records, whole: found.whole };
  } finally {
    await handle.close();
  }
}

/** Names of open files, for what is refused later. */
const names = new WeakMap<FileHandle, string>();

/** Fewer bytes at the end. A stick that was pulled out, a share that went away: to people one thing. @throws Refused file_unreadable */
export async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(buffer, 0, length, from).catch(() => {
    throw new Refused({ code: 'file_unreadable', at: names.get(handle) ?? '' });
  });
  return buffer.subarray(0, bytesRead);
}

async function guessEncoding(
  handle: FileHandle,
  head: Buffer,
  what: { readonly fileName: string; readonly given: Encoding | undefined },
): Promise<readonly [Guess, ...Guess[]]> {
  if (what.given !== undefined) return [{ encoding: what.given, certain: true }];
  if (head[0] === 0xff || head[0] === 0xfe || head.includes(0)) return detectEncoding(head, head, what.fileName);
  return detectEncoding(head, await firstLetters(handle), what.fileName);
}

/** The first lines with bytes above 127, wherever in the file they begin: a head of plain ASCII says nothing about the rest. */
async function firstLetters(handle: FileHandle): Promise<Buffer> {
  let carry: Buffer = Buffer.alloc(0);
  const found: Buffer[] = [];
  let size = 0;
  for (let from = 0; size < letterBytes; ) {
    const block = await readAt(handle, from, blockBytes);
    from += block.length;
    const joined = carry.length === 0 ? block : Buffer.concat([carry, block]);
    const cut = block.length === 0 ? joined.length : joined.lastIndexOf(10) + 1;
    const lines = joined.subarray(0, cut);
    if (!isAscii(lines)) {
      found.push(lines);
      size += lines.length;
    }
    carry = joined.subarray(cut);
    if (block.length === 0) break;
    if (carry.length > blockBytes * 8) carry = Buffer.alloc(0);
  }
  return Buffer.concat(found);
}

function decodedStart(head: Buffer, encoding: Encoding, file: string): string {
  const part = head.subarray(0, 65_536);
  const whole = part.length === head.length && head.length < blockBytes ? part : part.subarray(0, Math.max(part.lastIndexOf(10), 0));
  const even = encoding.startsWith('utf-16') ? whole.subarray(0, whole.length - (whole.length % 2)) : whole;
  return decoderOf(encoding, file).decode(even, 1);
}

type CsvStart = { readonly delimiter: string; readonly encoding: Encoding; readonly skip: number; readonly file: string };

async function firstRecords(
  handle: FileHandle,
  start: CsvStart,
): Promise<{ records: { record: CsvRecord; odd: boolean }[]; whole: boolean }> {
  const records: { record: CsvRecord; odd: boolean }[] = [];
  const tokenizer = csvTokenizer(start);
  const sink = (record: CsvRecord, odd: boolean): void => {
    if (records.length <= sampleRecords) records.push({ record, odd });
  };
  for (let from = start.skip; records.length <= sampleRecords; ) {
    const block = await readAt(handle, from, blockBytes);
    if (block.length === 0) {
      tokenizer.end(sink);
      return { records, whole: true };
    }
    from += block.length;
    tokenizer.feed(block, sink);
  }
  return { records, whole: false };
}

/** Days, amounts and long numbers stand in rows, not in a line of headers. */
const value = /^[-+]?\d[\d\s.,\u00a0]*\d%?$|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/;

/** A first record like those that follow it: a third of its cells or more are values, and where they stand, values follow. */
function isData(cells: readonly string[], rest: readonly { readonly record: CsvRecord }[]): boolean {
  const own = cells.map((cell) => cell.trim());
  const written = own.filter((cell) => cell !== '').length;
  const values = own.flatMap((cell, i) => (value.test(cell) ? [i] : []));
  if (written < 2 || values.length * 3 < written || values.length < 2) return false;
  const next = rest[0]?.record.cells;
  return next === undefined || values.every((i) => (next[i] ?? '').trim() === '' || value.test((next[i] ?? '').trim()));
}
