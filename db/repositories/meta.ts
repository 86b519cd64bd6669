import { isUuid, type UserId, type VaultId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** Whose vault it is. Made with the vault, never changed. */
export type VaultMeta = { readonly vaultId: VaultId; readonly name: string; readonly userId: UserId; readonly userName: string };

/** One word of the vault's own state. @returns null when it was never written */
export function metaWord(db: ReadDb, key: string): string | null {
  return db.prepare<{ value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value ?? null;
}

/** @param value null takes the word away */
export function setMetaWord(db: WriteDb, key: string, value: string | null): void {
  if (value === null) db.prepareWrite('DELETE FROM meta WHERE key = ?').run(key);
  else
    db.prepareWrite('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
}

/** @throws Refused vault_damaged when a word is missing */
export function readMeta(db: ReadDb): VaultMeta {
  const [vaultId, userId] = [metaWord(db, 'vaultId') ?? '', metaWord(db, 'userId') ?? ''];
  if (!isUuid(vaultId) || !isUuid(userId)) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
  const name = metaWord(db, 'name') ?? '';
  return { vaultId: vaultId as VaultId, userId: userId as UserId, name, userName: metaWord(db, 'userName') ?? name };
}

export function writeMeta(db: WriteDb, meta: VaultMeta): void {
  setMetaWord(db, 'vaultId', meta.vaultId);
  setMetaWord(db, 'userId', meta.userId);
  setMetaWord(db, 'name', meta.name);
  setMetaWord(db, 'userName', meta.userName);
}
