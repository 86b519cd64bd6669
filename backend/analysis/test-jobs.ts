import { createHash } from 'node:crypto';
import { openBooks } from '../../db/open.ts';
import { keepColumns } from '../../db/queries/kept-columns.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import type { Store } from '../../db/store.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { packWithDigits } from '../../domain/packs/currency.ts';
import { packFromBytes } from '../packs/load-pack.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import type { NamedLink } from './confirmed-links.ts';
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
  /** confirmed links of the kinds that the test goes by */
  readonly links: readonly NamedLink[];
};

export type TestJobs = { 'test.run': { readonly input: TestRequest; readonly output: RunOutcome } };

/** Pages of the books that a process keeps: a scan decrypts each page once. */
const cacheMiB = 256;
/** Columns that a process keeps, by estimate: the ledger and declaration columns of all tests on 1,300,000 rows take 500 MiB. */
const columnsMiB = 768;

type OpenBooks = { readonly file: string; readonly proof: string; readonly store: Store; readonly columns: KeptColumns };

const proofOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('hex');

/** The books that were asked for last stay open; others are closed, with all that was kept of them. */
function lastBooks(): (books: TestRequest['books']) => OpenBooks {
  let open: OpenBooks | null = null;
  return ({ file, key }) => {
    const proof = proofOf(key);
    if (open !== null && open.file === file && open.proof === proof) return open;
    open?.store.close();
    open = null;
    const store = openBooks(file, key, { readonly: true, cacheMiB });
    open = { file, proof, store, columns: keepColumns(columnsMiB * 2 ** 20) };
    return open;
  };
}

function runOn({ store, columns: kept }: OpenBooks, request: TestRequest): RunOutcome {
  const pack = packWithDigits(packFromBytes(request.pack).pack, request.digits ?? {});
  const test = testOf(request.test);
  return store.read((books) => {
    const imports = listBookImports(books).filter((i) => request.imports.includes(i.importId));
    return runTest({ books, test, params: request.params, pack, imports, links: request.links, kept });
  });
}

/**
 * Runs tests over books that this process opens with a handle that cannot write. The connection, its pages and the columns that were
 * read stay for the next run, at most about 1 GiB of them; what a run sees is the state of its own start all the same.
 */
export function testJobs(): JobHandlers<TestJobs> {
  const booksOf = lastBooks();
  return {
    'test.run': (request) => {
      const open = booksOf(request.books);
      request.books.key.fill(0);
      return runOn(open, request);
    },
  };
}
