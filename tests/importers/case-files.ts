import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openBooks } from '../../db/open.ts';
import { listBookImports, settleImport } from '../../db/repositories/books-imports.ts';
import { blobStore } from '../../backend/evidence/blob-store.ts';
import { runImport } from '../../backend/importers/run-import.ts';
import { newId } from '../../backend/vault/new-id.ts';
import type { Store } from '../../db/store.ts';
import type { BlobStore } from '../../backend/evidence/blob-store.ts';
import type { PartPlace } from '../../backend/evidence/blob-writer.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { ImportOutcome } from '../../backend/importers/imported-file.ts';
import type { ImportTask } from '../../backend/importers/run-import.ts';
import { readerParams } from '../../backend/importers/reader-params.ts';
import type { Reading } from '../../backend/importers/reader-params.ts';

/** What a Kazakh pack says. */
export const reading: Reading = { nationalCurrency: 'KZT', minorDigits: { KZT: 2, USD: 2, EUR: 2, KRW: 0, KWD: 3 }, hsLength: 10 };
export const params = readerParams(reading);

/** A CSV fills one table: what is pinned of it stands beside the result. */
export type TestImported = ImportOutcome & ImportOutcome['pins'][number];

/** The real parts of one case in a temporary folder: encrypted books, encrypted evidence. */
export type CaseFiles = {
  readonly dir: string;
  readonly books: Store;
  readonly place: { readonly file: string; readonly key: Buffer };
  readonly blobs: BlobStore;
  readonly evidence: PartPlace;
  readonly file: (name: string, content: string | Uint8Array) => string;
  readonly import: (file: string, options?: Partial<ImportTask>) => Promise<TestImported>;
  readonly importIds: () => ReadonlySet<string>;
  readonly close: () => void;
};

export function caseFiles(dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-import-')), key = randomBytes(32)): CaseFiles {
  const place = { file: path.join(dir, 'books.db'), key };
  const books = openBooks(place.file, place.key);
  const evidence = { folder: path.join(dir, 'evidence'), evidenceKey: key, keyId: key.subarray(0, 16) };
  const blobs = blobStore({ ...evidence, nameKey: key });
  const there: { table: string; sha256: Sha256; bytes: number }[] = [];
  const never = new AbortController().signal;
  return {
    dir,
    books,
    place,
    blobs,
    evidence,
    file: (name, content) => {
      const file = path.join(dir, name);
      fs.writeFileSync(file, content);
      return file;
    },
    import: async (file, options = {}) => {
      const task = {
        path: file,
        table: 'declarations',
        saved: [],
        reading,
        books,
        place,
        evidence,
        signal: never,
        progress: () => undefined,
      } as const;
      const ofTable = there.filter((one) => one.table === (options.table ?? task.table));
      const outcome = await runImport({ ...task, importId: newId(), there: ofTable, ...options });
      const { importId, evidence: stored } = outcome.result;
      await blobs.keep(importId, stored.sha256 as Sha256);
      there.push({ table: options.table ?? task.table, sha256: stored.sha256 as Sha256, bytes: stored.bytes });
      books.write((db) => settleImport(db, outcome.result.importId));
      const [pin] = outcome.pins;
      if (pin === undefined) throw new Error('nothing was imported');
      return { ...outcome, ...pin };
    },
    importIds: () => new Set(books.read(listBookImports).map((i) => i.importId)),
    close: () => {
      books.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
