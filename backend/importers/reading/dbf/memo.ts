import type { SourceFile } from '../format-reader.ts';

/** A text of a memo file by the number of its block; null when the file does not hold it. */
export type MemoReader = (block: number) => Promise<Buffer | null>;

const longestMemo = 1024 * 1024;

/** FoxPro .fpt: block size in the header, each text with its length before it (big endian). */
function foxPro(file: SourceFile, size: number): MemoReader {
  return async (block) => {
    const at = block * size;
    if (block < 1 || at + 8 > file.bytes) return null;
    const head = await file.read(at, 8);
    const length = head.length < 8 ? -1 : head.readUInt32BE(4);
    if (length < 0 || length > longestMemo || at + 8 + length > file.bytes) return null;
    return head.readUInt32BE(0) === 1 ? file.read(at + 8, length) : Buffer.alloc(0);
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
    return length < 0 || length > longestMemo || at + 8 + length > file.bytes ? null : file.read(at + 8, length);
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
      if (end >= 0) return bytes.subarray(0, end);
      if (at + bytes.length >= file.bytes) return bytes;
    }
    return null;
  };
}

/** The memo file that lies beside a DBF, by its kind: `.fpt` of FoxPro, `.dbt` of dBASE III and IV. */
export async function memoReader(file: SourceFile, version: number): Promise<MemoReader> {
  const head = await file.read(0, 512);
  if (head.length < 24) return async () => null;
  const [fox, four] = [head.readUInt16BE(6), head.readUInt16LE(20)];
  if (/\.fpt$/i.test(file.name) || version === 0xf5 || (version >= 0x30 && version <= 0x32)) return foxPro(file, fox === 0 ? 64 : fox);
  if (version === 0x8b || version === 0x7b || version === 0xcb) return dbase4(file, four === 0 ? 512 : four);
  return dbase3(file);
}
