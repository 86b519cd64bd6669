import fs from 'node:fs';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { keyIdOfBlob, locateBlob } from './blob-store.ts';
import type { BlobPlace } from './blob-store.ts';
import { blobFiles } from './move-blobs.ts';

/** A file that is no blob belongs to nobody here: reading the vault whole names it. */
function keyIdIn(file: string): Buffer | null {
  try {
    return keyIdOfBlob(file);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/**
 * Removes blobs of a case that its log does not know: evidence whose import was interrupted between the file and the operation. To be
 * used when nothing else writes evidence. @param known hashes of everything that the log names @returns files removed
 */
export function purgeOrphanBlobs(place: BlobPlace, known: readonly Sha256[]): number {
  const named = new Set(known.map((sha256) => locateBlob(place, sha256).file));
  const orphans = blobFiles(place.folder).filter((file) => !named.has(file) && keyIdIn(file)?.equals(place.keyId) === true);
  for (const file of orphans) fs.rmSync(file, { force: true });
  return orphans.length;
}
