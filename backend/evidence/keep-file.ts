import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import { openFile } from '../importers/sample.ts';
import { beginPart } from './blob-writer.ts';
import type { PartPlace, StoredBlob } from './blob-writer.ts';

/** Left free beside the file: the log and the books go on being written. */
const reserve = 64 * 1024 * 1024;

export type KeepTask = {
  readonly path: string;
  /** name of the part that the bytes go into; whoever chose it settles or drops it */
  readonly part: string;
  readonly place: PartPlace;
  readonly signal: CancelSignal;
  /** after each block: bytes of this file so far */
  readonly onBytes: (done: number) => void;
};

/** The file's name as people know it, on every system. */
export const fileNameOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;

/** @throws Refused disk_full when the evidence would not fit */
async function requireRoom(dir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  if (bavail * bsize < bytes + reserve) throw new Refused({ code: 'disk_full', at: path.basename(dir), args: { needed: bytes + reserve } });
}

const blockBytes = 1024 * 1024;

/**
 * The file in order; each block is gone when the next is asked for, so that memory is one block however long the file is. What the system
 * says when a stick was pulled out or a share went away is one thing to people: the file cannot be read.
 */
async function* readBlocks(handle: Awaited<ReturnType<typeof openFile>>, at: string): AsyncGenerator<Buffer> {
  const block = Buffer.allocUnsafe(blockBytes);
  for (let from = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, blockBytes, from).catch(() => {
      throw new Refused({ code: 'file_unreadable', at });
    });
    if (bytesRead === 0) return;
    from += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}

/**
 * Hashes and encrypts a file in one pass, with memory of a block, into a part without a name of its own; on disk when this returns.
 * @throws Refused file_unreadable, file_changed (it grew, shrank or was written to meanwhile), disk_full, cancelled; nothing stays then
 */
export async function keepFile({ path: file, part, place, signal, onBytes }: KeepTask): Promise<StoredBlob> {
  const at = fileNameOf(file);
  const handle = await openFile(file);
  try {
    const before = await handle.stat();
    await requireRoom(path.dirname(place.folder), before.size);
    const blob = await beginPart(place, part);
    try {
      let done = 0;
      for await (const block of readBlocks(handle, at)) {
        if (signal.aborted) throw new Refused({ code: 'cancelled', at });
        await blob.write(block);
        done += block.length;
        onBytes(done);
      }
      const after = await handle.stat();
      if (done !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
        throw new Refused({ code: 'file_changed', at });
      return await blob.leave();
    } catch (error) {
      await blob.abort();
      throw error;
    }
  } finally {
    await handle.close();
  }
}
