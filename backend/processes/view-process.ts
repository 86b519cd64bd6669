import type { CancelSignal, HandlerContext } from '../../contract/rpc/call.ts';
import { sumOfView } from '../../db/repositories/books-sum.ts';
import type { ViewSum } from '../../db/repositories/books-sum.ts';
import type { BookRow } from '../../db/repositories/books-rows.ts';
import { openView } from '../../db/repositories/books-view.ts';
import type { BookView, ViewQuery } from '../../db/repositories/books-view.ts';
import type { Store } from '../../db/store.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { comparisonPage, countBooks, registerAgainst } from '../analysis/coverage.ts';
import type { ComparisonPage, CountedBooks, CoverageRequest, RegisterRequest } from '../analysis/coverage.ts';
import { peersAmong } from '../analysis/peers.ts';
import type { PeerRequest, Peers } from '../analysis/peers.ts';
import { answerSample } from '../analysis/samples.ts';
import type { SampleAnswer, SampleRequest } from '../analysis/samples.ts';
import { keepCells } from '../../db/queries/coded-columns.ts';
import { explore } from './explore-jobs.ts';
import type { ExploreName, ExploreQuestion, ExploreQuestions } from './explore-jobs.ts';
import { keepChildren } from './kept-children.ts';
import { childEntry } from './start-child.ts';
import { firstRows } from './view-jobs.ts';
import type { ViewJobs } from './view-jobs.ts';

/** The books that lists are made of. */
export type ViewBooks = {
  readonly caseId: CaseId;
  /** the backend's own connection, for what is done at once */
  readonly store: Store;
  /** for the process that makes the lists */
  readonly access: () => { readonly file: string; readonly key: Uint8Array };
};

/** Looks through all rows. What it makes lies with the caller, so that a process that is ended takes nothing along. */
export type ViewProcess = {
  /** @param rows of the table @throws Refused column_unknown, filter_invalid, cancelled, vault_damaged */
  readonly list: (
    books: ViewBooks,
    query: ViewQuery,
    options: { readonly rows: number; readonly signal: CancelSignal },
  ) => Promise<BookView>;
  /** @throws Refused column_unknown, cancelled */
  readonly sum: (books: ViewBooks, view: BookView, options: { readonly column: string; readonly signal: CancelSignal }) => Promise<ViewSum>;
  /** The first rows of a list that is not kept. @throws Refused column_unknown, filter_invalid, cancelled */
  readonly find: (
    books: ViewBooks,
    query: ViewQuery,
    options: { readonly rows: number; readonly limit: number; readonly signal: CancelSignal },
  ) => Promise<readonly BookRow[]>;
  /** @throws Refused cancelled */
  readonly peers: (
    books: ViewBooks,
    request: PeerRequest,
    options: { readonly rows: number; readonly signal: CancelSignal },
  ) => Promise<Peers | null>;
  /** A sample worked out, and drawn where there is a seed. @throws Refused sample_invalid, sample_impossible, column_unknown, cancelled */
  readonly sample: (
    books: ViewBooks,
    request: SampleRequest,
    options: { readonly rows: number; readonly signal: CancelSignal },
  ) => Promise<SampleAnswer>;
  /** Records by month. @throws Refused cancelled */
  readonly coverage: (
    books: ViewBooks,
    request: CoverageRequest,
    options: { readonly rows: number; readonly signal: CancelSignal },
  ) => Promise<CountedBooks>;
  /** The books held against the customs register. @throws Refused cancelled */
  readonly register: (
    books: ViewBooks,
    request: RegisterRequest,
    options: { readonly rows: number; readonly signal: CancelSignal },
  ) => Promise<ComparisonPage>;
  /** Groups, figures, series, words in all tables. @throws Refused column_unknown, filter_invalid, grouping_invalid, cancelled */
  readonly explore: <N extends ExploreName>(
    books: ViewBooks,
    name: N,
    query: ExploreQuestions[N]['query'],
    options: HandlerContext & { readonly rows: number },
  ) => Promise<ExploreQuestions[N]['output']>;
  /** Starts the process of these books if there is none. */
  readonly warm: (books: ViewBooks) => void;
  readonly end: () => void;
};

