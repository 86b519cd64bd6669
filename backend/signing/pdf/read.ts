import { PdfFault } from './values.ts';
import type { PdfDict, PdfObject, PdfString, PdfValue } from './values.ts';

const isSpace = (c: number | undefined): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
const delimiters = new Set(Buffer.from('()<>[]{}/%', 'latin1'));
const isDigit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;
const deepest = 48;

/** A place in the bytes. Nothing is repaired: what is not exactly a PDF object is a `PdfFault` at its byte. */
export class Reader {
  readonly bytes: Uint8Array;
  at: number;
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  fail(why: string): never {
    throw new PdfFault(why, this.at);
  }

  /** No comments: they could hide bytes from a reader. */
  space(): void {
    while (isSpace(this.bytes[this.at])) this.at += 1;
  }

  looksAt(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.bytes[this.at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  expect(text: string): void {
    if (!this.looksAt(text))
      this.fail(this.at >= this.bytes.length ? 'end_of_file' : `expected_${text.trim() === '' ? 'space' : text.trim()}`);
    this.at += text.length;
  }

  /** LF or CR LF. */
  newline(): void {
    if (this.bytes[this.at] === 0x0d) this.at += 1;
    this.expect('\n');
  }

  digits(most: number): number {
    const from = this.at;
    while (isDigit(this.bytes[this.at]) && this.at - from <= most) this.at += 1;
    if (this.at === from || this.at - from > most) this.fail(this.at >= this.bytes.length ? 'end_of_file' : 'expected_number');
    return Number(Buffer.from(this.bytes.subarray(from, this.at)).toString('latin1'));
  }

  private token(): string {
    const from = this.at;
    while (this.at < this.bytes.length && !isSpace(this.bytes[this.at]) && !delimiters.has(this.bytes[this.at] ?? 0)) this.at += 1;
    return Buffer.from(this.bytes.subarray(from, this.at)).toString('latin1');
  }

  private readName(): PdfValue {
    this.at += 1;
    const raw = this.token();
    if (/#(?![0-9a-fA-F]{2})/.test(raw)) this.fail('bad_name');
    return { t: 'name', name: raw.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) };
  }

  private readNumberOrRef(): PdfValue {
    const from = this.at;
    const text = this.token();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
      this.at = from;
      return this.fail('bad_token');
    }
    if (/^\d{1,7}$/.test(text)) {
      const reference = / (\d{1,5}) R(?![A-Za-z0-9])/y;
      const ahead = Buffer.from(this.bytes.subarray(this.at, this.at + 10)).toString('latin1');
      reference.lastIndex = 0;
      const found = reference.exec(ahead);
      if (found !== null) {
        if (found[1] !== '0') this.fail('generation');
        this.at += found[0].length;
        return { t: 'ref', id: Number(text) };
      }
    }
    return { t: 'number', value: Number(text), integer: !text.includes('.') };
  }

  private readHex(): PdfString {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) this.fail('end_of_file');
    const text = Buffer.from(this.bytes.subarray(this.at + 1, end)).toString('latin1');
    if (!/^([0-9a-fA-F]{2})*$/.test(text)) this.fail('bad_hex');
    this.at = end + 1;
    return { t: 'string', bytes: Buffer.from(text, 'hex'), hex: true };
  }

  private readLiteral(): PdfString {
    const out: number[] = [];
    let open = 1;
    this.at += 1;
    while (open > 0) {
      const c = this.bytes[this.at];
      if (c === undefined) return this.fail('end_of_file');
      this.at += 1;
      if (c === 0x5c) out.push(...this.escape());
      else if (c === 0x28) {
        open += 1;
        out.push(c);
      } else if (c === 0x29) {
        open -= 1;
        if (open > 0) out.push(c);
      } else out.push(c);
    }
    return { t: 'string', bytes: Uint8Array.from(out), hex: false };
  }

  private escape(): number[] {
    const c = this.bytes[this.at];
    this.at += 1;
    const plain: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12, '(': 40, ')': 41, '\\': 92 };
    const value = c === undefined ? undefined : plain[String.fromCharCode(c)];
    if (value !== undefined) return [value];
    const octal = /^[0-7]{1,3}/.exec(Buffer.from(this.bytes.subarray(this.at - 1, this.at + 2)).toString('latin1'));
    if (octal === null) return this.fail('bad_escape');
    this.at += octal[0].length - 1;
    return [Number.parseInt(octal[0], 8) & 255];
  }

  private readArray(depth: number): PdfValue {
    this.at += 1;
    const items: PdfValue[] = [];
    for (this.space(); this.bytes[this.at] !== 0x5d; this.space()) items.push(this.value(depth + 1));
    this.at += 1;
    return { t: 'array', items };
  }

  dict(depth = 0): PdfDict {
    this.expect('<<');
    const entries = new Map<string, PdfValue>();
    for (this.space(); !this.looksAt('>>'); this.space()) {
      const key =
        this.bytes[this.at] === 0x2f ? this.readName() : this.fail(this.at >= this.bytes.length ? 'end_of_file' : 'expected_name');
      if (key.t !== 'name' || entries.has(key.name)) return this.fail('duplicate_key');
      this.space();
      entries.set(key.name, this.value(depth + 1));
    }
    this.at += 2;
    return { t: 'dict', entries };
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) this.fail('too_deep');
    const c = this.bytes[this.at];
    if (c === undefined) this.fail('end_of_file');
    if (c === 0x2f) return this.readName();
    if (c === 0x28) return this.readLiteral();
    if (c === 0x5b) return this.readArray(depth);
    if (c === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.dict(depth) : this.readHex();
    for (const word of ['true', 'false', 'null'] as const) {
      if (!this.looksAt(word)) continue;
      this.at += word.length;
      return word === 'null' ? { t: 'null' } : { t: 'bool', value: word === 'true' };
    }
    return this.readNumberOrRef();
  }

  /** What stands between `obj` and `endobj`. A stream states its length in place. */
  object(): PdfObject {
    this.space();
    const value = this.value();
    this.space();
    if (value.t !== 'dict' || !this.looksAt('stream')) {
      this.expect('endobj');
      return value;
    }
    this.at += 6;
    this.newline();
    const length = value.entries.get('Length');
    if (length?.t !== 'number' || !length.integer || length.value < 0) return this.fail('stream_length');
    const from = this.at;
    this.at += length.value;
    if (this.at > this.bytes.length) this.fail('end_of_file');
    const bytes = this.bytes.subarray(from, this.at);
    // ISO 32000-1 §7.3.8.1: there should be an end of line here; some writers leave it out
    if (!this.looksAt('endstream')) this.newline();
    this.expect('endstream');
    this.space();
    this.expect('endobj');
    return { t: 'stream', dict: value, bytes };
  }
}
