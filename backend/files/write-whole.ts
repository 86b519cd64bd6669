import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';
import { asDiskRefusal, syncFolder } from '../evidence/durable.ts';

/**
 * Writes a file that a person asked for: whole or not at all. Until it is whole it has a name that nothing in its folder had, so that no
 * other file of theirs is touched. @throws Refused disk_full; file_unwritable where it cannot be written
 */
export function writeWhole(target: string, bytes: Uint8Array): void {
  const temporary = path.join(path.dirname(target), `.assay-${randomBytes(8).toString('hex')}.part`);
  try {
    const handle = fs.openSync(temporary, 'wx', 0o600);
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, target);
    syncFolder(path.dirname(target));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    const known = asDiskRefusal(error, path.basename(target));
    throw known instanceof Refused ? known : new Refused({ code: 'file_unwritable', at: target });
  }
}
