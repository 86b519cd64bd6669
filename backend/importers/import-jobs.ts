import { openBooks } from '../../db/open.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import type { ImportSource } from './preview.ts';
import { runImport } from './run-import.ts';
import type { ImportOutcome, ImportTask } from './run-import.ts';

/** One import, with the keys of the one case that it writes to. */
export type ImportRequest = Omit<ImportSource, 'params'> & Pick<ImportTask, 'importId' | 'evidence' | 'there' | 'reading' | 'place'>;

export type ImportJobs = { 'import.run': { readonly input: ImportRequest; readonly output: ImportOutcome } };

/** For the small questions beside the load, which has a connection of its own. */
const cacheMiB = 4;

/** Imports files in a process that has the keys of one case's books and evidence and of nothing else. */
export const importJobs = (): JobHandlers<ImportJobs> => ({
  'import.run': async (request, context) => {
    const books = openBooks(request.place.file, request.place.key, { cacheMiB });
    try {
      return await runImport({ ...request, ...context, books });
    } finally {
      books.close();
      request.place.key.fill(0);
      request.evidence.evidenceKey.fill(0);
    }
  },
});
