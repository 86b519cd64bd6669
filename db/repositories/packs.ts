import { eq } from 'drizzle-orm';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { rulePack } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** The exact bytes of a rule pack, kept so that an old case computes the same for ever. @param sha256 of `bytes` */
export type StoredPack = { readonly sha256: Sha256; readonly pack: string; readonly version: string; readonly bytes: Uint8Array };

/** Keeps a pack; the same bytes twice are one. */
export function storePack(db: WriteDb, pack: StoredPack): void {
  db.orm
    .insert(rulePack)
    .values({ ...pack, bytes: Buffer.from(pack.bytes) })
    .onConflictDoNothing()
    .run();
}

/** @throws Refused pack_missing */
export function storedPack(db: ReadDb, sha256: string): StoredPack {
  const found = db.orm
    .select({ sha256: rulePack.sha256, pack: rulePack.pack, version: rulePack.version, bytes: rulePack.bytes })
    .from(rulePack)
    .where(eq(rulePack.sha256, sha256))
    .get();
  if (found === undefined) throw new Refused({ code: 'pack_missing', at: sha256 });
  return { ...found, sha256: found.sha256 as Sha256 };
}
