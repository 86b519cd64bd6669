import { basename } from 'node:path';
import { tableNames } from '../domain/model/books.ts';
import { connect } from './connect.ts';
import { asRefused } from './failures.ts';
import { showTerms } from './search/full-text.ts';
import { storeOf } from './store.ts';
import type { Store } from './store.ts';

/**
 * Books as they are at this moment, for as long as the store is open: whatever is written meanwhile is not seen.
 * @param key 32 bytes @throws Refused vault_damaged
 */
export function openSnapshot(file: string, key: Uint8Array, cacheMiB: number): Store {
  const db = connect(file, key, { readonly: true, cacheMiB });
  try {
    for (const table of tableNames) db.exec(showTerms(table));
    db.exec('BEGIN');
    return storeOf(db, file, basename(file));
  } catch (error) {
    db.close();
    throw asRefused(error, basename(file));
  }
}
