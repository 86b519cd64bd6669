import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '../../../../contract/rpc/books.ts';
import { rankCyrillic } from '../../csv/cyrillic.ts';
import { decoderOf } from '../../csv/encodings.ts';

/** Language driver bytes of Cyrillic files: dBASE and FoxPro, DOS and Windows. */
const byCode: ReadonlyMap<number, Encoding> = new Map([
  [0x26, 'ibm866'],
  [0x65, 'ibm866'],
  [0xc9, 'windows-1251'],
]);

export type DbfText = { readonly encoding: Encoding; readonly decode: (bytes: Buffer) => string };

/** One letter per byte; bytes without a letter in the set become a replacement sign, as the file cannot be asked. */
function eightBit(encoding: Encoding): (bytes: Buffer) => string {
  const strict = decoderOf(encoding, '');
  const table = Uint16Array.from({ length: 256 }, (_, byte) => {
    if (byte < 32) return byte;
    try {
      return strict.decode(Buffer.from([byte]), 1).charCodeAt(0);
    } catch {
      return 0xfffd;
    }
  });
  return (bytes) => {
    const units = new Uint16Array(bytes.length);
    for (let i = 0; i < bytes.length; i += 1) units[i] = table[bytes[i] ?? 0] ?? 0xfffd;
    return Buffer.from(units.buffer).toString('utf16le');
  };
}

/**
 * The set that the letters are written in. The file's own byte is believed unless its letters plainly say otherwise: programs copy headers.
 * @param letters text fields of the first records
 */
export function dbfText(codePage: number, letters: Buffer): DbfText {
  const declared = byCode.get(codePage);
  if (isAscii(letters)) return { encoding: declared ?? 'windows-1251', decode: eightBit(declared ?? 'windows-1251') };
  if (isUtf8(letters)) return { encoding: 'utf-8', decode: (bytes) => bytes.toString('utf8') };
  const [first] = rankCyrillic(letters);
  const found = first?.encoding ?? 'windows-1251';
  const other = found !== declared && (first?.certain === true || declared === undefined);
  // KZ-1048 differs from windows-1251 in its Kazakh letters only, and no byte of the header stands for it
  const kazakh = declared === 'windows-1251' && found === 'kz-1048';
  const encoding = declared === undefined || other || kazakh ? found : declared;
  return { encoding, decode: eightBit(encoding) };
}
