import { isAscii } from 'node:buffer';
import { Refused } from '../../../../domain/model/refused.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import { ofNumber } from '../workbook/decimal-text.ts';
import { dbfHeader, hasDbfDate, isDbfVersion, isFoxPro } from './dbf-header.ts';
import type { DbfField, DbfHeader } from './dbf-header.ts';
import { dbfText } from './dbf-text.ts';
import type { DbfText } from './dbf-text.ts';
import { memoName, memoReader } from './memo.ts';
import type { MemoReader } from './memo.ts';

function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (head.length < 33 || !(isDbfVersion(head[0]) || (head[0] ?? 0) % 8 === 4)) return 0;
  const [headerBytes, recordBytes] = [head.readUInt16LE(8), head.readUInt16LE(10)];
  const sound = headerBytes >= 33 && (headerBytes - 33) % 32 <= 31 && recordBytes > 1 && hasDbfDate(head);
  const ends =
    head.length <= headerBytes || head[headerBytes - 1] === 0x0d || head[headerBytes - 1] === 0 || head.indexOf(0x0d, 32) < headerBytes;
  const named = /\.dbf$/i.test(name);
  if (sound && ends && (named || (isDbfVersion(head[0]) && /[CNFDLM]/.test(String.fromCharCode(head[43] ?? 0))))) return 2;
  return named ? 1 : 0;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Julian day and milliseconds, as FoxPro stores a moment. */
function momentOf(bytes: Buffer): string {
  const [julian, ms] = [bytes.readInt32LE(0), bytes.readInt32LE(4)];
  if (julian < 2_415_021 || julian > 2_500_000 || ms < 0 || ms >= 86_400_000) return '';
  const date = new Date((julian - 2_440_588) * 86_400_000);
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  const seconds = Math.round(ms / 1000);
  return seconds === 0 ? day : `${day} ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function currencyOf(bytes: Buffer): string {
  const value = bytes.readBigInt64LE(0);
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  const text = `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}

const dayOf = (text: string): string => (/^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text.trim());

/** A cell by its type. Texts keep their inner blanks; a number that did not fit (`****`) stays as it is and is that row's problem. */
function cellOf(field: DbfField, bytes: Buffer, text: DbfText, fox: boolean): string {
  switch (field.type) {
    case 'I':
    case '+':
      return String(bytes.readInt32LE(0));
    case 'Y':
      return currencyOf(bytes);
    case 'T':
    case '@':
      return momentOf(bytes);
    case 'O':
      return ofNumber(bytes.readDoubleLE(0)) ?? '';
    case 'B':
      return fox && bytes.length === 8 ? (ofNumber(bytes.readDoubleLE(0)) ?? '') : '';
    case 'D':
      return dayOf(bytes.toString('latin1'));
    case 'L': {
      const letter = bytes.toString('latin1').toUpperCase();
      return 'YT'.includes(letter) ? 'TRUE' : 'NF'.includes(letter) ? 'FALSE' : '';
    }
    case 'N':
    case 'F':
      return bytes
        .toString('latin1')
        .replaceAll('\0', ' ')
        .trim()
        .replace(/^\+/, '')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.$/, '');
    case 'C':
    case 'V':
      return text.decode(bytes).replace(/[\0 ]+$/, '');
    default:
      return '';
  }
}

const blockOf = (bytes: Buffer): number => (bytes.length === 4 ? bytes.readUInt32LE(0) : Number(bytes.toString('latin1').trim() || 0));

/** Columns that hold something to read; objects, pictures and FoxPro's own marks are not. */
const isRead = (field: DbfField): boolean => !'GPQW0'.includes(field.type);

async function headerOf(file: SourceFile): Promise<DbfHeader> {
  if (file.bytes === 0) throw new Refused({ code: 'file_empty', at: file.name });
  const head = await file.read(0, Math.min(65_535, file.bytes));
  return dbfHeader(head, file.bytes, file.name);
}

/** Enough texts to see their letters. */
const letterBytes = 64 * 1024;

/** Text fields of the first records, the column names and the first texts of the memo file, to see their letters. */
async function lettersOf(file: SourceFile, { headerBytes, recordBytes, fields }: DbfHeader, beside?: SourceFile): Promise<Buffer> {
  const bytes = await file.read(headerBytes, Math.min(file.bytes - headerBytes, 512 * 1024));
  const parts = fields.map((field) => field.name);
  for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
    for (const field of fields)
      if (field.type === 'C') parts.push(bytes.subarray(at + field.at, at + field.at + field.length), Buffer.from(' '));
  }
  if (beside !== undefined && isAscii(Buffer.concat(parts))) parts.push(await memoLetters(beside));
  return Buffer.concat(parts);
}

