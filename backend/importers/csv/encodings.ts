import { isUtf8 } from 'node:buffer';
import { Refused } from '../../../domain/model/refused.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';

/** Letters of KZ-1048 (STRK1048-2002) where it differs from windows-1251; Node's TextDecoder does not have it. */
const kazakh: Readonly<Record<number, string>> = {
  0x8d: 'Қ', 0x8e: 'Һ', 0x9d: 'қ', 0x9e: 'һ', 0xa1: 'Ұ', 0xa2: 'ұ', 0xa3: 'Ә', 0xa5: 'Ө',
  0xaa: 'Ғ', 0xaf: 'Ү', 0xb4: 'ө', 0xba: 'ғ', 0xbc: 'ә', 0xbd: 'Ң', 0xbe: 'ң', 0xbf: 'ү',
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
  /** Whole characters only: cut before a line's start. @throws Refused file_undecodable, file_mixed_encoding, file_nul_bytes */
  readonly decode: (bytes: Buffer) => string;
};

/** Strict decoder of one file; what cannot be decoded refuses the file, nothing is replaced by a question mark. */
export function decoderOf(encoding: Encoding, file: string): Decoder {
  const refuse = (code: 'file_undecodable' | 'file_mixed_encoding' | 'file_nul_bytes'): never => {
    throw new Refused({ code, at: file, args: { encoding } });
  };
  if (encoding === 'utf-8') return utf8Decoder(refuse);
  if (charBytes(encoding) === 2) {
    const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    return {
      decode: (bytes) => {
        const text = attempt(() => strict.decode(bytes)) ?? refuse('file_undecodable');
        return text.includes('\0') ? refuse('file_nul_bytes') : text;
      },
    };
  }
  const strict = encoding === 'kz-1048' ? null : new TextDecoder(encoding, { fatal: true });
  const hasHole = encoding === 'windows-1251' || encoding === 'kz-1048';
  return {
    decode: (bytes) => {
      if (bytes.includes(0)) refuse('file_nul_bytes');
      if (hasHole && bytes.includes(0x98)) refuse('file_undecodable');
      if (utf8Inside.test(bytes.toString("latin1"))) refuse('file_mixed_encoding');
      return strict === null ? decodeKz1048(bytes) : strict.decode(bytes);
    },
  };
}

function attempt(decode: () => string): string | null {
  try {
    return decode();
  } catch {
    return null;
  }
}

function utf8Decoder(refuse: (code: 'file_undecodable' | 'file_mixed_encoding' | 'file_nul_bytes') => never): Decoder {
  let sawLetters = false;
  return {
    decode: (bytes) => {
      if (bytes.includes(0)) refuse('file_nul_bytes');
      if (!isUtf8(bytes)) refuse(sawLetters || utf8Inside.test(bytes.toString("latin1")) ? 'file_mixed_encoding' : 'file_undecodable');
      const text = bytes.toString("utf8");
      if (text.length !== bytes.length) sawLetters = true;
      return text;
    },
  };
}
