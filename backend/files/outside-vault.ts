import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';

/** The place as the system knows it: links followed, letters as they are written on the disk; what is not there yet stays as it is said. */
function placeOf(file: string): string {
  const rest: string[] = [];
  for (let at = path.resolve(file); ; at = path.dirname(at)) {
    try {
      return path.join(fs.realpathSync.native(at), ...rest);
    } catch {
      if (path.dirname(at) === at) return path.resolve(file);
      rest.unshift(path.basename(at));
    }
  }
}

/**
 * A file that a person has written does not lie in the vault: it could take the place of the vault's own, and it is plain text there.
 * @returns the whole path @throws Refused target_in_vault
 */
export function outsideVault(vaultDir: string, target: string): string {
  const file = path.resolve(target);
  // a link at the end is replaced and not followed: its folder decides
  const from = path.relative(placeOf(vaultDir), placeOf(path.dirname(file)));
  const isInside = from === '' || (from !== '..' && !from.startsWith(`..${path.sep}`) && !path.isAbsolute(from));
  if (isInside) throw new Refused({ code: 'target_in_vault', at: path.basename(file) });
  return file;
}