/** The marks between the texts of a memo file are no letters: only runs of letters are looked at. */
async function memoLetters(memo: SourceFile): Promise<Buffer> {
  const bytes = await memo.read(512, letterBytes);
  return Buffer.from(
    bytes
      .toString('latin1')
      .match(/[\x20-\x7e\x80-\xff]{4,}/g)
      ?.join(' ') ?? '',
    'latin1',
  );
}

type Reading = {
  readonly file: SourceFile;
  readonly header: DbfHeader;
  readonly text: DbfText;
  readonly memo: MemoReader | null;
  readonly found: Found;
};

// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
const odd = /[\u0300-\u036f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const blockBytes = 256 * 1024;

type Counted = { readonly read: number; readonly deleted: number; readonly pointed: number; readonly missing: number };

/** @returns records read, marked as deleted, texts that they have in a memo file, and those of them that are not there */
async function readRecords({ file, header, text, memo, found }: Reading): Promise<Counted> {
  const { headerBytes, recordBytes } = header;
  const fields = header.fields.filter(isRead);
  const fox = isFoxPro(header.version);
  const table = found.table({ scope: '', table: null, headers: fields.map((f) => text.decode(f.name)), canonical: true });
  const perBlock = Math.max(1, Math.floor(blockBytes / recordBytes));
  let [read, deleted, pointed, missing, ordinal] = [0, 0, 0, 0, 0];
  const memoText = async (bytes: Buffer): Promise<string> => {
    const block = blockOf(bytes);
    if (!(block > 0)) return '';
    const stored = memo === null ? null : await memo(block);
    pointed += 1;
    if (stored === null) missing += 1;
    return stored === null ? '' : text.decode(stored).replace(/\0+$/, '').trimEnd();
  };
  for (let at = headerBytes; at < file.bytes; at += perBlock * recordBytes) {
    const block = await file.read(at, Math.min(perBlock * recordBytes, file.bytes - at));
    for (let from = 0; from + recordBytes <= block.length && block[from] !== 0x1a; from += recordBytes) {
      read += 1;
      if (block[from] === 0x2a) {
        deleted += 1;
        continue;
      }
      const cells: string[] = [];
      for (const field of fields) {
        const bytes = block.subarray(from + field.at, from + field.at + field.length);
        cells.push(field.type === 'M' ? await memoText(bytes) : cellOf(field, bytes, text, fox));
      }
      ordinal += 1;
      const isOdd = cells.some((cell) => odd.test(cell));
      found.record(table, { cells, ordinal, locator: null, line: read, offset: at + from, length: recordBytes, odd: isOdd });
    }
    await found.breathe(Math.min(file.bytes, at + block.length));
  }
  return { read, deleted, pointed, missing };
}

/** What became of the texts that stand in the memo file: rows keep their places, and what is not there is said by its file's name. */
function tellMemo(found: Found, { pointed, missing }: Counted, memo: { readonly name: string; readonly there: boolean }): void {
  if (pointed === 0) return;
  const [declared, counted] = [String(pointed), String(pointed - missing)];
  found.check({ key: memo.there ? 'dbf_memo' : 'dbf_memo_missing', at: memo.name, declared, counted, agrees: missing === 0 });
}

async function read(file: SourceFile, found: Found, _settings?: string, beside?: SourceFile): Promise<void> {
  const header = await headerOf(file);
  const text = dbfText(header.codePage, await lettersOf(file, header, beside));
  if (file.bytes < header.headerBytes + header.declared * header.recordBytes) {
    throw new Refused({
      code: 'file_damaged',
      at: file.name,
      args: { part: `record ${Math.floor((file.bytes - header.headerBytes) / header.recordBytes) + 1}` },
    });
  }
  if (header.updated !== '') found.fact('created', header.updated);
  found.fact('encoding', text.encoding);
  const memo = beside === undefined ? null : await memoReader(beside, header.version);
  const result = await readRecords({ file, header, text, memo, found });
  if (result.read === 0) throw new Refused({ code: 'file_header_only', at: file.name });
  const [declared, counted] = [String(header.declared), String(result.read)];
  found.check({ key: 'dbf_records', at: '', declared, counted, agrees: declared === counted });
  if (result.deleted > 0) found.fact('deleted_records', String(result.deleted));
  tellMemo(found, result, { name: beside?.name ?? memoName(file.name, header.version), there: beside !== undefined });
}

/**
 * dBASE III and IV, FoxPro and Visual FoxPro tables, with the memo file beside them. Records have their own place in the file and are
 * named by their number.
 */
export const dbf: FormatReader = { format: 'dbf', version: 'dbf-4', recognise, read };
