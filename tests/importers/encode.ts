import { decoderOf } from '../../backend/importers/csv/encodings.ts';
import type { Encoding } from '../../contract/rpc/books.ts';

/** The sets' own tables, from Node: only KZ-1048 comes from the product, checked letter by letter in encodings.test.ts. */
function eightBit(encoding: Encoding): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    if (byte === 0 || (byte === 0x98 && encoding !== 'ibm866' && encoding !== 'koi8-r')) continue;
    const bytes = Buffer.from([byte]);
    table.set(encoding === 'kz-1048' ? decoderOf(encoding, '').decode(bytes, 1) : new TextDecoder(encoding).decode(bytes), byte);
  }
  return table;
}

/** Text as bytes of an encoding; a letter that the set does not have is a mistake of the test. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = eightBit(encoding);
  return Buffer.from(
    [...text].map((letter) => {
      const byte = table.get(letter);
      if (byte === undefined) throw new Error(`${encoding} has no ${letter}`);
      return byte;
    }),
  );
}
