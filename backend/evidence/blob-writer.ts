import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '../../domain/model/ids.ts';
import { blobHeader, chunkBytes, fileKey, sealChunk, type BlobCipher } from './blob-format.ts';
import { asDiskRefusal, partEnding, syncFolder } from './durable.ts';

export type StoredBlob = { readonly sha256: Sha256; readonly bytes: number };

/** @property takeBack for when it could not be recorded: removes the blob again; harmless where it was there before */
export type NamedBlob = StoredBlob & { readonly takeBack: () => void };

/** Takes a blob's bytes in order into a file without a name of its own, ends with `leave` or `abort`. */
export type PartWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** On disk when this returns; `settlePart` gives it its name. */
  readonly leave: () => Promise<StoredBlob>;
  readonly abort: () => Promise<void>;
};

/** Takes a blob's bytes in order, ends with `finish` or `abort`. */
export type BlobWriter = Pick<PartWriter, 'write' | 'abort'> & {
  /** On disk under its name when this returns. */
  readonly finish: () => Promise<NamedBlob>;
};

/** One MiB per write: a write costs more than the encryption of a chunk. */
const chunksPerWrite = 16;

/** Where parts are written and what seals them: enough for a process that may write evidence and read none by its hash. */
export type PartPlace = { readonly folder: string; readonly evidenceKey: Uint8Array; readonly keyId: Uint8Array };
type Target = { readonly file: string; readonly present: boolean };

/** File of a part that is being written. @param name chosen by whoever may have to remove it */
export const partFile = (folder: string, name: string): string => path.join(folder, `${name}${partEnding}`);

/** @param locate where the finished blob belongs @throws Refused disk_full */
export async function beginBlob(place: PartPlace, locate: (sha256: Sha256) => Target): Promise<BlobWriter> {
  const name = randomBytes(16).toString('hex');
  const part = await beginPart(place, name);
  return {
    write: part.write,
    abort: part.abort,
    finish: async () => {
      const stored = await part.leave();
      const target = locate(stored.sha256);
      await settlePart(partFile(place.folder, name), target);
      return { ...stored, takeBack: takeBackOf(target) };
    },
  };
}

/** @throws Refused disk_full */
export async function beginPart(place: PartPlace, name: string): Promise<PartWriter> {
  const salt = randomBytes(32);
  const header = blobHeader(place.keyId, salt);
  const cipher: BlobCipher = { key: fileKey(place.evidenceKey, salt), header };
  fs.mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const temporary = partFile(place.folder, name);
  const handle = await open(temporary, 'wx', 0o600);
  const sealed = chunkSealer(handle, cipher);
  const abort = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
  };
  try {
    await handle.write(header);
  } catch (error) {
    await abort();
    throw asDiskRefusal(error, 'evidence');
  }
  return {
    write: (bytes) => sealed.write(bytes),
    leave: async () => {
      const stored = await sealed.finish();
      await handle.sync();
      await handle.close();
      return stored;
    },
    abort,
  };
}

/** Collects 64 KiB before it seals: only when more bytes come is it known that a chunk is not the last one. */
function chunkSealer(
  handle: FileHandle,
  cipher: BlobCipher,
): { write: (bytes: Uint8Array) => Promise<void>; finish: () => Promise<StoredBlob> } {
  const hash = createHash('sha256');
  const pending = Buffer.alloc(chunkBytes);
  let sealed: Buffer[] = [];
  let filled = 0;
  let counter = 0;
  let total = 0;
  const flush = async (last: boolean): Promise<void> => {
    sealed.push(sealChunk(cipher, pending.subarray(0, filled), counter, last));
    counter += 1;
    filled = 0;
    if (!last && sealed.length < chunksPerWrite) return;
    const parts = sealed;
    sealed = [];
    await writeAll(handle, parts);
  };
  return {
    write: async (bytes) => {
      hash.update(bytes);
      total += bytes.length;
      for (let from = 0; from < bytes.length; ) {
        if (filled === chunkBytes) await flush(false);
        const part = bytes.subarray(from, from + chunkBytes - filled);
        pending.set(part, filled);
        filled += part.length;
        from += part.length;
      }
    },
    finish: async () => {
      await flush(true);
      pending.fill(0);
      return { sha256: hash.digest('hex') as Sha256, bytes: total };
    },
  };
}

/** A short write is finished by hand: the driver of the disk may take less than it was given. */
async function writeAll(handle: FileHandle, parts: readonly Buffer[]): Promise<void> {
  const bytes = Buffer.concat(parts);
  try {
    for (let written = 0; written < bytes.length; ) written += (await handle.write(bytes, written)).bytesWritten;
  } catch (error) {
    throw asDiskRefusal(error, 'evidence');
  }
}

/** Undoes a `settlePart` to that target. */
export const takeBackOf =
  ({ file, present }: Target): (() => void) =>
  () =>
    present ? undefined : fs.rmSync(file, { force: true });

/** Gives a finished part its name, so that a power cut does not undo it; one that is there already stays. */
export async function settlePart(temporary: string, target: Target): Promise<void> {
  if (target.present) return rm(temporary, { force: true });
  const folder = path.dirname(target.file);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  await rename(temporary, target.file);
  // the folders above may be new themselves
  for (const above of [folder, path.dirname(folder), path.dirname(path.dirname(folder))]) syncFolder(above);
}
