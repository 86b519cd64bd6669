import { createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { isSha256, type Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { blobShape, headerBytes, readHeader } from './blob-format.ts';
import { hashOfBlob, openBlob, readRange, streamBlob, type OpenBlob } from './blob-reader.ts';
import { beginBlob, partFile, settlePart, takeBackOf, type BlobWriter, type NamedBlob } from './blob-writer.ts';

export type { BlobWriter, StoredBlob } from './blob-writer.ts';

/** Encrypted evidence of one case. Files are immutable and named by what they hold; the name tells a thief nothing. */
export type BlobStore = {
  /** Encrypts and hashes in one pass, with bounded memory. @throws Refused disk_full; whatever `source` throws, leaving nothing behind */
  readonly put: (source: AsyncIterable<Uint8Array>) => Promise<NamedBlob>;
  /** The same, fed by the caller, who must call `finish` or `abort`. */
  readonly begin: () => Promise<BlobWriter>;
  /**
   * Takes over a part that another process has finished (`beginPart`).
   * @returns takes it back, for when it could not be recorded; harmless where the blob was there before
   */
  readonly keep: (part: string, sha256: Sha256) => Promise<() => void>;
  /** Removes a part that will not be finished. */
  readonly drop: (part: string) => void;
  readonly has: (sha256: Sha256) => boolean;
  /** Plain bytes. @throws Refused vault_damaged when it is not there */
  readonly size: (sha256: Sha256) => number;
  /** The plain bytes in order. @throws Refused vault_damaged at the chunk that does not authenticate */
  readonly get: (sha256: Sha256) => AsyncIterable<Buffer>;
  /** Plain bytes [offset, offset + length), cut at the end of the blob. @throws Refused vault_damaged */
  readonly read: (sha256: Sha256, offset: number, length: number) => Promise<Buffer>;
  /** Decrypts the whole blob and compares its hash. @throws Refused vault_damaged */
  readonly verify: (sha256: Sha256) => Promise<void>;
};

/** @param folder `evidence` of the vault @param nameKey 32 bytes, of the vault @param evidenceKey 32 bytes, of the case @param keyId of the evidence key */
export type BlobPlace = {
  readonly folder: string;
  readonly nameKey: Uint8Array;
  readonly evidenceKey: Uint8Array;
  readonly keyId: Uint8Array;
};

/** Name of a blob: a plain hash would let a thief confirm a known file. @source docs/decisions/vault.md */
export function blobName(nameKey: Uint8Array, sha256: Sha256): string {
  if (!isSha256(sha256)) throw new TypeError('not a SHA-256');
  return createHmac('sha256', nameKey).update(Buffer.from(sha256, 'hex')).digest('hex');
}

export const blobPath = (folder: string, name: string): string => path.join(folder, name.slice(0, 2), name);

/** Key id in a blob's header, or null when the file does not exist. @throws Refused vault_damaged */
export function keyIdOfBlob(file: string): Buffer | null {
  const header = Buffer.alloc(headerBytes);
  let handle: number;
  try {
    handle = fs.openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const read = fs.readSync(handle, header, 0, headerBytes, 0);
    return Buffer.from(readHeader(header.subarray(0, read), path.basename(file)).keyId);
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Where a blob lies or would lie. Two cases may hold the same file, each under its own key: the second one's name carries its key id.
 * @returns the path, and whether this case's blob is there
 */
export function locateBlob(place: BlobPlace, sha256: Sha256): { readonly file: string; readonly present: boolean } {
  const name = blobName(place.nameKey, sha256);
  const first = blobPath(place.folder, name);
  const second = `${first}-${Buffer.from(place.keyId).toString('hex')}`;
  if (fs.existsSync(second)) return { file: second, present: true };
  const found = keyIdOfBlob(first);
  if (found === null) return { file: first, present: false };
  return timingSafeEqual(found, place.keyId) ? { file: first, present: true } : { file: second, present: false };
}

/** The evidence of one case. */
export function blobStore(place: BlobPlace): BlobStore {
  const use = async <T>(sha256: Sha256, fn: (blob: OpenBlob) => Promise<T>): Promise<T> => {
    const blob = await openBlob(locateBlob(place, sha256).file, place.evidenceKey);
    try {
      return await fn(blob);
    } finally {
      await blob.handle.close();
    }
  };
  const begin = (): Promise<BlobWriter> => beginBlob(place, (sha256) => locateBlob(place, sha256));
  return {
    begin,
    put: async (source) => {
      const writer = await begin();
      try {
        for await (const bytes of source) await writer.write(bytes);
        return await writer.finish();
      } catch (error) {
        await writer.abort();
        throw error;
      }
    },
    keep: async (part, sha256) => {
      const target = locateBlob(place, sha256);
      await settlePart(partFile(place.folder, part), target);
      return takeBackOf(target);
    },
    drop: (part) => fs.rmSync(partFile(place.folder, part), { force: true }),
    has: (sha256) => locateBlob(place, sha256).present,
    size: (sha256) => sizeOf(locateBlob(place, sha256).file),
    get: (sha256) => streamBlob(locateBlob(place, sha256).file, place.evidenceKey),
    read: (sha256, offset, length) => use(sha256, (blob) => readRange(blob, offset, length)),
    verify: async (sha256) => {
      if ((await hashOfBlob(locateBlob(place, sha256).file, place.evidenceKey)) !== sha256)
        throw new Refused({ code: 'vault_damaged', at: blobName(place.nameKey, sha256) });
    },
  };
}

function sizeOf(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new Refused({ code: 'vault_damaged', at: path.basename(file) });
  return blobShape(stat.size, path.basename(file)).bytes;
}
