import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';

/** Writes beside the target, syncs, renames: a crash leaves the old file or the new one. @throws Refused disk_full, file_unreadable */
export function writeWhole(target: string, bytes: Uint8Array): void {
  const part = path.join(path.dirname(target), `.${path.basename(target)}.part`);
  try {
    const file = fs.openSync(part, 'w', 0o600);
    try {
      fs.writeFileSync(file, bytes);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(part, target);
  } catch (error) {
    fs.rmSync(part, { force: true });
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    throw new Refused({ code: full ? 'disk_full' : 'file_unreadable', at: target });
  }
}
