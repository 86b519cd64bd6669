import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import type { RowPlaces } from '../../db/queries/matching.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { openPlaces, settle, untouched } from '../../domain/matching/open.ts';
import type { Openings } from '../../domain/matching/open.ts';
import type { Decided, Link } from '../../domain/matching/record.ts';
import { tallyOf } from '../../domain/matching/tally.ts';
import type { Tally } from '../../domain/matching/tally.ts';
import { weigh } from '../../domain/matching/totals.ts';
import type { Weights } from '../../domain/matching/totals.ts';
import { linksByRank, loadSides } from './matching.ts';
import type { Loaded, MatchRequest, StoredDecision } from './matching.ts';

export type Opened = { readonly store: Store; readonly columns: KeptColumns };

/** Decisions of a kind as this process was told them. @property upto place in the log up to which it knows them */
type Known = {
  upto: number;
  readonly entries: Map<string, { readonly state: 'confirmed' | 'refused'; readonly links: readonly Link[] }>;
  /** told, and not found in the books yet */
  told: StoredDecision[];
};

/** What is kept of a kind for as long as the books are the same: numbers and decisions, not the records. */
type Kept = {
  readonly books: string;
  readonly tally: Tally;
  readonly weights: Weights;
  readonly left: RowPlaces;
  readonly right: RowPlaces;
  openings: Openings | null;
  readonly lists: Map<string, Int32Array>;
};

/** A question about a kind. @property upto place in the log up to which decisions count */
export type Asked = { readonly request: MatchRequest; readonly upto: number };

/** Under which name a list is kept, and what stands in it. */
type Narrowed = { readonly by: string; readonly fits: (place: number) => boolean };

export type MatchMemory = {
  /** takes decisions in; false where what came before is not known here, so that all have to be told */
  readonly tell: (of: Asked & { readonly from: number; readonly decisions: readonly StoredDecision[] }) => boolean;
  /** decisions whose links are known by rank already; false as above */
  readonly note: (
    of: Asked & { readonly from: number; readonly made: readonly { id: string; state: 'confirmed' | 'refused'; links: readonly Link[] }[] },
  ) => boolean;
  readonly knows: (of: Asked) => boolean;
  /** numbers of a kind, with what decisions have left; its sides are read where they are not kept */
  readonly openings: (of: Asked) => { readonly openings: Openings; readonly weights: Weights };
  /** the records of a kind; those of another one are let go first: two ledgers' worth would be twice the memory */
  readonly records: (of: Asked) => Loaded;
  /** what people have decided, by rank */
  readonly decided: (of: Asked) => Decided;
  /** places of records of which something is open, narrowed by `narrow` under a name */
  readonly open: (of: Asked, side: 'left' | 'right', narrowed?: Narrowed) => Int32Array;
  /** whether the records that something was made of are still kept */
  readonly holds: (loaded: Loaded) => boolean;
  readonly read: <T>(look: (db: ReadDb) => T) => T;
};

const keyOf = (kind: MatchKindName, books: string): string => `${kind} ${books}`;
/** So many narrowed lists are kept. */
const listsAtMost = 6;

type Span = { readonly request: MatchRequest; readonly from: number; readonly upto: number };

/** Decisions by kind and books. */
function decisionMemory() {
  const decisions = new Map<string, Known>();
  const of = ({ kind, books }: MatchRequest): Known | undefined => decisions.get(keyOf(kind, books));
  /** Begins anew, or goes on where it stands; null where what came before is not known. */
  const goOn = ({ request, from, upto }: Span): Known | null => {
    if (from === 0) {
      for (const other of decisions.keys()) if (other.startsWith(`${request.kind} `)) decisions.delete(other);
      decisions.set(keyOf(request.kind, request.books), { upto: 0, entries: new Map(), told: [] });
    }
    const known = of(request);
    if (known === undefined || known.upto !== from) return null;
    known.upto = upto;
    return known;
  };
  return { of, goOn, clear: () => decisions.clear() };
}

