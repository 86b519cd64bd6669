import { Refused } from '../../../domain/model/refused.ts';
import { charBytes, decoderOf } from './encodings.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';

/** One record of the file. `line` counts from 1; `offset` and `length` are bytes of the file, without the line's end. */
export type CsvRecord = { readonly cells: string[]; readonly line: number; readonly offset: number; readonly length: number };

export type CsvOptions = {
  readonly delimiter: string;
  readonly encoding: Encoding;
  /** bytes before the first record: the byte order mark */
  readonly skip: number;
  /** shown in refusals */
  readonly file: string;
};

/** Records longer than this are refused: a quote that never closes would otherwise eat the memory. */
export const longestRecord = 1 << 20;

export type Tokenizer = {
  /** Takes the next bytes of the file and gives every record that ends in them. */
  readonly feed: (bytes: Buffer, sink: (record: CsvRecord, odd: boolean) => void) => void;
  /** Gives what is left. @throws Refused file_unclosed_quote */
  readonly end: (sink: (record: CsvRecord, odd: boolean) => void) => void;
};

/** Control characters, and letters with parts that are not composed: cells near them are looked at more closely. */
// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
const odd = /[\u0300-\u036f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u1100-\u11ff\u2126\u212a\u212b]/;

/** DOS programs end a text with this byte. */
const dosEnd = 0x1a;

/**
 * CSV over bytes (RFC 4180; LF, CRLF or lone CR; quotes may hold line breaks; text after a closing quote belongs to the cell, as in
 * Python's csv). Blocks are cut at their last line end, so a character is never split. Blank lines are no records.
 * The same bytes give the same records however they are cut into blocks.
 */
export function csvTokenizer(options: CsvOptions): Tokenizer {
  const { decode } = decoderOf(options.encoding, options.file);
  const unit = charBytes(options.encoding);
  let carry: Buffer = Buffer.alloc(0);
  let offset = options.skip;
  let line = 1;

  const take = (bytes: Buffer, last: boolean, sink: (record: CsvRecord, odd: boolean) => void): number => {
    const text = decode(bytes, line);
    const isOdd = odd.test(text);
    const size = unit === 0 ? (text.length === bytes.length ? 1 : 0) : unit;
    const scan: Scan = { text, pos: 0, delimiter: options.delimiter.charCodeAt(0), breaks: 0, contentEnd: 0 };
    let used = 0;
    while (scan.pos < text.length) {
      const start = scan.pos;
      scan.breaks = 0;
      const cells = nextRecord(scan);
      if (cells === null) {
        if (last) throw new Refused({ code: 'file_unclosed_quote', at: options.file, args: { line } });
        scan.pos = text.length;
        break;
      }
      const bytesOf = (from: number, to: number): number => (size === 0 ? Buffer.byteLength(text.slice(from, to)) : (to - from) * size);
      const length = bytesOf(start, scan.contentEnd);
      if (length > longestRecord) throw new Refused({ code: 'file_record_too_long', at: options.file, args: { line } });
      if (scan.contentEnd > start) sink({ cells, line, offset, length }, isOdd);
      const step = length + (scan.pos - scan.contentEnd) * (size === 0 ? 1 : size);
      offset += step;
      used += step;
      line += scan.breaks;
    }
    return used;
  };

  const feed: Tokenizer['feed'] = (bytes, sink) => {
    const block = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
    const cut = lineCut(block, options.encoding);
    const used = cut === 0 ? 0 : take(block.subarray(0, cut), false, sink);
    carry = block.subarray(used);
    if (carry.length > longestRecord + 2) throw new Refused({ code: 'file_record_too_long', at: options.file, args: { line } });
  };
  const end: Tokenizer['end'] = (sink) => {
    const rest = carry[carry.length - 1] === dosEnd && unit !== 2 ? carry.subarray(0, -1) : carry;
    if (rest.length > 0) take(rest, true, sink);
    carry = Buffer.alloc(0);
  };
  return { feed, end };
}

/** @returns bytes up to and with the last line end that surely ends there, 0 when there is none */
function lineCut(block: Buffer, encoding: Encoding): number {
  if (charBytes(encoding) !== 2) {
    const lf = block.lastIndexOf(10);
    if (lf >= 0) return lf + 1;
    const cr = block.lastIndexOf(13, block.length - 2);
    return cr < 0 || block.length < 2 ? 0 : cr + 1;
  }
  const high = encoding === 'utf-16le' ? 1 : 0;
  for (const [code, from] of [
    [10, block.length - 2],
    [13, block.length - 4],
  ] as const) {
    for (let i = from - (from % 2); i >= 0; i -= 2) if (block[i + 1 - high] === code && block[i + high] === 0) return i + 2;
  }
  return 0;
}

type Scan = { readonly text: string; pos: number; readonly delimiter: number; breaks: number; contentEnd: number };

/** @returns the record's cells with `pos` behind its line end, or null when the text ends inside quotes */
function nextRecord(scan: Scan): string[] | null {
  const { text, delimiter } = scan;
  const cells: string[] = [];
  for (;;) {
    let head = '';
    if (text.charCodeAt(scan.pos) === 34) {
      const quoted = closedQuote(scan);
      if (quoted === null) return null;
      head = quoted;
    }
    const from = scan.pos;
    let i = from;
    let c = text.charCodeAt(i);
    while (c !== delimiter && c !== 10 && c !== 13 && i < text.length) c = text.charCodeAt((i += 1));
    cells.push(i === from ? head : head + text.slice(from, i));
    scan.pos = i + 1;
    if (c === delimiter && i < text.length) continue;
    scan.contentEnd = i;
    if (i >= text.length) scan.pos = i;
    else {
      scan.breaks += 1;
      if (c === 13 && text.charCodeAt(i + 1) === 10) scan.pos = i + 2;
    }
    return cells;
  }
}

/** @returns the text between the quotes with `pos` behind the closing one, or null when it does not close */
function closedQuote(scan: Scan): string | null {
  const { text } = scan;
  const from = scan.pos + 1;
  let close = text.indexOf('"', from);
  let doubled = false;
  while (close >= 0 && text.charCodeAt(close + 1) === 34) {
    doubled = true;
    close = text.indexOf('"', close + 2);
  }
  if (close < 0) return null;
  const inside = text.slice(from, close);
  for (let i = inside.indexOf('\n'); i >= 0; i = inside.indexOf('\n', i + 1)) scan.breaks += 1;
  if (inside.includes('\r')) scan.breaks += inside.split(/\r(?!\n)/).length - 1;
  scan.pos = close + 1;
  return doubled ? inside.replaceAll('""', '"') : inside;
}
