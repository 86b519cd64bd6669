import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { Refused } from '../../domain/model/refused.ts';

/** Bytes of plain text per chunk. */
export const chunkBytes = 65_536;
export const tagBytes = 16;
/** Magic 4, version 1, zeros 3, keyId 16, salt 32. */
export const headerBytes = 56;
/** An encrypted full chunk. */
export const sealedBytes = chunkBytes + tagBytes;

const magic = Buffer.from('ASYB', 'ascii');

/** @param keyId 16 bytes: of the case's evidence key @param salt 32 random bytes, one per file */
export function blobHeader(keyId: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.concat([magic, Buffer.from([1, 0, 0, 0]), keyId, salt]);
}

/** @returns the parts of a header @throws Refused vault_damaged when it is none */
export function readHeader(header: Buffer, at: string): { readonly keyId: Buffer; readonly salt: Buffer } {
  const form = header.subarray(0, 8).equals(Buffer.concat([magic, Buffer.from([1, 0, 0, 0])]));
  if (header.length !== headerBytes || !form) throw new Refused({ code: 'vault_damaged', at });
  return { keyId: header.subarray(8, 24), salt: header.subarray(24, headerBytes) };
}

/** Key of one file: the salt makes counters as nonces safe. @source docs/decisions/vault.md */
export function fileKey(evidenceKey: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', evidenceKey, salt, 'assay/v1/blob', 32));
}

function nonce(counter: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** What one file is encrypted with: its key and its header as additional data. */
export type BlobCipher = { readonly key: Buffer; readonly header: Buffer };

/** @param text at most 64 KiB @param counter from 0 @returns cipher text and tag */
export function sealChunk(cipher: BlobCipher, text: Uint8Array, counter: number, last: boolean): Buffer {
  const gcm = createCipheriv('aes-256-gcm', cipher.key, nonce(counter, last));
  gcm.setAAD(cipher.header);
  return Buffer.concat([gcm.update(text), gcm.final(), gcm.getAuthTag()]);
}

/** @param at place of the chunk for the refusal @throws Refused vault_damaged when the chunk does not authenticate */
export function openChunk(
  cipher: BlobCipher,
  sealed: Buffer,
  place: { readonly counter: number; readonly last: boolean; readonly at: string },
): Buffer {
  try {
    const gcm = createDecipheriv('aes-256-gcm', cipher.key, nonce(place.counter, place.last));
    gcm.setAAD(cipher.header);
    gcm.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([gcm.update(sealed.subarray(0, sealed.length - tagBytes)), gcm.final()]);
  } catch {
    throw new Refused({ code: 'vault_damaged', at: place.at });
  }
}

/** @param fileBytes size of the encrypted file @returns its chunks and plain bytes @throws Refused vault_damaged when no blob has that size */
export function blobShape(fileBytes: number, at: string): { readonly chunks: number; readonly bytes: number } {
  const body = fileBytes - headerBytes;
  const chunks = Math.max(1, Math.ceil(body / sealedBytes));
  const bytes = body - chunks * tagBytes;
  if (bytes < 0 || bytes > chunks * chunkBytes || (bytes === 0 && chunks > 1)) throw new Refused({ code: 'vault_damaged', at });
  return { chunks, bytes };
}
