import type { Merge } from '../sheet-rows.ts';
import { limits } from '../limits.ts';
import { walkXml } from '../xml-walk.ts';
import type { ZipParts } from '../zip-parts.ts';
import { mergeTaker } from './sheet-xml.ts';

const opening = Buffer.from('mergeCells');
const closing = Buffer.from('/sheetData>');

/**
 * Merged ranges of a sheet's head. They stand behind the rows, so the part is unpacked once more; nothing but its end is parsed.
 * Titles and headers lie in the first rows: merges that begin further down do not matter to them.
 */
export async function mergesOf(zip: ZipParts, part: string, file: string): Promise<readonly Merge[]> {
  const tail = await tailOf(zip.read(part));
  if (tail === null) return [];
  const { taker, merges } = mergeTaker(limits.headRows * 4);
  async function* once(): AsyncGenerator<Buffer> {
    yield tail as Buffer;
  }
  await walkXml(once(), taker, { file, part });
  return merges;
}

/** `<mergeCells …>…</mergeCells>` as a document of its own, or null when there is none. */
async function tailOf(chunks: AsyncIterable<Buffer>): Promise<Buffer | null> {
  let rest: Buffer = Buffer.alloc(0);
  let kept: Buffer[] | null = null;
  let size = 0;
  for await (const bytes of chunks) {
    if (kept === null) {
      const all: Buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const at = all.indexOf(closing);
      if (at >= 0) kept = [all.subarray(at)];
      else rest = Buffer.from(all.subarray(Math.max(0, all.length - closing.length)));
    } else if (size < limits.piece) kept.push(bytes);
    size = kept === null ? 0 : size + bytes.length;
  }
  const tail = kept === null ? Buffer.alloc(0) : Buffer.concat(kept);
  const from = tail.indexOf(opening);
  const to = tail.lastIndexOf(opening);
  if (from < 0 || to <= from) return null;
  const inner = tail.subarray(tail.indexOf('>', from) + 1, tail.lastIndexOf('<', to));
  return Buffer.concat([
    Buffer.from('<m>'),
    Buffer.from(inner.toString('latin1').replace(/<(\/?)\w+:/g, '<$1'), 'latin1'),
    Buffer.from('</m>'),
  ]);
}
