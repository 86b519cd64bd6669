import { isUtf8 } from 'node:buffer';
import { Refused } from '../../../../domain/model/refused.ts';
import type { SourceFile } from '../format-reader.ts';

/** Decoded text that begins with `<` (but for the first) and ends before one, so that a start tag is never cut in two. */
export type Piece = {
  readonly text: string;
  /** where the piece's bytes begin in the file */
  readonly offset: number;
  readonly bytes: number;
  /** control characters, letters that are not composed or numeric references may stand in it */
  readonly odd: boolean;
};

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | (typeof eightBit)[number];

/** Eight-bit sets of the places where accounting programs write XML; `iso-8859-1` is read as windows-1252, whose letters it shares. */
const eightBit = ['windows-1251', 'windows-1252', 'koi8-r', 'koi8-u', 'ibm866', 'iso-8859-5', 'windows-1250', 'iso-8859-15'] as const;
const aliases: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ...eightBit.map((name): [string, Encoding] => [name, name]),
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['cp1251', 'windows-1251'],
  ['win-1251', 'windows-1251'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['cp866', 'ibm866'],
  ['cp1250', 'windows-1250'],
]);

/** A run of text, a comment or a tag longer than this is no record of any book. Bytes. */
export const longestPiece = 4 * 1024 * 1024;

/** Letters of UTF-8 one after the other, as they look in an eight-bit set: no text of that set looks so. */
const utf8In: ReadonlyMap<Encoding, RegExp> = new Map([
  ['windows-1252', /(?:[\xc2-\xdf][\x80-\xbf]){2}/],
  ['iso-8859-15', /(?:[\xc2-\xdf][\x80-\xbf]){2}/],
]);
const cyrillicUtf8 = /(?:[\xd0-\xd3][\x80-\xbf]){3}/;

// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
const oddText = /&#|[\u0300-\u036f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u1100-\u11ff\u2126\u212a\u212b]/;

type Start = { readonly encoding: Encoding; readonly mark: number };

const utf16 = (encoding: Encoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';
/** Bytes per character of the file, 0 where it differs from one to the other. */
export const charBytes = (encoding: Encoding): 0 | 1 | 2 => (encoding === 'utf-8' ? 0 : utf16(encoding) ? 2 : 1);

/** By the byte order mark, else by how `<?` stands in the first bytes. */
function byBytes(head: Buffer): Start | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  if (head[0] === 0x3c && head[1] === 0 && head[3] === 0) return { encoding: 'utf-16le', mark: 0 };
  if (head[0] === 0 && head[1] === 0x3c && head[2] === 0) return { encoding: 'utf-16be', mark: 0 };
  return null;
}

/** The first characters of a file as text, good enough to look for names in: without the mark, the 8-bit sets as Latin-1. */
export function headText(head: Buffer): string {
  const start = byBytes(head);
  if (start === null || start.encoding === 'utf-8') return head.toString('latin1', start?.mark ?? 0);
  const even = head.subarray(start.mark, head.length - ((head.length - start.mark) % 2));
  return new TextDecoder(start.encoding).decode(even);
}

const declaration = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']/;

/** @throws Refused file_xml_encoding: a set that is not read, or a declaration that the first bytes contradict */
function startOf(file: string, head: Buffer): Start {
  const declared = declaration.exec(headText(head))?.[1]?.toLowerCase() ?? null;
  const seen = byBytes(head);
  const lies = (): never => {
    throw new Refused({ code: 'file_xml_encoding', at: file, args: { encoding: declared ?? '', line: 1 } });
  };
  if (seen !== null && utf16(seen.encoding)) {
    return declared === null || declared === 'utf-16' || declared === seen.encoding ? seen : lies();
  }
  if (declared === null) return seen ?? { encoding: 'utf-8', mark: 0 };
  const encoding = aliases.get(declared) ?? lies();
  if (seen !== null && encoding !== 'utf-8') return lies();
  return { encoding, mark: seen?.mark ?? 0 };
}

export type SourceText = {
  readonly encoding: Encoding;
  /** @throws Refused file_xml_encoding, file_nul_bytes, file_xml_too_large */
  readonly pieces: () => AsyncGenerator<Piece>;
};

