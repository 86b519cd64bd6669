import type { Encoding } from '../../../../contract/rpc/books.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import { detectEncoding, refuseOtherFiles } from '../../csv/detect-encoding.ts';
import { charBytes, decoderOf, markLength } from '../../csv/encodings.ts';
import type { SourceFile } from '../format-reader.ts';

/** A line without its end. @property offset of its first byte in the file @property length in bytes, the end not counted */
export type SourceLine = { readonly text: string; readonly line: number; readonly offset: number; readonly length: number };

/** Ctrl-Z: DOS programs end a text with it. */
const endOfFile = '\u001a';

/** Longer lines are no printed text. */
export const longestLine = 1024 * 1024;
const lettersWanted = 64 * 1024;

/**
 * True where bytes above 127 draw lines as DOS programs do: long runs of one horizontal sign, or vertical ones that stand alone. In
 * windows-1251 they would be words like "ДДДДДД" and lonely letters "і".
 */
export function looksDrawn(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (/(?:\xc4{5}|\xcd{5})/.test(text)) return true;
  const lonely = text.match(/(?:^|[\s\d])[\xb3\xba](?=[\s\d]|$)/gm)?.length ?? 0;
  return lonely >= 6;
}

async function lettersOf(file: SourceFile): Promise<Buffer> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const block of file.blocks()) {
    if (!block.some((byte) => byte > 127)) continue;
    const end = block.lastIndexOf(10) + 1;
    const whole = end > 0 ? block.subarray(0, end) : block;
    kept.push(whole);
    size += whole.length;
    if (size >= lettersWanted) break;
  }
  return Buffer.concat(kept);
}

/** Encoding of a text that need not be a table. @throws Refused file_empty, file_not_text, file_nul_bytes */
export async function encodingOf(file: SourceFile): Promise<Encoding> {
  const head = await file.read(0, 64 * 1024);
  refuseOtherFiles(head, file.name);
  const letters = await lettersOf(file);
  const guess = detectEncoding(head, letters, file.name)[0].encoding;
  return guess !== 'utf-8' && charBytes(guess) === 1 && looksDrawn(letters) ? 'ibm866' : guess;
}

/** Place of the next line end from `from` on, on a whole character. */
function lineEnd(bytes: Buffer, from: number, encoding: Encoding): number {
  if (charBytes(encoding) !== 2) return bytes.indexOf(10, from);
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  for (let at = from; at + 1 < bytes.length; at += 2) if (bytes[at + low] === 10 && bytes[at + high] === 0) return at;
  return -1;
}

/**
 * The lines of a text file in order. Form feeds stay where they stand; the DOS end-of-file sign is dropped.
 * @param breathe awaited after each block with the bytes read
 * @throws Refused file_empty, file_not_text, file_nul_bytes, file_undecodable, file_mixed_encoding, file_record_too_long
 */
export async function* linesOf(file: SourceFile, breathe: (read: number) => Promise<void>): AsyncGenerator<SourceLine> {
  const encoding = await encodingOf(file);
  const decoder = decoderOf(encoding, file.name);
  const width = charBytes(encoding) === 2 ? 2 : 1;
  let [rest, offset, line, read]: [Buffer, number, number, number] = [Buffer.alloc(0), 0, 1, 0];
  const lineOf = (bytes: Buffer): SourceLine => {
    const whole = decoder.decode(bytes, line);
    const text = whole.replace(/\r+$/, '');
    return { text, line, offset, length: bytes.length - (whole.length - text.length) * width };
  };
  let skipped = false;
  for await (const block of file.blocks()) {
    read += block.length;
    rest = rest.length === 0 ? block : Buffer.concat([rest, block]);
    if (!skipped && rest.length >= 3) {
      offset = markLength(rest, encoding);
      rest = rest.subarray(offset);
      skipped = true;
    }
    let from = 0;
    for (let end = lineEnd(rest, from, encoding); end >= 0; end = lineEnd(rest, from, encoding)) {
      if (end - from > longestLine) throw new Refused({ code: 'file_record_too_long', at: file.name, args: { line } });
      yield lineOf(rest.subarray(from, end));
      offset += end + width - from;
      from = end + width;
      line += 1;
    }
    rest = rest.subarray(from);
    if (rest.length > longestLine) throw new Refused({ code: 'file_record_too_long', at: file.name, args: { line } });
    await breathe(read);
  }
  if (rest.length === 0) return;
  const last = lineOf(rest);
  const text = last.text.endsWith(endOfFile) ? last.text.slice(0, -1) : last.text;
  if (text !== '' || last.text === '') yield { ...last, text };
}
