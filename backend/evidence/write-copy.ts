import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../domain/model/refused.ts';
import { asDiskRefusal } from './durable.ts';

/** A copy that is on disk beside its place, under a name of its own until `nameCopy`. */
export type WrittenCopy = {
  readonly sha256: string;
  readonly bytes: number;
};

function refusalOf(error: unknown, at: string): unknown {
  if (error instanceof Refused) return error;
  const known = asDiskRefusal(error, at);
  return known instanceof Refused ? known : new Refused({ code: 'file_unwritable', at });
}

/**
 * Writes bytes beside a target, with memory of a block. @param to where the bytes go until they have the target's name
 * @throws Refused disk_full, file_unwritable, also where a folder has the name; whatever `source` throws; nothing stays then
 */
export async function writeCopy(
  to: { readonly target: string; readonly temporary: string },
  source: AsyncIterable<Uint8Array>,
): Promise<WrittenCopy> {
  const { target, temporary } = to;
  const at = path.basename(target);
  if (isFolder(target)) throw new Refused({ code: 'file_unwritable', at });
  const handle = await open(temporary, 'wx', 0o600).catch((error: unknown) => {
    throw refusalOf(error, at);
  });
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const block of source) {
      hash.update(block);
      bytes += block.length;
      for (let done = 0; done < block.length; ) done += (await write(handle, block.subarray(done), at)).bytesWritten;
    }
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** A program that looks at every new file (a virus scanner, an index) lets go of it within this time, in milliseconds. */
const patience = [50, 200, 500] as const;
const held: readonly unknown[] = ['EBUSY', 'EPERM', 'EACCES'];

/**
 * Gives a written copy its name; what had the name is replaced. Tried again while another program holds one of the two.
 * @throws Refused file_unwritable, disk_full: the name stands as it was
 */
export async function nameCopy(temporary: string, target: string): Promise<void> {
  for (const wait of [...patience, null]) {
    try {
      fs.renameSync(temporary, target);
      return;
    } catch (error) {
      const isHeld = error instanceof Error && 'code' in error && held.includes(error.code);
      if (!isHeld || wait === null || isFolder(target)) throw refusalOf(error, path.basename(target));
      await sleep(wait);
    }
  }
}

/** A place below a file is none, and is told when it is written to. */
export function isFolder(target: string): boolean {
  try {
    return fs.statSync(target).isDirectory();
  } catch {
    return false;
  }
}

async function write(handle: Awaited<ReturnType<typeof open>>, block: Uint8Array, at: string): Promise<{ bytesWritten: number }> {
  try {
    return await handle.write(block);
  } catch (error) {
    throw refusalOf(error, at);
  }
}
