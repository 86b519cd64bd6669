/** What an item is, by its content: how it is shown and what can be done with it. */
export type EvidenceKind = 'image' | 'pdf' | 'text' | 'book' | 'other';

/** Pictures that are known; of the first three a copy without metadata can be made. */
export type PictureForm = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'heic';

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

const starts = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

const heicBrands: readonly string[] = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'];

/** @param head first bytes of the file, at least 16 where it has them @returns null when it is no picture */
export function pictureForm(head: Uint8Array): PictureForm | null {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'gif';
  if (starts(head, [0x49, 0x49, 0x2a, 0]) || starts(head, [0x4d, 0x4d, 0, 0x2a])) return 'tiff';
  if (ascii(head, 4, 8) === 'ftyp' && heicBrands.includes(ascii(head, 8, 12))) return 'heic';
  // two letters are little: the reserved words of the header have to be nought as well
  return starts(head, [0x42, 0x4d]) && head.length >= 26 && head.subarray(6, 10).every((byte) => byte === 0) ? 'bmp' : null;
}

/** A reader for PDFs looks for the mark in the first KiB, so that is where a PDF has it. */
const isPdf = (head: Uint8Array): boolean => ascii(head, 0, Math.min(1024, head.length)).includes('%PDF-');

const endings = /\.(?:xlsx|xlsm|xls|ods|dbf|mxl|csv|tsv|xml)$/iu;
const zip: readonly number[] = [0x50, 0x4b, 0x03, 0x04];
const compound: readonly number[] = [0xd0, 0xcf, 0x11, 0xe0];

/** Tables and records: what an importer may read. */
function isBook(name: string, head: Uint8Array): boolean {
  if (starts(head, zip) || starts(head, compound)) return /\.(?:xlsx|xlsm|xls|ods)$/iu.test(name);
  return endings.test(name) || /^(?:\uFEFF|ï»¿)?\s*<\?xml/u.test(ascii(head, 0, 200));
}

/** Bytes of plain text in any encoding of one byte a letter, or UTF-8: no NUL, no control character but blanks and escape. */
const isText = (head: Uint8Array): boolean =>
  head.length > 0 && head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 26 || byte === 27);

/**
 * The kind of a file.
 * @param name decides only between kinds of tables, never makes a picture of something else
 * @param head the first bytes, 4 KiB are enough
 */
export function evidenceKind(name: string, head: Uint8Array): EvidenceKind {
  if (pictureForm(head) !== null) return 'image';
  if (isPdf(head)) return 'pdf';
  if (isBook(name, head)) return 'book';
  return isText(head) ? 'text' : 'other';
}
