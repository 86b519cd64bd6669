import { openBooks } from '../../db/open.ts';
import { rowsOutside } from '../../db/queries/coverage.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { Store } from '../../db/store.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import type { ImportSource } from './preview.ts';
import { importFound } from './import-found.ts';
import type { FoundTask } from './import-found.ts';
import type { ImportOutcome } from './imported-file.ts';
import { readerOf } from './reading/readers.ts';
import { runImport } from './run-import.ts';
import type { ImportTask } from './run-import.ts';

/** The audited period: first and last day. */
type Period = { readonly from: string; readonly to: string };

/** One import, with the keys of the one case that it writes to. */
export type ImportRequest = Omit<ImportSource, 'params'> &
  Pick<ImportTask, 'importId' | 'evidence' | 'there' | 'reading' | 'place'> & { readonly period: Period };

/** The same for a file that a format reader reads. */
export type FoundRequest = Omit<FoundTask, 'books' | 'signal' | 'progress' | 'params'> & {
  readonly format: string;
  readonly period: Period;
};

export type ImportJobs = {
  'import.run': { readonly input: ImportRequest; readonly output: ImportOutcome };
  'import.found': { readonly input: FoundRequest; readonly output: ImportOutcome };
};

/** For the small questions beside the load, which has a connection of its own. */
const cacheMiB = 4;

async function withBooks(
  { place, evidence, period }: Pick<ImportRequest, 'place' | 'evidence' | 'period'>,
  run: (books: Store) => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  const books = openBooks(place.file, place.key, { cacheMiB });
  try {
    return withOutside(books, await run(books), period);
  } finally {
    books.close();
    place.key.fill(0);
    evidence.evidenceKey.fill(0);
  }
}

/** Rows dated outside the audited period are rows like others; the certificate says how many there are. */
function withOutside(books: Store, outcome: ImportOutcome, period: Period): ImportOutcome {
  const told = books.read((db) => {
    const made = new Map(listBookImports(db).map((one) => [one.importId, one]));
    return outcome.result.parts.flatMap((part) => {
      const own = made.get(part.importId);
      const outside = own === undefined ? null : rowsOutside(db, own, period);
      if (outside === null) return [];
      const days = outside.first === outside.last ? outside.first : `${outside.first} – ${outside.last}`;
      const where = outcome.result.parts.length === 1 ? '' : `${part.scope === '' ? part.table : part.scope}: `;
      return [{ name: 'outside_period', value: `${where}${outside.n} (${days})` }];
    });
  });
  return { ...outcome, result: { ...outcome.result, facts: [...outcome.result.facts, ...told] } };
}

/** Imports files in a process that has the keys of one case's books and evidence and of nothing else. */
export const importJobs = (): JobHandlers<ImportJobs> => ({
  'import.run': (request, context) => withBooks(request, (books) => runImport({ ...request, ...context, books })),
  'import.found': (request, context) =>
    withBooks(request, (books) => importFound({ ...request, ...context, books }, readerOf(request.format))),
});