/**
 * The file as text. What cannot be decoded in the declared set refuses the file; nothing is replaced by a question mark.
 * @param lineNow number of the line that the next piece begins in, for refusals
 */
export async function sourceText(file: SourceFile, lineNow: () => number): Promise<SourceText> {
  const start = startOf(file.name, await file.read(0, 1024));
  const refuse = (code: 'file_xml_encoding' | 'file_nul_bytes' | 'file_xml_too_large', before: string): never => {
    const line = lineNow() + before.split('\n').length - 1;
    throw new Refused({ code, at: file.name, args: code === 'file_xml_encoding' ? { encoding: start.encoding, line } : { line } });
  };
  const decode = utf16(start.encoding)
    ? wideDecoder(start.encoding, refuse)
    : start.encoding === 'utf-8'
      ? utf8Decoder(refuse)
      : narrowDecoder(start.encoding, refuse);
  async function* pieces(): AsyncGenerator<Piece> {
    let offset = start.mark;
    for await (const bytes of cutAtTags(file, start, () => refuse('file_xml_too_large', ''))) {
      const text = decode(bytes);
      const nul = text.indexOf('\0');
      if (nul >= 0) refuse('file_nul_bytes', text.slice(0, nul));
      yield { text, offset, bytes: bytes.length, odd: oddText.test(text) };
      offset += bytes.length;
    }
  }
  return { encoding: start.encoding, pieces };
}

type Refuse = (code: 'file_xml_encoding' | 'file_nul_bytes', before: string) => never;
type Decode = (bytes: Buffer) => string;

function utf8Decoder(refuse: Refuse): Decode {
  return (bytes) => {
    if (!isUtf8(bytes)) refuse('file_xml_encoding', goodPart(bytes));
    return bytes.toString('utf8');
  };
}

/** The lines before the first one that is not UTF-8. */
function goodPart(bytes: Buffer): string {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(from, to))) return bytes.toString('latin1', 0, from);
    from = to;
  }
  return '';
}

function wideDecoder(encoding: Encoding, refuse: Refuse): Decode {
  const strict = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return refuse('file_xml_encoding', '');
    }
  };
}

function narrowDecoder(encoding: Encoding, refuse: Refuse): Decode {
  const strict = new TextDecoder(encoding, { fatal: true });
  const foreign = utf8In.get(encoding) ?? cyrillicUtf8;
  return (bytes) => {
    const latin = bytes.toString('latin1');
    const lie = foreign.exec(latin);
    if (lie !== null) refuse('file_xml_encoding', latin.slice(0, lie.index));
    return strict.decode(bytes);
  };
}

/** Where the last `<` of the bytes stands, or -1. @param even whether a 16-bit letter begins with the first byte */
function lastTag(bytes: Buffer, encoding: Encoding, even: boolean): number {
  if (!utf16(encoding)) return bytes.lastIndexOf(0x3c);
  const [low, high] = encoding === 'utf-16le' ? [0x3c, 0] : [0, 0x3c];
  const first = even ? 0 : 1;
  for (let at = bytes.length - 2 - ((bytes.length - first) % 2); at >= first; at -= 2)
    if (bytes[at] === low && bytes[at + 1] === high) return at;
  return -1;
}

/** Bytes up to before the last `<` of each block. What waits is joined once, when its end is found. */
async function* cutAtTags(file: SourceFile, { encoding, mark }: Start, tooLong: () => never): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let [size, skip] = [0, mark];
  for await (const block of file.blocks()) {
    const fresh = block.subarray(Math.min(skip, block.length));
    skip -= block.length - fresh.length;
    const cut = lastTag(fresh, encoding, size % 2 === 0);
    if (cut < 0 || size + cut === 0) {
      waiting.push(fresh);
      size += fresh.length;
      if (size > longestPiece) tooLong();
      continue;
    }
    yield waiting.length === 0 ? fresh.subarray(0, cut) : Buffer.concat([...waiting, fresh.subarray(0, cut)]);
    waiting = [fresh.subarray(cut)];
    size = fresh.length - cut;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
