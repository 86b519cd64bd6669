import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { asDiskRefusal } from '../evidence/durable.ts';

export type Written = { readonly bytes: number; readonly sha256: Sha256 };

/**
 * Writes a new file piece by piece, on disk when this returns; nothing stays of one that was refused or cancelled.
 * @param named what a refusal names @throws Refused disk_full, file_unwritable, cancelled
 */
export async function writeStreamed(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  { signal, named }: { readonly signal: CancelSignal; readonly named: string },
): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      for await (const piece of pieces) {
        if (signal.aborted) throw new Refused({ code: 'cancelled', at: named });
        hash.update(piece);
        bytes += piece.length;
        await handle.writeFile(piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(file, { force: true });
    throw refusalOf(error, named);
  }
  return { bytes, sha256: hash.digest('hex') as Sha256 };
}

const impossible = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'EIO', 'ENXIO'];

function refusalOf(error: unknown, named: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return impossible.includes(code) ? new Refused({ code: 'file_unwritable', at: named }) : asDiskRefusal(error, path.basename(named));
}
