import { createHash } from 'node:crypto';
import { openBooks } from '../../db/open.ts';
import { keepColumns } from '../../db/queries/kept-columns.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { Store } from '../../db/store.ts';
import { suggestArticles } from '../../domain/matching/articles.ts';
import type { ArticleDecision, ArticleLink } from '../../domain/matching/articles.ts';
import type { MatchParams, Proposal } from '../../domain/matching/record.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { declaredArticles, productsOf } from './articles.ts';
import { handLinks } from './match-links.ts';
import { matchMemory } from './match-memory.ts';
import type { MatchMemory } from './match-memory.ts';
import { holdsWords, keysOf, listName, openKeys, openRows, pickProposals, proposalPage, sumsOf } from './match-pages.ts';
import type { Choice, KindSums, Made, OpenRow, PageQuery, Picked, SideName } from './match-pages.ts';
import { loadedWith, suggestFor } from './matching.ts';
import type { MatchRequest, StoredDecision, Suggestion } from './matching.ts';

type Access = { readonly file: string; readonly key: Uint8Array };

/** @property upto place in the log up to which decisions count; where this process was not told so far, the answer is null */
type About = { readonly books: Access; readonly request: MatchRequest; readonly upto: number };

type ListQuery = { readonly side: SideName; readonly find: string; readonly at: number; readonly limit: number };

/** Decisions after a place in the log, up to another. */
type Span = { readonly request: MatchRequest; readonly from: number; readonly upto: number };

/**
 * Proposals are made and kept in the process that read the books; whoever asks for a page of them names the request that they came from.
 * `null`: this process has none of that request, or does not know the decisions (it was ended meanwhile), so they have to be made or told
 * again.
 */
export type MatchJobs = {
  /** false: what came before `from` is not known here */
  'match.tell': { readonly input: Span & { readonly decisions: readonly StoredDecision[] }; readonly output: boolean };
  'match.suggest': {
    readonly input: About & { readonly params: MatchParams; readonly stamp: string };
    readonly output: { readonly sums: KindSums; readonly total: number; readonly by: Readonly<Record<string, number>> } | null;
  };
  'match.page': {
    readonly input: { readonly books: Access; readonly stamp: string; readonly query: PageQuery };
    readonly output: { readonly total: number; readonly proposals: readonly Suggestion[] } | null;
  };
  'match.keys': {
    readonly input: { readonly books: Access; readonly stamp: string; readonly choice: Choice };
    readonly output: readonly string[] | null;
  };
  'match.pick': {
    readonly input: { readonly books: Access; readonly stamp: string; readonly keys: readonly string[] };
    readonly output: { readonly picked: readonly Picked[] } | null;
  };
  /** what became of proposals since they were made */
  'match.decided': {
    readonly input: { readonly stamp: string; readonly keys: readonly string[]; readonly state: Suggestion['state'] };
    readonly output: null;
  };
  /** proposals were decided: as `match.decided`, and their links count from now on; false as of `match.tell` */
  'match.written': {
    readonly input: Span & {
      readonly stamp: string;
      readonly made: readonly { readonly id: string; readonly key: string }[];
      readonly state: 'confirmed' | 'refused';
    };
    readonly output: boolean;
  };
  'match.sums': { readonly input: About; readonly output: KindSums | null };
  /** links as they are recorded, row by row */
  'match.hand': { readonly input: About & { readonly links: readonly StoredLink[] }; readonly output: readonly StoredLink[] | null };
  'match.open': {
    readonly input: About & ListQuery;
    readonly output: { readonly total: number; readonly rows: readonly OpenRow[] } | null;
  };
  'article.suggest': {
    readonly input: {
      readonly books: Access;
      readonly imports: readonly string[];
      readonly decisions: readonly ArticleDecision[];
      readonly find: string;
      readonly limit: number;
    };
    readonly output: readonly ArticleLink[];
  };
};

/** A book is read from front to back: a page that was read is not asked for again soon. */
const cacheMiB = 16;
/** Columns are let go as soon as records are made of them: what is kept between questions are the records and the proposals. */
const columnsMiB = 0;

type Open = { readonly file: string; readonly proof: string; readonly store: Store; readonly columns: KeptColumns };

type Last = { readonly of: (books: Access) => Open; readonly now: () => Open };

/** The books that were asked for last stay open. The key is wiped when they are, so a question opens them once. */
function lastBooks(): Last {
  let open: Open | null = null;
  const of = ({ file, key }: Access): Open => {
    const proof = createHash('sha256').update(key).digest('hex');
    if (open === null || open.file !== file || open.proof !== proof) {
      open?.store.close();
      open = { file, proof, store: openBooks(file, key, { readonly: true, cacheMiB }), columns: keepColumns(columnsMiB * 2 ** 20) };
    }
    key.fill(0);
    return open;
  };
  const now = (): Open => {
    if (open === null) throw new RangeError('no books are open');
    return open;
  };
  return { of, now };
}

