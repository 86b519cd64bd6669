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

/** ENOSPC and EDQUOT as `disk_full`, EACCES, EPERM and EROFS as `file_unwritable`; anything else unchanged. @param at the file's name */
export function asDiskRefusal(error: unknown, at: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refused({ code: 'disk_full', at });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new Refused({ code: 'file_unwritable', at });
  return error;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : '');

/**
 * Makes a folder of this user alone, with those above it. One by one from the first that is missing: Node's own recursive way never ends
 * where the system says "no such place" below a folder that is there (/proc).
 * @param at what a refusal names
 * @throws Refused file_exists where a file has the name; file_unwritable where none can be made; disk_full
 */
export function makeFolder(dir: string, at = path.basename(dir)): void {
  const missing: string[] = [];
  for (let above = path.resolve(dir); !fs.existsSync(above); above = path.dirname(above)) {
    missing.unshift(above);
    if (path.dirname(above) === above) break;
  }
  try {
    for (const folder of missing) makeOne(folder);
    if (!fs.statSync(dir).isDirectory()) throw new Refused({ code: 'file_exists', at });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new Refused({ code: 'file_exists', at });
    const impossible = code === 'ENOENT' || code === 'ENAMETOOLONG' || code === 'ELOOP' || code === 'EINVAL';
    throw impossible ? new Refused({ code: 'file_unwritable', at }) : asDiskRefusal(error, at);
  }
}

/** Another process may make it at the same moment. */
function makeOne(folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Removes what interrupted writing left in the evidence folder: such files were never named and belong to nothing. */
export function purgeParts(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) if (entry.endsWith(partEnding)) fs.rmSync(path.join(folder, entry), { force: true });
}
