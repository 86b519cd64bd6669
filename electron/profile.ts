import { createHash } from 'node:crypto';
import path from 'node:path';

/** Chromium's own files, one folder per vault: the single-instance lock lies in it, so that two vaults can be open side by side.
 * @param vaultDir null: the profile's own vault, in the folder itself */
export function profileFolder(base: string, vaultDir: string | null): string {
  if (vaultDir === null) return base;
  return path.join(base, 'windows', createHash('sha256').update(vaultDir).digest('hex').slice(0, 16));
}
