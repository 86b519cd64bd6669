import type { SourceFile } from '../format-reader.ts';
import { isFoxPro } from './dbf-header.ts';

/** A text of a memo file by the number of its block; null when the file does not hold it whole: cut off, or another file's. */
export type MemoReader = (block: number) => Promise<Buffer | null>;

const longestMemo = 1024 * 1024;

/**
 * dBASE and Clipper break a long line by 8D 0A: a line that goes on. It is looked for in the bytes, as 8D is a letter (Н in cp866), and
 * only where no other line ends without 0D: there it may be that letter.
 */
function withoutSoftBreaks(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  if (!text.includes('\u008d\n') || /[^\r\u008d]\n/.test(text)) return bytes;
  return Buffer.from(text.replaceAll(/ ?\u008d\n/g, ' '), 'latin1');
}

/** FoxPro .fpt: block size in the header, each text with its length before it (big endian). */
function foxPro(file: SourceFile, size: number): MemoReader {
  return async (block) => {
    const at = block * size;
    if (block < 1 || at + 8 > file.bytes) return null;
    const head = await file.read(at, 8);
    const length = head.length < 8 ? -1 : head.readUInt32BE(4);
    if (length < 0 || length > longestMemo || at + 8 + length > file.bytes) return null;
    const type = head.readUInt32BE(0);
    // 0 is a picture: nothing to read, and nothing is missing
    return type === 1 ? file.read(at + 8, length) : type === 0 ? Buffer.alloc(0) : null;
  };
}

/** dBASE IV .dbt: `FF FF 08 00`, then the length with these eight bytes. */
function dbase4(file: SourceFile, size: number): MemoReader {
  return async (block) => {
    const at = block * size;
    if (block < 1 || at + 8 > file.bytes) return null;
    const head = await file.read(at, 8);
    if (head.length < 8 || head.readUInt32LE(0) !== 0x0008ffff) return null;
    const length = head.readUInt32LE(4) - 8;
    return length < 0 || length > longestMemo || at + 8 + length > file.bytes ? null : withoutSoftBreaks(await file.read(at + 8, length));
  };
}

/** dBASE III .dbt: blocks of 512 bytes, the text ends at 1A. */
function dbase3(file: SourceFile): MemoReader {
  return async (block) => {
    const at = block * 512;
    if (block < 1 || at >= file.bytes) return null;
    for (let length = 4096; length <= longestMemo; length *= 4) {
      const bytes = await file.read(at, Math.min(length, file.bytes - at));
      const end = bytes.indexOf(0x1a);
      if (end >= 0) return withoutSoftBreaks(bytes.subarray(0, end));
      if (at + bytes.length >= file.bytes) return null;
    }
    return null;
  };
}

/** The memo file that lies beside a DBF, by its kind: `.fpt` of FoxPro, `.dbt` of dBASE III and IV. */
export async function memoReader(file: SourceFile, version: number): Promise<MemoReader> {
  const head = await file.read(0, 512);
  if (head.length < 24) return async () => null;
  const [fox, four] = [head.readUInt16BE(6), head.readUInt16LE(20)];
  if (/\.fpt$/i.test(file.name) || version === 0xf5 || isFoxPro(version)) return foxPro(file, fox === 0 ? 64 : fox);
  if (version === 0x8b || version === 0x7b || version === 0xcb) return dbase4(file, four === 0 ? 512 : four);
  return dbase3(file);
}

/** How the memo file of a DBF is called, in letters as large as its own ending's. */
export function memoName(name: string, version: number): string {
  const ending = version === 0xf5 || isFoxPro(version) ? '.fpt' : '.dbt';
  return name.replace(/\.[^.]*$/, '') + (/\.[^.a-z]*$/.test(name) ? ending.toUpperCase() : ending);
}
