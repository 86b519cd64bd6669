/** PDF objects as they are read and written; bytes of strings and streams are kept, names are decoded. */
export type PdfName = { readonly t: 'name'; readonly name: string };
export type PdfString = { readonly t: 'string'; readonly bytes: Uint8Array; readonly hex: boolean };
export type PdfNumber = { readonly t: 'number'; readonly value: number; readonly integer: boolean };
export type PdfRef = { readonly t: 'ref'; readonly id: number };
export type PdfArray = { readonly t: 'array'; readonly items: readonly PdfValue[] };
export type PdfDict = { readonly t: 'dict'; readonly entries: ReadonlyMap<string, PdfValue> };
export type PdfStream = { readonly t: 'stream'; readonly dict: PdfDict; readonly bytes: Uint8Array };
export type PdfPlain = { readonly t: 'null' } | { readonly t: 'bool'; readonly value: boolean };
export type PdfValue = PdfName | PdfString | PdfNumber | PdfRef | PdfArray | PdfDict | PdfPlain;
export type PdfObject = PdfValue | PdfStream;

/** Why a file is not one of ours: a code for the message, and the byte where it was seen. */
export class PdfFault extends Error {
  readonly why: string;
  readonly at: number;
  constructor(why: string, at: number) {
    super(`${why} at ${at}`);
    this.name = 'PdfFault';
    this.why = why;
    this.at = at;
  }
}

export const name = (text: string): PdfName => ({ t: 'name', name: text });
export const ref = (id: number): PdfRef => ({ t: 'ref', id });
export const integer = (value: number): PdfNumber => ({ t: 'number', value, integer: true });
export const array = (items: readonly PdfValue[]): PdfArray => ({ t: 'array', items });
export const dict = (entries: Readonly<Record<string, PdfValue>>): PdfDict => ({ t: 'dict', entries: new Map(Object.entries(entries)) });

/** A text string: ASCII as it is, anything else UTF-16BE with its mark. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return { t: 'string', bytes: Buffer.from(text, 'latin1'), hex: false };
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return { t: 'string', bytes, hex: true };
}

/** The text of a text string. */
export function stringText(value: PdfString): string {
  const bytes = Buffer.from(value.bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, 2 + 2 * ((bytes.length - 2) >> 1)))
      .swap16()
      .toString('utf16le');
  return bytes.toString('latin1');
}

export const dictOf = (object: PdfObject | undefined): PdfDict | null => {
  if (object?.t === 'dict') return object;
  return object?.t === 'stream' ? object.dict : null;
};
export const get = (of: PdfDict | null, key: string): PdfValue | undefined => of?.entries.get(key);
export const isName = (value: PdfObject | undefined, text: string): boolean => value?.t === 'name' && value.name === text;

/** Same value: dictionaries without regard to the order of their keys. */
export function same(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.t === 'array') return b.t === 'array' && a.items.length === b.items.length && a.items.every((item, i) => same(item, b.items[i]));
  if (a.t === 'dict')
    return b.t === 'dict' && a.entries.size === b.entries.size && [...a.entries].every(([k, v]) => same(v, b.entries.get(k)));
  if (a.t === 'stream') return b.t === 'stream' && same(a.dict, b.dict) && Buffer.compare(a.bytes, b.bytes) === 0;
  if (a.t === 'string') return b.t === 'string' && Buffer.compare(a.bytes, b.bytes) === 0;
  if (a.t === 'name') return b.t === 'name' && a.name === b.name;
  if (a.t === 'ref') return b.t === 'ref' && a.id === b.id;
  if (a.t === 'number') return b.t === 'number' && a.value === b.value;
  if (a.t === 'bool') return b.t === 'bool' && a.value === b.value;
  return b.t === 'null';
}
