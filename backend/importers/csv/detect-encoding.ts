import { isAscii, isUtf8 } from 'node:buffer';
import { Refused } from '../../../domain/model/refused.ts';
import { rankCyrillic } from './cyrillic.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';

export type Guess = { readonly encoding: Encoding; readonly certain: boolean };

/** First bytes of files that are no tables, whatever their name says. */
const signatures: readonly (readonly [kind: string, bytes: string])[] = [
  ['PDF', '%PDF'],
  ['ZIP', 'PK\x03\x04'],
  ['ZIP', 'PK\x05\x06'],
  ['XLS', '\xd0\xcf\x11\xe0'],
  ['GZIP', '\x1f\x8b'],
  ['7Z', '7z\xbc\xaf'],
  ['RAR', 'Rar!'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xff\xd8\xff'],
  ['RTF', '{\\rtf'],
  ['SQLite', 'SQLite format 3'],
];

/** @throws Refused file_empty, file_not_text with the kind that it really is */
export function refuseOtherFiles(head: Buffer, file: string): void {
  if (head.length === 0) throw new Refused({ code: 'file_empty', at: file });
  const text = head.toString('latin1', 0, 512);
  const kind = signatures.find(([, bytes]) => text.startsWith(bytes))?.[0] ?? markup(text);
  if (kind !== undefined) throw new Refused({ code: 'file_not_text', at: file, args: { kind } });
}

function markup(head: string): string | undefined {
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s*/, '').toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'HTML';
  return text.startsWith('<?xml') ? 'XML' : undefined;
}

/**
 * UTF-16 without a mark: of most characters of a table (ASCII, Cyrillic, Kazakh) the high byte is 0x00 or 0x04, and line ends stand
 * on whole characters.
 */
function utf16Of(sample: Buffer): Encoding | null {
  const counts = [0, 0];
  const zeros = [0, 0];
  const even = sample.length - (sample.length % 2);
  for (let i = 0; i < even; i += 1) {
    const byte = sample[i];
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
    if (byte === 0 || byte === 4) counts[i % 2] = (counts[i % 2] ?? 0) + 1;
  }
  const half = even / 2;
  const [high, low] = [(n: number) => n >= half * 0.9, (n: number) => n <= half * 0.2];
  if (half < 2 || (zeros[0] ?? 0) + (zeros[1] ?? 0) === 0) return null;
  if (high(counts[1] ?? 0) && low(counts[0] ?? 0)) return 'utf-16le';
  return high(counts[0] ?? 0) && low(counts[1] ?? 0) ? 'utf-16be' : null;
}

/**
 * Encoding of a table file: mark, then UTF-16 by its zeros, then UTF-8 by its strict form, then 8-bit Cyrillic by its letters.
 * @param head the file's first bytes @param letters the first blocks with bytes above 127, cut at line ends; empty when there are none
 * @throws Refused file_nul_bytes, file_not_text
 */
export function detectEncoding(head: Buffer, letters: Buffer, file: string): readonly [Guess, ...Guess[]] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return [{ encoding: 'utf-8', certain: true }];
  if (head[0] === 0xff && head[1] === 0xfe) return [{ encoding: 'utf-16le', certain: true }];
  if (head[0] === 0xfe && head[1] === 0xff) return [{ encoding: 'utf-16be', certain: true }];
  const wide = utf16Of(head);
  if (wide !== null) return [{ encoding: wide, certain: true }];
  if (head.includes(0)) throw new Refused({ code: 'file_nul_bytes', at: file });
  if (letters.length === 0 || isAscii(letters)) return [{ encoding: 'utf-8', certain: true }];
  if (isUtf8(letters)) return [{ encoding: 'utf-8', certain: true }];
  refuseBinary(letters, file);
  // a mixed file is refused by the decoder of its first lines, which knows the line
  if (beginsAsUtf8(letters)) return [{ encoding: 'utf-8', certain: false }];
  const [first, ...others] = rankCyrillic(letters);
  return [first ?? { encoding: 'windows-1251', certain: false }, ...others];
}

function refuseBinary(bytes: Buffer, file: string): void {
  let controls = 0;
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26) controls += 1;
  if (controls > bytes.length / 100) throw new Refused({ code: 'file_not_text', at: file, args: { kind: 'binary' } });
}

const utf8Letters = /[\xd0-\xd3][\x80-\xbf]/;

/** The first line with letters is Cyrillic in UTF-8. */
function beginsAsUtf8(bytes: Buffer): boolean {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isAscii(line)) return isUtf8(line) && utf8Letters.test(line.toString('latin1'));
    from = end < 0 ? bytes.length : end + 1;
  }
  return false;
}
