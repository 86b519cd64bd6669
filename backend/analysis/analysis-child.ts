import { openBooks } from '../../db/open.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { packWithDigits } from '../../domain/packs/currency.ts';
import { toFailure } from '../../contract/rpc/errors.ts';
import type { Failure } from '../../contract/rpc/errors.ts';
import { packFromBytes } from '../packs/load-pack.ts';
import { runTest } from './run-test.ts';
import type { RunOutcome } from './run-test.ts';

/** One run, told over the message channel: the key is never in an argument or the environment. */
export type AnalysisRequest = {
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

export type AnalysisAnswer = { readonly outcome: RunOutcome } | { readonly failure: Failure };

/** Pages of the books that the run may keep: a scan decrypts each page once. */
const cacheMiB = 256;

function answerTo(request: AnalysisRequest): AnalysisAnswer {
  try {
    const store = openBooks(request.books.file, request.books.key, { readonly: true, cacheMiB });
    request.books.key.fill(0);
    try {
      const pack = packWithDigits(packFromBytes(request.pack).pack, request.digits ?? {});
      const test = testOf(request.test);
      return {
        outcome: store.read((books) => {
          const imports = listBookImports(books).filter((i) => request.imports.includes(i.importId));
          return runTest({ books, test, params: request.params, pack, imports });
        }),
      };
    } finally {
      store.close();
    }
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

// a query cannot be interrupted: cancelling is ending this process, and it ends by itself when its parent is gone
process.on('disconnect', () => process.exit(0));
process.once('message', (message) => {
  const answer = answerTo(message as AnalysisRequest);
  process.send?.(answer, () => process.exit(0));
});
