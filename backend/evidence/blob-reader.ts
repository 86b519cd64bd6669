import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { blobShape, chunkBytes, fileKey, headerBytes, openChunk, readHeader, sealedBytes, type BlobCipher } from './blob-format.ts';

/** A blob open for reading; whoever opened it closes the handle. */
export type OpenBlob = {
  readonly handle: FileHandle;
  readonly cipher: BlobCipher;
  readonly chunks: number;
  /** plain bytes */
  readonly bytes: number;
  /** file name, for refusals */
  readonly at: string;
};

/** @throws Refused vault_damaged when the file is missing, too short or no blob */
export async function openBlob(file: string, evidenceKey: Uint8Array): Promise<OpenBlob> {
  const at = path.basename(file);
  const handle = await open(file, 'r').catch(() => {
    throw new Refused({ code: 'vault_damaged', at });
  });
  try {
    const shape = blobShape((await handle.stat()).size, at);
    const header = await readAt(handle, { from: 0, length: headerBytes, at });
    return { handle, at, ...shape, cipher: { key: fileKey(evidenceKey, readHeader(header, at).salt), header } };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Plain bytes [offset, offset + length), cut at the end. Reads and authenticates only the chunks that it touches. */
export async function readRange(blob: OpenBlob, offset: number, length: number): Promise<Buffer> {
  const from = Math.min(Math.max(0, offset), blob.bytes);
  const to = Math.min(from + Math.max(0, length), blob.bytes);
  if (from === to) return Buffer.alloc(0);
  const first = Math.floor(from / chunkBytes);
  const parts: Buffer[] = [];
  for (let counter = first; counter * chunkBytes < to; counter += 1) parts.push(await readChunk(blob, counter));
  return Buffer.concat(parts).subarray(from - first * chunkBytes, to - first * chunkBytes);
}

/** The plain bytes chunk by chunk; the file is closed when the reader stops early, too. */
export async function* streamBlob(file: string, evidenceKey: Uint8Array): AsyncGenerator<Buffer> {
  const blob = await openBlob(file, evidenceKey);
  try {
    for (let counter = 0; counter < blob.chunks; counter += 1) yield await readChunk(blob, counter);
  } finally {
    await blob.handle.close();
  }
}

/** SHA-256 of the plain bytes. @throws Refused vault_damaged */
export async function hashOfBlob(file: string, evidenceKey: Uint8Array): Promise<Sha256> {
  const hash = createHash('sha256');
  for await (const bytes of streamBlob(file, evidenceKey)) hash.update(bytes);
  return hash.digest('hex') as Sha256;
}

async function readChunk(blob: OpenBlob, counter: number): Promise<Buffer> {
  const last = counter === blob.chunks - 1;
  const plain = last ? blob.bytes - counter * chunkBytes : chunkBytes;
  const length = plain + sealedBytes - chunkBytes;
  const sealed = await readAt(blob.handle, { from: headerBytes + counter * sealedBytes, length, at: blob.at });
  return openChunk(blob.cipher, sealed, { counter, last, at: blob.at });
}

async function readAt(handle: FileHandle, what: { readonly from: number; readonly length: number; readonly at: string }): Promise<Buffer> {
  const buffer = Buffer.alloc(what.length);
  let filled = 0;
  while (filled < what.length) {
    const { bytesRead } = await handle.read(buffer, filled, what.length - filled, what.from + filled);
    if (bytesRead === 0) throw new Refused({ code: 'vault_damaged', at: what.at });
    filled += bytesRead;
  }
  return buffer;
}
