import fs from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { Refused } from '../domain/model/refused.ts';
import { pageSize } from './connect.ts';

/** The file's size now, before anybody looks into it; zero when it is not there. */
export const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Bytes behind the last page are read by nobody and authenticated by nothing: somebody put them there. Our databases never shrink, so a
 * file that was measured before the question is at most as long as the pages that the database has by now, whoever writes meanwhile.
 * (A file that lacks pages SQLite itself finds.)
 * @param measured `sizeOf(file)` taken before @throws Refused vault_damaged
 */
export function checkLength(db: Database.Database, file: string, measured: number): void {
  const pages = Number(db.pragma('page_count', { simple: true }));
  if (measured > pages * pageSize) throw new Refused({ code: 'vault_damaged', at: basename(file) });
}
