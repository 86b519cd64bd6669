import { isUtf8 } from 'node:buffer';
import { Refused } from '../../../domain/model/refused.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';

/** Letters of KZ-1048 (STRK1048-2002) where it differs from windows-1251; Node's TextDecoder does not have it. */
const kazakh: Readonly<Record<number, string>> = {
  0x8d: 'Қ',
  0x8e: 'Һ',
  0x9d: 'қ',
  0x9e: 'һ',
  0xa1: 'Ұ',
  0xa2: 'ұ',
  0xa3: 'Ә',
  0xa5: 'Ө',
  0xaa: 'Ғ',
  0xaf: 'Ү',
  0xb4: 'ө',
  0xba: 'ғ',
  0xbc: 'ә',
  0xbd: 'Ң',
  0xbe: 'ң',
  0xbf: 'ү',
}; // prettier-ignore

/** Bytes that are Kazakh letters in KZ-1048 and letters that no Kazakh or Russian text has in windows-1251. */
export const kazakhBytes: ReadonlySet<number> = new Set(Object.keys(kazakh).map(Number));

const upperHalf = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, i) => 128 + i));
const kz1048 = Uint16Array.from({ length: 256 }, (_, i) => (i < 128 ? i : (kazakh[i] ?? upperHalf[i - 128] ?? '').charCodeAt(0)));

function decodeKz1048(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) units[i] = kz1048[bytes[i] ?? 0] ?? 0;
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}

/** Bytes per character; 0 where it differs from character to character. */
export const charBytes = (encoding: Encoding): 0 | 1 | 2 => (encoding === 'utf-8' ? 0 : encoding.startsWith('utf-16') ? 2 : 1);

/** Length of the byte order mark at the start of the file. */
export function markLength(head: Uint8Array, encoding: Encoding): number {
  if (encoding === 'utf-8') return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const little = head[0] === 0xff && head[1] === 0xfe;
  const big = head[0] === 0xfe && head[1] === 0xff;
  return (encoding === 'utf-16le' && little) || (encoding === 'utf-16be' && big) ? 2 : 0;
}

/** Three Cyrillic letters of UTF-8 in a row: no text in an 8-bit set looks like that. */
const utf8Inside = /(?:[\xd0-\xd3][\x80-\xbf]){3}/;

export type Decoder = {
  /**
   * Whole lines only. @param line number of the first line, for a refusal
   * @throws Refused file_undecodable, file_mixed_encoding, file_nul_bytes
   */
  readonly decode: (bytes: Buffer, line: number) => string;
};

type Fault = 'file_undecodable' | 'file_mixed_encoding' | 'file_nul_bytes';
type Refuse = (code: Fault, line: number) => never;

/** Number of the first line of a block that has the fault. */
function faultyLine(bytes: Buffer, first: number, isFaulty: (line: Buffer) => boolean): number {
  let line = first;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(10, from);
    if (isFaulty(bytes.subarray(from, end < 0 ? bytes.length : end))) return line;
    if (end < 0) return line;
    from = end + 1;
  }
  return first;
}

/** Strict decoder of one file; what cannot be decoded refuses the file, nothing is replaced by a question mark. */
export function decoderOf(encoding: Encoding, file: string): Decoder {
  const refuse: Refuse = (code, line) => {
    throw new Refused({ code, at: file, args: { encoding, line } });
  };
  if (encoding === 'utf-8') return utf8Decoder(refuse);
  return charBytes(encoding) === 2 ? utf16Decoder(encoding, refuse) : eightBitDecoder(encoding, refuse);
}

const hasNul = (bytes: Buffer): boolean => bytes.includes(0);
const mixes = (bytes: Buffer): boolean => utf8Inside.test(bytes.toString('latin1'));

function eightBitDecoder(encoding: Encoding, refuse: Refuse): Decoder {
  const strict = encoding === 'kz-1048' ? null : new TextDecoder(encoding, { fatal: true });
  // the one byte without a letter in these two sets; TextDecoder would let it through as a control character
  const hole = encoding === 'windows-1251' || encoding === 'kz-1048' ? 0x98 : null;
  return {
    decode: (bytes, line) => {
      if (hasNul(bytes)) refuse('file_nul_bytes', faultyLine(bytes, line, hasNul));
      if (hole !== null && bytes.includes(hole))
        refuse(
          'file_undecodable',
          faultyLine(bytes, line, (b) => b.includes(hole)),
        );
      if (mixes(bytes)) refuse('file_mixed_encoding', faultyLine(bytes, line, mixes));
      return strict === null ? decodeKz1048(bytes) : strict.decode(bytes);
    },
  };
}

function utf16Decoder(encoding: Encoding, refuse: Refuse): Decoder {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return {
    decode: (bytes, line) => {
      let text = '';
      try {
        text = strict.decode(bytes);
      } catch {
        refuse('file_undecodable', line);
      }
      const nul = text.indexOf('\0');
      if (nul >= 0) refuse('file_nul_bytes', line + text.slice(0, nul).split('\n').length - 1);
      return text;
    },
  };
}

function utf8Decoder(refuse: Refuse): Decoder {
  let sawLetters = false;
  return {
    decode: (bytes, line) => {
      if (hasNul(bytes)) refuse('file_nul_bytes', faultyLine(bytes, line, hasNul));
      if (!isUtf8(bytes)) {
        const bad = faultyLine(bytes, line, (b) => !isUtf8(b));
        refuse(sawLetters || mixes(bytes) ? 'file_mixed_encoding' : 'file_undecodable', bad);
      }
      const text = bytes.toString('utf8');
      if (text.length !== bytes.length) sawLetters = true;
      return text;
    },
  };
}
