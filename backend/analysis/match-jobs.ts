import { createHash } from 'node:crypto';
import { openBooks } from '../../db/open.ts';
import { keepColumns } from '../../db/queries/kept-columns.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import { suggestArticles } from '../../domain/matching/articles.ts';
import type { ArticleDecision, ArticleLink } from '../../domain/matching/articles.ts';
import type { MatchKindName } from '../../domain/matching/kinds.ts';
import type { MatchMethod, Proposal } from '../../domain/matching/record.ts';
import { unmatchedRecords } from '../../domain/matching/suggest.ts';
import { matchTotals } from '../../domain/matching/totals.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { declaredArticles, productsOf } from './articles.ts';
import { decimalOf } from './match-rows.ts';
import type { MatchRow } from './match-rows.ts';
import { documentRests } from './match-rests.ts';
import type { DocumentRest } from './match-rests.ts';
import { decidedAnew, keyOf, loadSides, rowsByRank, shownProposal, storedLink, suggestFor } from './matching.ts';
import type { Loaded, MatchRequest, Suggestion } from './matching.ts';

type Access = { readonly file: string; readonly key: Uint8Array };

export type SideSums = { rows: number; matched: number; amount: string; matchedAmount: string; uncounted: number };
export type KindSums = { kind: MatchKindName; left: SideSums; right: SideSums; currency: string };

/** A proposal as a decision about it is written down. */
export type Picked = { readonly key: string; readonly method: MatchMethod; readonly rule: string; readonly links: readonly StoredLink[] };

export type PageQuery = { readonly method: MatchMethod | null; readonly find: string; readonly at: number; readonly limit: number };
export type Choice = { readonly keys: readonly string[] } | { readonly method: MatchMethod; readonly minScore: number };

/** @property stamp of the answer that the caller knows of the same kind and books; '' none */
type Again = { readonly books: Access; readonly request: MatchRequest; readonly stamp: string };

/**
 * Proposals are made and kept in the process that read the books; whoever asks for a page of them names the request that they came from.
 * `null`: this process has none of that request (it was ended meanwhile), so they have to be made again.
 */
