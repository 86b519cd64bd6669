import fs from 'node:fs';
import path from 'node:path';
import { openBooks, requireContent } from '../../db/open.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { readMeta } from '../../db/repositories/meta.ts';
import type { Store } from '../../db/store.ts';
import type { CaseId, InstallId, UserId, VaultId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { blobStore, type BlobStore } from '../evidence/blob-store.ts';
import { syncFolder } from '../evidence/durable.ts';
import { caseKeysIn, makeCaseKeys } from './case-keys.ts';
import { forget, keyIdOf, unwrapKey, wrapKey, type CaseKeys, type VaultKeys } from './keys.ts';
import type { VaultLock } from './lock.ts';

/** Where a child process finds a case's books, and the key it is given. */
export type BooksAccess = { readonly file: string; readonly key: Buffer };

/** An unlocked vault. It holds keys: `close` ends it, and ending the process is what truly drops them. */
export type VaultSession = {
  readonly vaultId: VaultId;
  readonly name: string;
  readonly userId: UserId;
  readonly userName: string;
  readonly installId: InstallId;
  readonly dir: string;
  readonly assay: Store;
  /** The one writing connection to a case's books, made on first use. @throws Refused case_missing, vault_damaged */
  readonly books: (caseId: CaseId) => Store;
  /** A connection of its own that only reads; the caller closes it. @throws Refused case_missing, vault_damaged */
  readonly booksReader: (caseId: CaseId) => Store;
  /** For a child process that reads the books. @throws Refused case_missing */
  readonly booksAccess: (caseId: CaseId) => BooksAccess;
  /** @throws Refused case_missing, vault_damaged */
  readonly caseKeys: (caseId: CaseId) => CaseKeys;
  /** Makes and stores the data key of a new case; inside `assay.write` it joins that transaction. */
  readonly newCaseKeys: (caseId: CaseId) => CaseKeys;
  /** @throws Refused case_missing, vault_damaged */
  readonly blobs: (caseId: CaseId) => BlobStore;
  /** Wraps a secret of the vault (a signing key) for table key_envelope. @param context what it is, bound to the envelope */
  readonly wrapSecret: (secret: Uint8Array, context: string) => Buffer;
  /** @throws Refused vault_damaged when the envelope or its context was changed */
  readonly unwrapSecret: (envelope: Uint8Array, context: string) => Buffer;
  readonly close: () => void;
};

export const assayFile = (dir: string): string => path.join(dir, 'assay.db');
export const booksFile = (dir: string, caseId: CaseId): string => path.join(dir, 'books', `${caseId}.db`);
export const evidenceFolder = (dir: string): string => path.join(dir, 'evidence');
export const secretContext = (context: string): string => `assay/v1/secret:${context}`;

/** What a session is made of. `keys` and `assay` change hands when the vault is rotated. */
export type SessionParts = {
  readonly dir: string;
  readonly installId: InstallId;
  readonly lock: VaultLock;
  keys: VaultKeys;
  assay: Store;
};

const partsOf = new WeakMap<VaultSession, SessionParts>();

/** The inside of a session, for the vault's own operations (rotate, backup, change of passphrase). */
export function sessionParts(session: VaultSession): SessionParts {
  const parts = partsOf.get(session);
  if (parts === undefined) throw new Refused({ code: 'vault_locked' });
  return parts;
}

const readiers = new WeakMap<VaultSession, (caseId: CaseId, books: Store) => void>();

/** Runs `ready` on the books of a case when they are opened, before anybody reads them. */
export function whenBooksOpen(session: VaultSession, ready: (caseId: CaseId, books: Store) => void): void {
  readiers.set(session, ready);
}

const closers = new WeakMap<VaultSession, Set<() => void>>();

/** Runs `end` when the session is closed: for processes that were given its keys. @returns forgets it */
export function whenClosed(session: VaultSession, end: () => void): () => void {
  const ends = closers.get(session) ?? new Set();
  closers.set(session, ends.add(end));
  return () => void ends.delete(end);
}

/** @param parts owned by the session from now on @throws Refused vault_damaged */
export function sessionOf(parts: SessionParts): VaultSession {
  const opened = new Map<CaseId, Store>();
  const known = new Map<CaseId, CaseKeys>();
  const stores = new Map<CaseId, BlobStore>();
  const meta = parts.assay.read(readMeta);
  const keysOf = (caseId: CaseId): CaseKeys => remembered(known, caseId, () => caseKeysIn(parts, caseId));
  const madeReady = (caseId: CaseId, books: Store): Store => {
    try {
      readiers.get(session)?.(caseId, books);
      return books;
    } catch (error) {
      books.close();
      throw error;
    }
  };
  const session: VaultSession = {
    ...meta,
    dir: parts.dir,
    installId: parts.installId,
    get assay() {
      return parts.assay;
    },
    caseKeys: keysOf,
    books: (caseId) => remembered(opened, caseId, () => madeReady(caseId, openCaseBooks(parts, caseId, keysOf(caseId)))),
    booksReader: (caseId) => openBooks(booksFile(parts.dir, caseId), keysOf(caseId).books, { readonly: true }),
    booksAccess: (caseId) => ({ file: booksFile(parts.dir, caseId), key: keysOf(caseId).books }),
    // not remembered: the transaction that it joins may yet be rolled back
    newCaseKeys: (caseId) => makeCaseKeys(parts, caseId),
    blobs: (caseId) => remembered(stores, caseId, () => caseBlobs(parts, keysOf(caseId))),
    wrapSecret: (secret, context) => wrapKey(parts.keys.secretWrap, secret, secretContext(context)),
    unwrapSecret: (envelope, context) => unwrapSecret(parts, envelope, context),
    close: () => {
      if (!partsOf.delete(session)) return;
      for (const end of closers.get(session) ?? []) end();
      for (const books of opened.values()) books.close();
      parts.assay.close();
      for (const keys of known.values()) forget(keys.dataKey, keys.books, keys.evidence);
      forget(...Object.values(parts.keys));
      parts.lock.release();
    },
  };
  partsOf.set(session, parts);
  return session;
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function openCaseBooks(parts: SessionParts, caseId: CaseId, keys: CaseKeys): Store {
  const file = booksFile(parts.dir, caseId);
  const imports = parts.assay.read((db) => listImports(db, caseId));
  if (imports.length > 0) requireContent(file);
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // SQLite puts the name of the file on the disk, not that of its folder
  syncFolder(parts.dir);
  const books = openBooks(file, keys.books);
  try {
    requireImports(books, imports);
    return books;
  } catch (error) {
    books.close();
    throw error;
  }
}

/**
 * Books that lack an import of the log are not the case's books: lost and made anew, or an older copy. They would show fewer rows, or
 * none, as if that were all.
 * @throws Refused vault_damaged
 */
export function requireImports(books: Store, imports: readonly ImportHeader[]): void {
  const held = new Map(books.read(listBookImports).map((one) => [one.importId, one.rows]));
  if (imports.every((one) => held.get(one.importId) === one.rows)) return;
  throw new Refused({ code: 'vault_damaged', at: path.basename(books.file) });
}

function caseBlobs(parts: SessionParts, keys: CaseKeys): BlobStore {
  return blobStore({
    folder: evidenceFolder(parts.dir),
    evidenceKey: keys.evidence,
    keyId: keyIdOf(keys.evidence),
    // asked each time: rotation changes it
    get nameKey() {
      return parts.keys.blobNames;
    },
  });
}

function unwrapSecret(parts: SessionParts, envelope: Uint8Array, context: string): Buffer {
  const secret = unwrapKey(parts.keys.secretWrap, envelope, secretContext(context));
  if (secret === null) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
  return secret;
}
