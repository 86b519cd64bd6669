import { Refused } from '../../../../domain/model/refused.ts';

/** A column of a DBF record. `at`: byte within the record, behind the deletion mark. */
export type DbfField = {
  readonly name: Buffer;
  readonly type: string;
  readonly at: number;
  readonly length: number;
  readonly decimals: number;
};

export type DbfHeader = {
  readonly version: number;
  /** records that the header declares */
  readonly declared: number;
  readonly headerBytes: number;
  readonly recordBytes: number;
  /** language driver byte; 0 when the program did not say */
  readonly codePage: number;
  readonly updated: string;
  readonly fields: readonly DbfField[];
};

const versions = new Set([0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7b, 0x83, 0x8b, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb]);
const types = /[CNFDLMIBYTGPVQWO0+@]/;

export const isDbfVersion = (byte: number | undefined): boolean => byte !== undefined && versions.has(byte);
export const isFoxPro = (version: number): boolean => version >= 0x30 && version <= 0x32;

/** A date in the header that exists: how a DBF is told from other files that begin with the same byte. */
export const hasDbfDate = (head: Buffer): boolean =>
  (head[2] ?? 0) >= 1 && (head[2] ?? 0) <= 12 && (head[3] ?? 0) >= 1 && (head[3] ?? 0) <= 31;

/** Zero bytes in month and day stand for a date that was never written. */
const dateOf = (head: Buffer): string => {
  if (!hasDbfDate(head)) return '';
  const year = 1900 + (head[1] ?? 0);
  const two = (n: number | undefined): string => String(n ?? 0).padStart(2, '0');
  return `${year < 1970 ? year + 100 : year}-${two(head[2])}-${two(head[3])}`;
};

function fieldOf(bytes: Buffer, at: number, damaged: () => never): DbfField {
  const end = bytes.indexOf(0);
  const name = bytes.subarray(0, end < 0 || end > 11 ? 11 : end);
  const type = String.fromCharCode(bytes[11] ?? 0).toUpperCase();
  if (!types.test(type) || name.length === 0) damaged();
  // Clipper and FoxPro write texts of more than 255 letters with the high byte where decimals stand
  const long = type === 'C' ? (bytes[17] ?? 0) * 256 : 0;
  return { name: Buffer.from(name), type, at, length: (bytes[16] ?? 0) + long, decimals: type === 'C' ? 0 : (bytes[17] ?? 0) };
}

const widths: Readonly<Record<string, readonly number[]>> = {
  I: [4],
  '+': [4],
  Y: [8],
  T: [8],
  '@': [8],
  O: [8],
  D: [8],
  L: [1],
  M: [4, 10],
};

/**
 * The header of a DBF file, held against itself: lengths that lie are refused before a record is read.
 * @param head the file's first bytes, at least the whole header when the file is sound @param bytes size of the file
 * @throws Refused file_damaged, file_kind_unsupported for dBASE 7
 */
export function dbfHeader(head: Buffer, bytes: number, file: string): DbfHeader {
  const damaged = (part: string): never => {
    throw new Refused({ code: 'file_damaged', at: file, args: { part } });
  };
  if (head.length < 33) damaged('header');
  const version = head[0] ?? 0;
  if ((version & 7) === 4) throw new Refused({ code: 'file_kind_unsupported', at: file, args: { kind: 'dBASE 7' } });
  const [headerBytes, recordBytes] = [head.readUInt16LE(8), head.readUInt16LE(10)];
  if (headerBytes < 33 || headerBytes > bytes || headerBytes > head.length || recordBytes < 2) damaged('header');
  const fields: DbfField[] = [];
  let at = 1;
  for (let place = 32; place + 1 <= headerBytes && head[place] !== 0x0d; place += 32) {
    if (place + 32 > headerBytes) damaged('header');
    const field = fieldOf(head.subarray(place, place + 32), at, () => damaged(`field ${fields.length + 1}`));
    const fits = widths[field.type];
    if (field.length === 0 || (fits !== undefined && !fits.includes(field.length))) damaged(`field ${fields.length + 1}`);
    fields.push(field);
    at += field.length;
  }
  if (fields.length === 0 || fields.length > 2048 || at !== recordBytes) damaged('header');
  return { version, declared: head.readUInt32LE(4), headerBytes, recordBytes, codePage: head[29] ?? 0, updated: dateOf(head), fields };
}