export type MatchJobs = {
  'match.suggest': {
    readonly input: { readonly books: Access; readonly request: MatchRequest; readonly stamp: string };
    readonly output: { readonly sums: KindSums; readonly total: number; readonly by: Readonly<Record<string, number>> };
  };
  'match.page': {
    readonly input: { readonly books: Access; readonly stamp: string; readonly query: PageQuery };
    readonly output: { readonly total: number; readonly proposals: readonly Suggestion[] } | null;
  };
  'match.pick': {
    readonly input: { readonly books: Access; readonly stamp: string; readonly choice: Choice };
    readonly output: { readonly picked: readonly Picked[] } | null;
  };
  /** what became of proposals since they were made */
  'match.decided': {
    readonly input: { readonly stamp: string; readonly keys: readonly string[]; readonly state: Suggestion['state'] };
    readonly output: null;
  };
  /** here and below: where `stamp` names what was made last, its sides serve again; else those are let go before others are read */
  'match.sums': { readonly input: Again; readonly output: KindSums };
  'match.rests': { readonly input: Again & { readonly names: readonly string[] }; readonly output: readonly DocumentRest[] };
  'match.unmatched': {
    readonly input: Again & {
      readonly side: 'left' | 'right';
      readonly find: string;
      readonly at: number;
      readonly limit: number;
    };
    readonly output: { readonly total: number; readonly rows: readonly MatchRow[] };
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

function sumsOf({ request, input }: Loaded): KindSums {
  const { kind, money } = request;
  const totals = matchTotals(input, money.national);
  const { currency } = totals;
  const side = ({ rows, matched, amount, matchedAmount, uncounted }: typeof totals.left): SideSums => ({
    rows,
    matched,
    amount: decimalOf(amount, { kind, currency, money }),
    matchedAmount: decimalOf(matchedAmount, { kind, currency, money }),
    uncounted,
  });
  return { kind, left: side(totals.left), right: side(totals.right), currency };
}

/** Proposals of one request, with what became of them. */
type Made = {
  readonly stamp: string;
  readonly loaded: Loaded;
  readonly proposals: readonly Proposal[];
  readonly states: Map<number, Suggestion['state']>;
  /** proposal by key, made when a key is asked for */
  byKey: ReadonlyMap<string, number> | null;
};

const keysOf = (made: Made): ReadonlyMap<string, number> => {
  made.byKey ??= new Map(made.proposals.map((proposal, i) => [keyOf(made.loaded, proposal), i]));
  return made.byKey;
};

/** Whether a record has the words in its number, party or contract; letters' case does not count. */
function recordHolds({ input }: Loaded, side: 'left' | 'right', of: { place: number; find: string }): boolean {
  const record = input[side][of.place];
  if (record === undefined) return false;
  const party = input.parties[side][record.party]?.name ?? '';
  return `${record.label}\n${record.contract}\n${party}`.toLowerCase().includes(of.find);
}

/** Whether one of the records of a proposal has the words. */
const holds = ({ loaded }: Made, proposal: Proposal, find: string): boolean =>
  proposal.lefts.some((place) => recordHolds(loaded, 'left', { place, find })) ||
  proposal.rights.some((place) => recordHolds(loaded, 'right', { place, find }));

function page(db: ReadDb, made: Made, { method, find, at, limit }: PageQuery): { total: number; proposals: Suggestion[] } {
  const small = find.trim().toLowerCase();
  const places = made.proposals.flatMap((proposal, i) => {
    if (method !== null && proposal.method !== method) return [];
    return small === '' || holds(made, proposal, small) ? [i] : [];
  });
  const shown = places.slice(at, at + limit).flatMap((i) => {
    const proposal = made.proposals[i];
    return proposal === undefined ? [] : [shownProposal(db, made.loaded, proposal, made.states.get(i) ?? 'proposed')];
  });
  return { total: places.length, proposals: shown };
}

function pick(made: Made, choice: Choice): readonly Picked[] {
  const open = (i: number): boolean => !made.states.has(i);
  const places =
    'keys' in choice
      ? choice.keys.flatMap((key) => keysOf(made).get(key) ?? [])
      : made.proposals.flatMap((one, i) => (one.method === choice.method && one.score >= choice.minScore ? [i] : []));
  return [...new Set(places)].filter(open).flatMap((i) => {
    const one = made.proposals[i];
    if (one === undefined) return [];
    const links = one.links.map((link) => storedLink(made.loaded, link));
    return [{ key: keyOf(made.loaded, one), method: one.method, rule: one.rule, links }];
  });
}

function countBy(proposals: readonly Proposal[]): Record<string, number> {
  const by: Record<string, number> = {};
  for (const { rule } of proposals) by[rule] = (by[rule] ?? 0) + 1;
  return by;
}

/** The sides and proposals that were read and made last. */
type Memory = {
  readonly known: (stamp: string) => Made | null;
  /** lets go of what is there, then keeps what is made */
  readonly renew: (make: () => Made) => Made;
  /** sides of a kind with its decisions of now: those of the proposals where they are the same, else read anew */
  readonly sides: (again: Again) => Loaded;
};

function memoryOf({ of: booksOf, now: opened }: Last, load: (books: Access, request: MatchRequest) => Loaded): Memory {
  let made: Made | null = null;
  const known = (stamp: string): Made | null => (made?.stamp === stamp ? made : null);
  return {
    known,
    renew: (make) => {
      made = null;
      made = make();
      return made;
    },
    // one kind at a time: two ledgers' worth of records would be twice the memory
    sides: ({ books, request, stamp }) => {
      const same = known(stamp);
      if (same === null) {
        made = null;
        return load(books, request);
      }
      booksOf(books);
      return opened().store.read(() => decidedAnew(same.loaded, request));
    },
  };
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

function unmatchedPage(
  db: ReadDb,
  loaded: Loaded,
  { side, find, at, limit }: Pick<MatchJobs['match.unmatched']['input'], 'side' | 'find' | 'at' | 'limit'>,
): MatchJobs['match.unmatched']['output'] {
  const small = find.trim().toLowerCase();
  const open = unmatchedRecords(loaded.input, side);
  const places = small === '' ? open : open.filter((place) => recordHolds(loaded, side, { place, find: small }));
  const records = side === 'left' ? loaded.input.left : loaded.input.right;
  const ranks = places.slice(at, at + limit).map((i) => records[i]?.rank ?? 0);
  return { total: places.length, rows: rowsByRank(db, loaded, { side, ranks }) };
}

function note(made: Made, keys: readonly string[], state: Suggestion['state']): null {
  for (const key of keys) {
    const at = keysOf(made).get(key);
    if (at !== undefined && state === 'proposed') made.states.delete(at);
    else if (at !== undefined) made.states.set(at, state);
  }
  return null;
}

/** Matches records of books that this process opens with a handle that cannot write. The last request stays. */
export function matchJobs(): JobHandlers<MatchJobs> {
  const last = lastBooks();
  const { of: booksOf, now: opened } = last;
  const load = (books: Access, request: MatchRequest): Loaded => {
    const { store, columns: kept } = booksOf(books);
    return store.read((db) =>
      loadSides({ db, kept, imports: listBookImports(db).filter((one) => request.imports.includes(one.importId)) }, request),
    );
  };
  const memory = memoryOf(last, load);
  return {
    'match.suggest': ({ books, request, stamp }, context) => {
      const { loaded, proposals } = memory.renew(() => {
        context.progress({ stage: 'match', done: 0, total: 2 });
        const sides = load(books, request);
        context.progress({ stage: 'match', done: 1, total: 2 });
        return { stamp, loaded: sides, proposals: suggestFor(sides), states: new Map(), byKey: null };
      });
      context.progress({ stage: 'match', done: 2, total: 2 });
      return { sums: sumsOf(loaded), total: proposals.length, by: countBy(proposals) };
    },
    'match.page': ({ books, stamp, query }) => {
      const known = memory.known(stamp);
      return known === null ? null : booksOf(books).store.read((db) => page(db, known, query));
    },
    'match.pick': ({ books, stamp, choice }) => {
      const known = memory.known(stamp);
      return known === null ? null : booksOf(books).store.read(() => ({ picked: pick(known, choice) }));
    },
    'match.decided': ({ stamp, keys, state }) => {
      const known = memory.known(stamp);
      return known === null ? null : note(known, keys, state);
    },
    'match.sums': (again) => sumsOf(memory.sides(again)),
    'match.rests': ({ names, ...again }) => {
      const loaded = memory.sides(again);
      return opened().store.read(() => documentRests(loaded, names));
    },
    'match.unmatched': (asked) => {
      const loaded = memory.sides(asked);
      return opened().store.read((db) => unmatchedPage(db, loaded, asked));
    },
    'article.suggest': (asked) => articleLinks(last, asked),
  };
}