/** A book of so many rows is put in order in less time (20 ms) than a process takes to start and to send its list. */
export const smallBook = 10_000;

/** A list that nobody waits for any more may take so long in all; ending the process and starting another takes about as long. */
const spareMs = 300;

/** Enough for the keys of some millions of texts. */
const heapMiB = 4096;

/**
 * A signal for the process: what is cancelled early may still finish by itself, so that typing does not end a process at each letter.
 * Questions that still wait for their turn leave at once only when their time is over, too; they are few and short.
 */
function afterSpare(signal: CancelSignal): CancelSignal {
  const abort = new AbortController();
  const begun = performance.now();
  const cancel = (): void => void setTimeout(() => abort.abort(), Math.max(0, begun + spareMs - performance.now())).unref();
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  return abort.signal;
}

const needsNoList = ({ sort, filters, search, within = [], ranked }: ViewQuery): boolean =>
  sort.length + filters.length + within.length === 0 && search.trim() === '' && ranked === undefined;

/** One lasting process per case for what looks through many rows; few rows are read at once. */
export function viewProcess(): ViewProcess {
  const children = keepChildren<ViewJobs>({ file: childEntry(), heapMiB });
  return {
    list: async ({ caseId, store, access }, query, { rows, signal }) => {
      if (rows <= smallBook || needsNoList(query)) return store.read((db) => openView(db, query));
      return await children.ask(caseId, 'view.list', { books: access(), query }, { signal: afterSpare(signal) });
    },
    sum: async ({ caseId, store, access }, view, { column, signal }) => {
      if (view.total <= smallBook) return store.read((db) => sumOfView(db, view, column));
      return await children.ask(caseId, 'view.sum', { books: access(), view, column }, { signal: afterSpare(signal) });
    },
    find: async ({ caseId, store, access }, query, { rows, limit, signal }) => {
      if (rows <= smallBook || needsNoList(query)) return store.read((db) => firstRows(db, query, limit));
      return await children.ask(caseId, 'view.find', { books: access(), query, limit }, { signal: afterSpare(signal) });
    },
    peers: async ({ caseId, store, access }, request, { rows, signal }) => {
      if (rows <= smallBook) return store.read((db) => peersAmong(db, request));
      return await children.ask(caseId, 'view.peers', { books: access(), request }, { signal: afterSpare(signal) });
    },
    sample: async ({ caseId, store, access }, request, { rows, signal }) => {
      if (rows <= smallBook) return store.read((db) => answerSample(db, request));
      return await children.ask(caseId, 'view.sample', { books: access(), request }, { signal: afterSpare(signal) });
    },
    coverage: async ({ caseId, store, access }, request, { rows, signal }) => {
      if (rows <= smallBook) return store.read((db) => countBooks(db, request));
      return await children.ask(caseId, 'view.coverage', { books: access(), request }, { signal: afterSpare(signal) });
    },
    register: async ({ caseId, store, access }, request, { rows, signal }) => {
      if (rows <= smallBook) return store.read((db) => comparisonPage(registerAgainst(db, request), request.page));
      return await children.ask(caseId, 'view.register', { books: access(), request }, { signal: afterSpare(signal) });
    },
    explore: async <N extends ExploreName>(
      { caseId, store, access }: ViewBooks,
      name: N,
      query: ExploreQuestions[N]['query'],
      { rows, signal, progress }: HandlerContext & { readonly rows: number },
    ) => {
      const question = { name, query } as ExploreQuestion;
      const asked = { signal: afterSpare(signal), onProgress: progress };
      const answer =
        rows <= smallBook
          ? store.read((db) => explore(db, keepCells(0), question, () => undefined))
          : await children.ask(caseId, 'view.explore', { books: access(), question }, asked);
      return answer as ExploreQuestions[N]['output'];
    },
    warm: ({ caseId, access }) => {
      // whoever asks for a list next hears of a failure
      children.ask(caseId, 'view.warm', { books: access() }).catch(() => undefined);
    },
    end: children.end,
  };
}
