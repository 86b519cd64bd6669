import { asc, eq } from 'drizzle-orm';
import type { TableName } from '../../domain/model/books.ts';
import { mappingProfile } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** A saved column mapping. @param body JSON text; whoever reads it lets the profile's schema accept it */
export type ProfileRecord = { readonly name: string; readonly table: TableName; readonly body: string };

/** By name. */
export function listProfiles(db: ReadDb): readonly ProfileRecord[] {
  return db.orm
    .select({ name: mappingProfile.name, table: mappingProfile.table, body: mappingProfile.body })
    .from(mappingProfile)
    .orderBy(asc(mappingProfile.name))
    .all() as ProfileRecord[];
}

/** Saves under its name, over an older one of that name. */
export function saveProfile(db: WriteDb, profile: ProfileRecord): void {
  db.orm
    .insert(mappingProfile)
    .values(profile)
    .onConflictDoUpdate({ target: mappingProfile.name, set: { table: profile.table, body: profile.body } })
    .run();
}

/** @returns false when there is none of that name */
export function removeProfile(db: WriteDb, name: string): boolean {
  return db.orm.delete(mappingProfile).where(eq(mappingProfile.name, name)).run().changes > 0;
}
