import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openAssay } from '../../db/open.ts';
import type { Store } from '../../db/store.ts';
import { Refused } from '../../domain/model/refused.ts';
import { asDiskRefusal, makeFolder, syncFolder } from '../evidence/durable.ts';
import { checkFolder } from './check.ts';
import type { VaultKeys } from './keys.ts';
import { assayFile } from './session.ts';
import { readVaultFile } from './vault-file.ts';

/** `copy` counts bytes, `check` counts cases. */
export type CopyReport = (step: { readonly stage: 'copy' | 'check'; readonly done: number; readonly total: number }) => void;

/** What a finished blob is called; parts of interrupted writing have no such name. */
export const blobForm = /^[0-9a-f]{2}[\\/][0-9a-f]{64}(-[0-9a-f]{32})?$/;

/** @throws Refused backup_failed, naming the file */
export async function proveFolder(
  dir: string,
  keys: VaultKeys,
  report: CopyReport,
  prepare: (assay: Store) => void = () => undefined,
): Promise<void> {
  try {
    readVaultFile(dir);
    const assay = openAssay(assayFile(dir), keys.assay);
    try {
      await checkFolder({ dir, keys, assay }, report);
      prepare(assay);
      assay.checkpoint();
    } finally {
      assay.close();
    }
  } catch (error) {
    if (error instanceof Refused && error.code === 'vault_damaged') throw new Refused({ code: 'backup_failed', at: error.at });
    throw error;
  }
}

/** Builds a folder beside its place under another name, and renames it when `build` has ended well. */
export async function intoPlace<T>(to: string, build: (part: string) => Promise<T>): Promise<T> {
  const part = `${path.resolve(to)}.part-${randomBytes(4).toString('hex')}`;
  makeFolder(part, path.basename(to));
  try {
    const built = await build(part);
    if (fs.existsSync(to)) fs.rmdirSync(to);
    fs.renameSync(part, path.resolve(to));
    syncFolder(path.dirname(part));
    return built;
  } catch (error) {
    fs.rmSync(part, { recursive: true, force: true });
    throw asDiskRefusal(error, path.basename(to));
  }
}
