import { openBooks } from '../../db/open.ts';
import { sumOfView } from '../../db/repositories/books-sum.ts';
import type { ViewSum } from '../../db/repositories/books-sum.ts';
import type { BookRow } from '../../db/repositories/books-rows.ts';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import type { BookView, ViewQuery } from '../../db/repositories/books-view.ts';
import { keepCells } from '../../db/queries/coded-columns.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import { comparisonPage, countBooks, keptComparison } from '../analysis/coverage.ts';
import type { ComparisonPage, CountedBooks, CoverageRequest, RegisterRequest } from '../analysis/coverage.ts';
import { peersAmong } from '../analysis/peers.ts';
import type { PeerRequest, Peers } from '../analysis/peers.ts';
import { answerSample } from '../analysis/samples.ts';
import type { SampleAnswer, SampleRequest } from '../analysis/samples.ts';
import { explore } from './explore-jobs.ts';
import type { ExploreAnswer, ExploreQuestion } from './explore-jobs.ts';
import type { JobHandlers } from './serve-jobs.ts';

/** Where the books lie, and their key. */
type Books = { readonly file: string; readonly key: Uint8Array };

/** Work over all rows of a book. Nothing of it stays in the process but open files, pages and columns, so killing it loses nothing. */
export type ViewJobs = {
  /** opens the file, so that the first list need not wait for it */
  'view.warm': { readonly input: { readonly books: Books }; readonly output: null };
  'view.list': { readonly input: { readonly books: Books; readonly query: ViewQuery }; readonly output: BookView };
  'view.sum': { readonly input: { readonly books: Books; readonly view: BookView; readonly column: string }; readonly output: ViewSum };
  'view.find': {
    readonly input: { readonly books: Books; readonly query: ViewQuery; readonly limit: number };
    readonly output: readonly BookRow[];
  };
  'view.coverage': { readonly input: { readonly books: Books; readonly request: CoverageRequest }; readonly output: CountedBooks };
  'view.register': { readonly input: { readonly books: Books; readonly request: RegisterRequest }; readonly output: ComparisonPage };
  'view.explore': { readonly input: { readonly books: Books; readonly question: ExploreQuestion }; readonly output: ExploreAnswer };
  'view.sample': { readonly input: { readonly books: Books; readonly request: SampleRequest }; readonly output: SampleAnswer };
  'view.peers': { readonly input: { readonly books: Books; readonly request: PeerRequest }; readonly output: Peers | null };
};

/** Pages of the books that are kept from list to list. */
const cacheMiB = 128;
/** Columns that are kept from question to question: about twenty of a million rows. */
const cellBytes = 256 * 2 ** 20;

/** The first rows of a list that nobody keeps. @throws Refused column_unknown, filter_invalid */
export const firstRows = (db: ReadDb, query: ViewQuery, limit: number): readonly BookRow[] =>
  readWindow(db, openView(db, query), 0, limit).rows;

/** Reads books that this process opens once, with a handle that cannot write. */
export function viewJobs(): JobHandlers<ViewJobs> {
  const opened = new Map<string, Store>();
  const kept = keepCells(cellBytes);
  const compared = keptComparison();
  const storeOf = ({ file, key }: Books): Store => {
    const store = opened.get(file) ?? openBooks(file, key, { readonly: true, cacheMiB });
    key.fill(0);
    opened.set(file, store);
    return store;
  };
  return {
    'view.warm': ({ books }) => {
      storeOf(books);
      return null;
    },
    'view.list': ({ books, query }) => storeOf(books).read((db) => openView(db, query)),
    'view.sum': ({ books, view, column }) => storeOf(books).read((db) => sumOfView(db, view, column)),
    'view.find': ({ books, query, limit }) => storeOf(books).read((db) => firstRows(db, query, limit)),
    'view.coverage': ({ books, request }) => storeOf(books).read((db) => countBooks(db, request)),
    'view.register': ({ books, request }) => storeOf(books).read((db) => comparisonPage(compared(db, request), request.page)),
    'view.explore': ({ books, question }, { progress }) =>
      storeOf(books).read((db) => explore(db, kept, question, (done, total) => progress({ stage: 'columns', done, total }))),
    'view.sample': ({ books, request }) => storeOf(books).read((db) => answerSample(db, request)),
    'view.peers': ({ books, request }) => storeOf(books).read((db) => peersAmong(db, request)),
  };
}
