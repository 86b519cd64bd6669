import fs from 'node:fs';
import path from 'node:path';
import type { Sha256 } from '../../domain/model/ids.ts';
import { hashOfBlob } from './blob-reader.ts';
import { keyIdOfBlob, locateBlob } from './blob-store.ts';
import { syncFolder } from './durable.ts';

/** The evidence of one case: its key, and the hashes that its log knows. */
export type CaseEvidence = { readonly evidenceKey: Buffer; readonly keyId: Buffer; readonly hashes: readonly Sha256[] };

export type NameKeys = { readonly from: Buffer; readonly to: Buffer };

/**
 * Renames blobs from one name key to another. Known hashes are found by name; any other file (evidence whose import was interrupted)
 * is decrypted for its hash. A file whose case key is gone stays as it is: nobody can read it.
 * Safe to repeat after an interruption. @returns files renamed @throws Refused vault_damaged
 */
export async function moveBlobs(folder: string, names: NameKeys, cases: readonly CaseEvidence[]): Promise<number> {
  let moved = 0;
  const settled = new Set<string>();
  for (const one of cases)
    for (const sha256 of one.hashes) {
      moved += moveOne({ folder, names, one, sha256 });
      settled.add(locateBlob({ ...one, folder, nameKey: names.to }, sha256).file);
    }
  for (const file of blobFiles(folder)) if (!settled.has(file)) moved += await moveUnknown({ folder, names, file }, cases);
  return moved;
}

type Move = { readonly folder: string; readonly names: NameKeys; readonly one: CaseEvidence; readonly sha256: Sha256 };

function moveOne({ folder, names, one, sha256 }: Move): number {
  const to = locateBlob({ ...one, folder, nameKey: names.to }, sha256);
  const from = locateBlob({ ...one, folder, nameKey: names.from }, sha256);
  if (to.present || !from.present) return 0;
  const target = path.dirname(to.file);
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  fs.renameSync(from.file, to.file);
  syncFolder(target);
  syncFolder(folder);
  return 1;
}

async function moveUnknown(
  { folder, names, file }: { readonly folder: string; readonly names: NameKeys; readonly file: string },
  cases: readonly CaseEvidence[],
): Promise<number> {
  const keyId = keyIdOfBlob(file);
  const one = cases.find((candidate) => keyId !== null && candidate.keyId.equals(keyId));
  if (one === undefined) return 0;
  return moveOne({ folder, names, one, sha256: await hashOfBlob(file, one.evidenceKey) });
}

/** Every blob of the evidence folder, as paths. */
export function blobFiles(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((name) => fs.readdirSync(path.join(folder, name)).map((file) => path.join(folder, name, file)));
}
