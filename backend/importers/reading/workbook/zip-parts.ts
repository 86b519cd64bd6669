import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { Entry, ReadCall, ZipFile } from 'yauzl';
import { Refused } from '../../../../domain/model/refused.ts';
import type { SourceFile } from '../format-reader.ts';
import { limits } from './limits.ts';

const blockBytes = 256 * 1024;
/** Larger pieces are no faster and leave more behind for the garbage collector. */
const inflatedBytes = 64 * 1024;

/** Bytes by place, as yauzl asks for them; the directory is asked for in pieces of a few bytes, which come out of one block. */
class Places extends RandomAccessReader {
  readonly #file: SourceFile;
  #block: { readonly at: number; readonly bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };

  constructor(file: SourceFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const file = this.#file;
    async function* bytes(): AsyncGenerator<Buffer> {
      for (let at = start; at < end; at += blockBytes) yield await file.read(at, Math.min(blockBytes, end - at));
    }
    return Readable.from(bytes(), { objectMode: false });
  }

  override read(...[buffer, offset, length, position, done]: ReadCall): void {
    void this.#fill(buffer.subarray(offset, offset + length), position, done);
  }

  async #fill(into: Buffer, position: number, done: ReadCall[4]): Promise<void> {
    try {
      const { at, bytes } = this.#block;
      if (position < at || position + into.length > at + bytes.length) {
        this.#block = { at: position, bytes: await this.#file.read(position, Math.max(into.length, 65_536)) };
      }
      const copied = this.#block.bytes.copy(into, 0, position - this.#block.at);
      done(copied < into.length ? new Error('unexpected EOF') : null);
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable'));
    }
  }
}

/** The parts of a zip whose directory was found honest. Names are compared without case: some writers change it. */
export type ZipParts = {
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /**
   * The unpacked bytes of a part. The same limits are counted again here, over all readings together.
   * @throws Refused file_damaged, file_expands
   */
  readonly read: (name: string) => AsyncIterable<Buffer>;
  /** bytes of the file that were unpacked so far */
  readonly packedRead: () => number;
};

type Refuse = (code: 'file_damaged' | 'file_expands' | 'file_encrypted' | 'file_too_large', part: string, limit?: number) => never;

const key = (name: string): string => name.toLowerCase();

/** A packed part has its header of 30 bytes and its name before it. */
const endOf = (e: Entry): number => e.relativeOffsetOfLocalHeader + 30 + e.fileNameLength + e.compressedSize;

/** Parts that share bytes with each other make a small file unpack to anything (overlap bombs). */
function refuseOverlaps(entries: readonly Entry[], refuse: Refuse): void {
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (let i = 1; i < inOrder.length; i += 1) {
    const [before, here] = [inOrder[i - 1], inOrder[i]];
    if (before !== undefined && here !== undefined && endOf(before) > here.relativeOffsetOfLocalHeader)
      refuse('file_damaged', here.fileName);
  }
}

function checkEntry(entry: Entry, total: number, refuse: Refuse): void {
  if (entry.isEncrypted()) refuse('file_encrypted', entry.fileName);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) refuse('file_damaged', entry.fileName);
  if (total > limits.unpacked) refuse('file_expands', entry.fileName);
  if (entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio) {
    refuse('file_expands', entry.fileName);
  }
}

async function honestEntries(zip: ZipFile, refuse: Refuse): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) refuse('file_too_large', 'zip', limits.entries);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    checkEntry(entry, total, refuse);
    if (entries.has(key(entry.fileName))) refuse('file_damaged', entry.fileName);
    entries.set(key(entry.fileName), entry);
  }
  refuseOverlaps([...entries.values()], refuse);
  return entries;
}

/**
 * Opens a zip and checks its whole directory before anything is unpacked: number of parts, sizes, ratio, encryption, paths that leave the
 * folder, parts named twice or lying over each other.
 * @throws Refused file_damaged, file_expands, file_encrypted, file_too_large
 */
export async function openZip(file: SourceFile): Promise<ZipParts> {
  const refuse: Refuse = (code, part, limit) => {
    throw new Refused({ code, at: file.name, args: limit === undefined ? { part } : { part, limit } });
  };
  let [unpacked, packed] = [0, 0];
  const { zip, entries } = await opened(file, refuse);

  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(key(name)) ?? refuse('file_damaged', name);
    let [crc, size] = [0, 0];
    for await (const bytes of inflated(zip, entry, refuse)) {
      size += bytes.length;
      unpacked += bytes.length;
      if (unpacked > limits.unpacked) refuse('file_expands', name);
      if (size > entry.uncompressedSize) refuse('file_damaged', name);
      crc = zlib.crc32(bytes, crc);
      packed += (entry.compressedSize * bytes.length) / Math.max(entry.uncompressedSize, 1);
      yield bytes;
    }
    if (crc !== entry.crc32 || size !== entry.uncompressedSize) refuse('file_damaged', name);
  }

  return {
    names: [...entries.values()].map((e) => e.fileName),
    has: (name) => entries.has(key(name)),
    read,
    packedRead: () => Math.min(file.bytes, Math.round(packed)),
  };
}

async function opened(file: SourceFile, refuse: Refuse): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  try {
    const zip = await fromRandomAccessReaderPromise(new Places(file), file.bytes, { autoClose: false });
    return { zip, entries: await honestEntries(zip, refuse) };
  } catch (error) {
    if (error instanceof Refused) throw error;
    return refuse('file_damaged', 'zip');
  }
}

/**
 * What zlib finds wrong on the way is a damaged part; what the consumer throws stays what it is. Unpacked here and not by yauzl, whose
 * pieces of 16 KiB cost a turn of the loop each.
 */
async function* inflated(zip: ZipFile, entry: Entry, refuse: Refuse): AsyncGenerator<Buffer> {
  const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false }).catch(() => refuse('file_damaged', entry.fileName));
  const stream = entry.compressionMethod === 0 ? packed : packed.pipe(zlib.createInflateRaw({ chunkSize: inflatedBytes }));
  packed.once('error', (error) => stream.destroy(error));
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const next = await chunks.next().catch(() => refuse('file_damaged', entry.fileName));
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    packed.destroy();
    stream.destroy();
  }
}