/** Sides as they were read: the numbers of every kind, the records of the last one. */
function sideMemory(opened: () => Opened) {
  const kept = new Map<MatchKindName, Kept>();
  let active: Loaded | null = null;
  const keep = ({ request, input, left, right }: Loaded): Kept => {
    const found = kept.get(request.kind);
    if (found?.books === request.books) return found;
    const tally = tallyOf(input);
    const weights = weigh(tally, input.traits.subject, request.money.national);
    const made = { books: request.books, tally, weights, left, right, openings: null, lists: new Map<string, Int32Array>() };
    kept.set(request.kind, made);
    return made;
  };
  const load = (request: MatchRequest): Loaded => {
    active = null;
    const { store, columns } = opened();
    const loaded = store.read((db) =>
      loadSides({ db, kept: columns, imports: listBookImports(db).filter((one) => request.imports.includes(one.importId)) }, request),
    );
    keep(loaded);
    active = loaded;
    return loaded;
  };
  return {
    records: (request: MatchRequest): Loaded =>
      active !== null && active.request.kind === request.kind && active.request.books === request.books ? active : load(request),
    numbers: (request: MatchRequest): Kept => {
      const found = kept.get(request.kind);
      return found?.books === request.books ? found : keep(load(request));
    },
    /** other decisions stand: what was worked out of them is let go */
    changed: ({ kind }: MatchRequest): void => {
      const one = kept.get(kind);
      if (one === undefined) return;
      one.openings = null;
      one.lists.clear();
    },
    holds: ({ input }: Loaded): boolean => active?.input.left === input.left,
    clear: (): void => {
      kept.clear();
      active = null;
    },
  };
}

type Sides = ReturnType<typeof sideMemory>;
type Decisions = ReturnType<typeof decisionMemory>;

/** Finds the rows of what was told, all at once: most of them belong to few files. */
function entriesOf(
  { request }: Asked,
  of: { readonly sides: Sides; readonly decisions: Decisions; readonly opened: () => Opened },
): Known['entries'] {
  const known = of.decisions.of(request);
  if (known === undefined) return new Map();
  const { told } = known;
  if (told.length === 0) return known.entries;
  const places = of.sides.numbers(request);
  const ranked = of.opened().store.read(() => linksByRank(request, places, told));
  told.forEach(({ id, state }, i) => {
    if (state === 'gone') known.entries.delete(id);
    else known.entries.set(id, { state, links: ranked[i] ?? [] });
  });
  known.told = [];
  return known.entries;
}

function decidedIn(entries: Known['entries']): Decided {
  const all = [...entries.values()];
  const links = (state: string): readonly (readonly Link[])[] => all.filter((one) => one.state === state).map((one) => one.links);
  return { confirmed: links('confirmed').flat(), refused: links('refused') };
}

function openList(
  one: Kept,
  openings: Openings,
  of: { readonly side: 'left' | 'right'; readonly narrowed: Narrowed | undefined },
): Int32Array {
  const { side, narrowed } = of;
  const name = `${side} ${narrowed?.by ?? ''}`;
  const known = one.lists.get(name);
  if (known !== undefined) return known;
  const all = one.lists.get(`${side} `) ?? openPlaces(openings, side);
  const list = narrowed === undefined ? all : all.filter((place) => narrowed.fits(place));
  const oldest = [...one.lists.keys()].find((other) => !other.endsWith(' '));
  if (one.lists.size >= listsAtMost && oldest !== undefined) one.lists.delete(oldest);
  one.lists.set(name, list);
  return list;
}

/** What a process keeps of matching between questions. @param opened the books that the question is about */
export function matchMemory(opened: () => Opened): MatchMemory {
  const [sides, decisions] = [sideMemory(opened), decisionMemory()];
  let store: Store | null = null;
  const entries = (asked: Asked): Known['entries'] => entriesOf(asked, { sides, decisions, opened });
  const openings = (asked: Asked): Openings => {
    const one = sides.numbers(asked.request);
    if (one.openings !== null) return one.openings;
    const made = untouched(one.tally);
    for (const { state, links } of entries(asked).values()) if (state === 'confirmed') settle(made, links);
    one.openings = made;
    return made;
  };
  const goOn = (span: Span): Known | null => {
    const known = decisions.goOn(span);
    if (known !== null) sides.changed(span.request);
    return known;
  };
  /** Another file, or another key: what was found in the old one leads nowhere. */
  const check = (): void => {
    const { store: now } = opened();
    if (store !== null && store !== now) {
      sides.clear();
      decisions.clear();
    }
    store = now;
  };
  return {
    tell: (of) => {
      const known = goOn(of);
      for (const one of of.decisions) known?.told.push(one);
      return known !== null;
    },
    note: (of) => {
      if (decisions.of(of.request)?.told.length !== 0) return false;
      const known = goOn(of);
      for (const { id, state, links } of of.made) known?.entries.set(id, { state, links });
      return known !== null;
    },
    knows: ({ request, upto }) => {
      check();
      return (decisions.of(request)?.upto ?? -1) >= upto;
    },
    openings: (asked) => ({ openings: openings(asked), weights: sides.numbers(asked.request).weights }),
    records: ({ request }) => sides.records(request),
    decided: (asked) => decidedIn(entries(asked)),
    open: (asked, side, narrowed) => openList(sides.numbers(asked.request), openings(asked), { side, narrowed }),
    holds: sides.holds,
    read: (look) => opened().store.read(look),
  };
}