function countBy(proposals: readonly Proposal[]): Record<string, number> {
  const by: Record<string, number> = {};
  for (const { rule } of proposals) by[rule] = (by[rule] ?? 0) + 1;
  return by;
}

function articleLinks(
  last: Last,
  { books, imports, decisions, find, limit }: MatchJobs['article.suggest']['input'],
): readonly ArticleLink[] {
  const { store, columns: kept } = last.of(books);
  const links = store.read((db) => {
    const from = { kept, imports: listBookImports(db).filter((one) => imports.includes(one.importId)) };
    return suggestArticles(productsOf(db, from), declaredArticles(db, from), decisions);
  });
  const small = find.trim().toLowerCase();
  return links.filter((one) => small === '' || `${one.product}\n${one.article}\n${one.hs}`.toLowerCase().includes(small)).slice(0, limit);
}

/** A page of the open records of a side that hold words, all of them without words. */
function openList(memory: MatchMemory, { request, upto }: About, { side, find, at, limit }: ListQuery): MatchJobs['match.open']['output'] {
  const asked = { request, upto };
  const loaded = memory.records(asked);
  const { openings } = memory.openings(asked);
  const small = find.trim().toLowerCase();
  const list =
    small === '' ? memory.open(asked, side) : memory.open(asked, side, { by: listName(small), fits: holdsWords(loaded, side, small) });
  const places = list.subarray(at, at + limit);
  return { total: list.length, rows: memory.read((db) => openRows(db, loaded, { openings, side, places })) };
}

function note(made: Made, keys: readonly string[], state: Suggestion['state']): null {
  for (const key of keys) {
    const at = keysOf(made).get(key);
    if (at !== undefined && state === 'proposed') made.states.delete(at);
    else if (at !== undefined) made.states.set(at, state);
  }
  return null;
}

function written(memory: MatchMemory, made: Made | null, of: MatchJobs['match.written']['input']): boolean {
  if (made === null || made.stamp !== of.stamp) return false;
  note(
    made,
    of.made.map(({ key }) => key),
    of.state,
  );
  const known = keysOf(made);
  const decisions = of.made.map(({ id, key }) => ({ id, state: of.state, links: made.proposals[known.get(key) ?? -1]?.links ?? [] }));
  return memory.note({ request: of.request, from: of.from, upto: of.upto, made: decisions });
}

/** Matches records of books that this process opens with a handle that cannot write. The records of the last kind stay, the numbers of all. */
export function matchJobs(): JobHandlers<MatchJobs> {
  const last = lastBooks();
  const memory = matchMemory(last.now);
  let made: Made | null = null;
  const known = (stamp: string): Made | null => (made?.stamp === stamp ? made : null);
  /** Answers when the decisions are known here; proposals of records that were let go for others go with them. */
  const about = <T>(of: About, answer: () => T): T | null => {
    last.of(of.books);
    if (!memory.knows(of)) return null;
    const answered = answer();
    if (made !== null && !memory.holds(made.loaded)) made = null;
    return answered;
  };
  return {
    'match.tell': (span) => memory.tell(span),
    'match.suggest': ({ params, stamp, ...asked }, context) =>
      about(asked, () => {
        made = null;
        context.progress({ stage: 'match', done: 0, total: 2 });
        const loaded = loadedWith(memory.records(asked), { params, decided: memory.decided(asked) });
        context.progress({ stage: 'match', done: 1, total: 2 });
        const proposals = suggestFor(loaded);
        const one = { stamp, loaded, proposals, states: new Map(), byKey: null };
        // while a person still waits for the proposals, not when the first of them is confirmed
        memory.read(() => keysOf(one));
        made = one;
        context.progress({ stage: 'match', done: 2, total: 2 });
        return { sums: sumsOf(asked.request, memory.openings(asked)), total: proposals.length, by: countBy(proposals) };
      }),
    'match.page': ({ books, stamp, query }) => {
      const one = known(stamp);
      return one === null ? null : last.of(books).store.read((db) => proposalPage(db, one, query));
    },
    'match.keys': ({ books, stamp, choice }) => {
      const one = known(stamp);
      return one === null ? null : last.of(books).store.read(() => openKeys(one, choice));
    },
    'match.pick': ({ books, stamp, keys }) => {
      const one = known(stamp);
      return one === null ? null : last.of(books).store.read(() => ({ picked: pickProposals(one, keys) }));
    },
    'match.decided': ({ stamp, keys, state }) => {
      const one = known(stamp);
      return one === null ? null : note(one, keys, state);
    },
    'match.written': (of) => written(memory, made, of),
    'match.sums': (asked) => about(asked, () => sumsOf(asked.request, memory.openings(asked))),
    'match.hand': (asked) =>
      about(asked, () => {
        const loaded = memory.records(asked);
        const given = { openings: memory.openings(asked).openings, decided: memory.decided(asked) };
        return memory.read(() => handLinks(loaded, asked.links, given));
      }),
    'match.open': (asked) => about(asked, () => openList(memory, asked, asked)),
    'article.suggest': (asked) => articleLinks(last, asked),
  };
}
