import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';

/** Ending of files that are being written. */
export const partEnding = '.part';

/** Makes a rename or a new name in this folder survive a power cut. Windows has no such call and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Replaces a small file as one step: temporary file, fsync, rename, fsync of the folder. @throws Refused disk_full */
export function replaceFile(file: string, bytes: string | Uint8Array): void {
  const temporary = `${file}.new`;
  try {
    const handle = fs.openSync(temporary, 'w', 0o600);
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
    syncFolder(path.dirname(file));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw asDiskRefusal(error, path.basename(file));
  }
}

/** ENOSPC and EDQUOT as `disk_full`, EACCES and EROFS as `file_unreadable`; anything else unchanged. @param at the file's name */
export function asDiskRefusal(error: unknown, at: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refused({ code: 'disk_full', at });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new Refused({ code: 'file_unreadable', at });
  return error;
}

/** Makes a folder of this user alone, with those above it. @throws Refused file_exists where a file has the name, file_unreadable, disk_full */
export function makeFolder(dir: string): void {
  const at = path.basename(dir);
  try {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new Refused({ code: 'file_exists', at });
    throw code === 'ENOENT' ? new Refused({ code: 'file_unreadable', at }) : asDiskRefusal(error, at);
  }
}

/** Removes what interrupted writing left in the evidence folder: such files were never named and belong to nothing. */
export function purgeParts(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) if (entry.endsWith(partEnding)) fs.rmSync(path.join(folder, entry), { force: true });
}
