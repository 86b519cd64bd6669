import { openBooks } from '../../db/open.ts';
import type { Store } from '../../db/store.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { packWithDigits } from '../../domain/packs/currency.ts';
import { packFromBytes } from '../packs/load-pack.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { runTest } from './run-test.ts';
import type { RunOutcome } from './run-test.ts';

/** One run of a test. */
export type TestRequest = {
  readonly books: { readonly file: string; readonly key: Uint8Array };
  readonly test: string;
  readonly params: Readonly<Record<string, string>>;
  /** the exact bytes that the case pinned */
  readonly pack: Uint8Array;
  /** minor digits by currency that the profiles of these imports state beside the pack's (`digitsOfImports`) */
  readonly digits?: Readonly<Record<string, number>>;
  /** ids of the imports whose operation stands */
  readonly imports: readonly string[];
};

export type TestJobs = { 'test.run': { readonly input: TestRequest; readonly output: RunOutcome } };

/** Pages of the books that the runs may keep: a scan decrypts each page once. */
const cacheMiB = 256;

function runOn(store: Store, request: TestRequest): RunOutcome {
  const pack = packWithDigits(packFromBytes(request.pack).pack, request.digits ?? {});
  const test = testOf(request.test);
  return store.read((books) => {
    const imports = listBookImports(books).filter((i) => request.imports.includes(i.importId));
    return runTest({ books, test, params: request.params, pack, imports });
  });
}

/** Runs tests over books that this process opens with a handle that cannot write. */
export const testJobs = (): JobHandlers<TestJobs> => ({
  'test.run': (request) => {
    const store = openBooks(request.books.file, request.books.key, { readonly: true, cacheMiB });
    request.books.key.fill(0);
    try {
      return runOn(store, request);
    } finally {
      store.close();
    }
  },
});
