import { isUtf8 } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { Refused } from '../../../../domain/model/refused.ts';
import { limits } from './limits.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is wanted of an XML part: names come without their prefix, in the order of the file. */
export type XmlTaker = {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
  /** what reads a part of the text itself */
  readonly ahead?: XmlAhead;
};

/** Stands before the parser and gives it what it does not take; what is left must be as well formed as the whole. */
export type XmlAhead = {
  /** What is taken is taken in pieces that are no longer than one may be. */
  readonly take: (text: string, parse: (text: string) => void) => void;
  /** It has taken part of the last text: the parser has seen no mark of it. */
  readonly isTaking: () => boolean;
  /** The text is over: what was held back. */
  readonly end: (parse: (text: string) => void) => void;
};

export type XmlPlace = {
  /** the file's name, for refusals */
  readonly file: string;
  /** the part inside it */
  readonly part: string;
};

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** The attribute by its name with any prefix (`ss:Index`, `Index`). */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  for (const key in attributes) if (key.length > name.length && key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

/** Encodings that an old program may declare; everything else of ours is UTF-8. */
const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/;

type Decode = (bytes: Buffer, last: boolean) => string;

/** UTF-8 without a decoder's state: the bytes of a letter that is cut wait for the next block. */
function utf8(damaged: () => never): Decode {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes, last) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let end = all.length;
    if (!last) {
      let back = 1;
      while (back <= 4 && end - back >= 0 && ((all[end - back] ?? 0) & 0xc0) === 0x80) back += 1;
      if (back <= 4 && end - back >= 0 && (all[end - back] ?? 0) >= 0xc0) end -= back;
    }
    rest = all.subarray(end);
    const whole = all.subarray(0, end);
    if (!isUtf8(whole)) damaged();
    return whole.toString('utf8');
  };
}

function decoderFor(head: Buffer, damaged: () => never): Decode {
  const label =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : (declared.exec(head.toString('latin1', 0, 200))?.[1] ?? 'utf-8').toLowerCase();
  if (label === 'utf-8' || label === 'utf8' || label === 'us-ascii') return utf8(damaged);
  try {
    const decoder = new TextDecoder(label === 'utf-16' ? 'utf-16le' : label, { fatal: true });
    return (bytes, last) => {
      try {
        return decoder.decode(bytes, { stream: !last });
      } catch {
        return damaged();
      }
    };
  } catch {
    return damaged();
  }
}

/**
 * Walks through an XML part in one pass; nothing is resolved, fetched or held. `pause` is awaited between blocks.
 * @throws Refused file_doctype, file_too_deep, file_too_large, file_damaged
 */
export async function walkXml(chunks: AsyncIterable<Buffer>, taker: XmlTaker, place: XmlPlace, pause?: () => Promise<void>): Promise<void> {
  const damaged = (): never => {
    throw new Refused({ code: 'file_damaged', at: place.file, args: { part: place.part } });
  };
  const parser = parserOf(taker, place, damaged);
  let decode: Decode | null = null;
  for await (const bytes of chunks) {
    decode ??= decoderFor(bytes, damaged);
    parser.write(decode(bytes, false), bytes.length);
    if (pause !== undefined) await pause();
  }
  if (decode === null) return damaged();
  parser.write(decode(Buffer.alloc(0), true), 0);
  parser.close();
}

function parserOf(
  taker: XmlTaker,
  place: XmlPlace,
  damaged: () => never,
): { write: (text: string, bytes: number) => void; close: () => void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let [depth, since] = [0, 0];
  const refuse = (code: 'file_doctype' | 'file_too_deep' | 'file_too_large', limit: number): never => {
    throw new Refused({ code, at: place.file, args: { part: place.part, limit } });
  };
  parser.on('error', damaged);
  parser.on('doctype', () => refuse('file_doctype', 0));
  parser.on('opentag', (tag) => {
    since = 0;
    depth += 1;
    if (depth > limits.depth) refuse('file_too_deep', limits.depth);
    taker.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    since = 0;
    depth -= 1;
    taker.close(local(tag.name));
  });
  parser.on('text', taker.text);
  parser.on('cdata', taker.text);
  const { ahead } = taker;
  const parse = (text: string): void => void parser.write(text);
  return {
    write: (text, bytes) => {
      since += bytes;
      if (since > limits.piece) refuse('file_too_large', limits.piece);
      if (ahead === undefined) return parse(text);
      ahead.take(text, parse);
      if (ahead.isTaking()) since = 0;
    },
    close: () => {
      ahead?.end(parse);
      parser.close();
    },
  };
}
