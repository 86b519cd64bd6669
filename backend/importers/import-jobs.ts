import { openBooks } from '../../db/open.ts';
import type { Store } from '../../db/store.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import type { ImportSource } from './preview.ts';
import { importFound } from './import-found.ts';
import type { FoundTask } from './import-found.ts';
import type { ImportOutcome } from './imported-file.ts';
import { readerOf } from './reading/readers.ts';
import { runImport } from './run-import.ts';
import type { ImportTask } from './run-import.ts';

/** One import, with the keys of the one case that it writes to. */
export type ImportRequest = Omit<ImportSource, 'params'> & Pick<ImportTask, 'importId' | 'evidence' | 'there' | 'reading' | 'place'>;

/** The same for a file that a format reader reads. */
export type FoundRequest = Omit<FoundTask, 'books' | 'signal' | 'progress' | 'params'> & { readonly format: string };

export type ImportJobs = {
  'import.run': { readonly input: ImportRequest; readonly output: ImportOutcome };
  'import.found': { readonly input: FoundRequest; readonly output: ImportOutcome };
};

/** For the small questions beside the load, which has a connection of its own. */
const cacheMiB = 4;

async function withBooks(
  { place, evidence }: Pick<ImportRequest, 'place' | 'evidence'>,
  run: (books: Store) => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  const books = openBooks(place.file, place.key, { cacheMiB });
  try {
    return await run(books);
  } finally {
    books.close();
    place.key.fill(0);
    evidence.evidenceKey.fill(0);
  }
}

/** Imports files in a process that has the keys of one case's books and evidence and of nothing else. */
export const importJobs = (): JobHandlers<ImportJobs> => ({
  'import.run': (request, context) => withBooks(request, (books) => runImport({ ...request, ...context, books })),
  'import.found': (request, context) =>
    withBooks(request, (books) => importFound({ ...request, ...context, books }, readerOf(request.format))),
});
