import { asc, desc, eq, lt } from 'drizzle-orm';
import { errorLog, setting, viewState } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** All settings of the vault, as text. */
export function readSettings(db: ReadDb): ReadonlyMap<string, string> {
  const rows = db.orm.select({ key: setting.key, value: setting.value }).from(setting).orderBy(asc(setting.key)).all();
  return new Map(rows.map((row) => [row.key, row.value]));
}

export function saveSetting(db: WriteDb, key: string, value: string): void {
  db.orm.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } }).run();
}

/** What a screen remembers, or null. */
export function viewValue(db: ReadDb, key: string): string | null {
  return db.orm.select({ value: viewState.value }).from(viewState).where(eq(viewState.key, key)).get()?.value ?? null;
}

export function saveView(db: WriteDb, key: string, value: string): void {
  db.orm.insert(viewState).values({ key, value }).onConflictDoUpdate({ target: viewState.key, set: { value } }).run();
}

/** An unexpected failure: code, thing and stack frames, no values. */
export type LoggedError = { readonly at: string; readonly code: string; readonly thing: string; readonly stack: string };

const keptErrors = 1000;

/** Keeps the newest thousand. */
export function logError(db: WriteDb, error: LoggedError): void {
  const { lastInsertRowid } = db.orm.insert(errorLog).values(error).run();
  db.orm
    .delete(errorLog)
    .where(lt(errorLog.id, Number(lastInsertRowid) - keptErrors + 1))
    .run();
}

/** Newest first. */
export function recentErrors(db: ReadDb, limit: number): readonly LoggedError[] {
  return db.orm
    .select({ at: errorLog.at, code: errorLog.code, thing: errorLog.thing, stack: errorLog.stack })
    .from(errorLog)
    .orderBy(desc(errorLog.id))
    .limit(limit)
    .all();
}
