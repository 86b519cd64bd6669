import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { cellsById, rowPlaces } from '../../db/queries/matching.ts';
import { matchesAt, matchesOfRow } from '../../db/repositories/matches.ts';
import type { MatchEntry } from '../../db/repositories/matches.ts';
import type { ReadDb } from '../../db/store.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import { matchKinds } from '../../domain/matching/kind-names.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import type { MatchMethod, MatchParams } from '../../domain/matching/record.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { PageQuery } from '../analysis/match-pages.ts';
import { matchRowOf } from '../analysis/match-rows.ts';
import type { MatchMoney, MatchRow } from '../analysis/match-rows.ts';
import { matchChildren } from './children.ts';
import { visibleImports } from './declared-lines.ts';
import { decidedCount, matchLog, placesIn } from './match-log.ts';
import type { MatchLog } from './match-log.ts';
import { asking, waitFor } from './match-tell.ts';
import { sumsOf } from './match-sums.ts';
import { ask, askedNow, moneyOf, paramsOf } from './match-work.ts';
import type { Asked, OfKind } from './match-work.ts';
import type { Session } from './session.ts';

type Suggested = Output<AssayCalls['match.suggest']>;
type Summary = Suggested['summary'];
type MatchSet = Output<AssayCalls['match.list']>['matches'][number];

const counts = (log: MatchLog, kind: string): { confirmed: number; refused: number } => ({
  confirmed: decidedCount(log, kind, 'confirmed'),
  refused: decidedCount(log, kind, 'refused'),
});

/** Proposes matches of a kind in a process of its own; its proposals are kept there. @throws Refused cancelled */
export async function suggest(session: Session, of: OfKind & { params: MatchParams }, context: HandlerContext): Promise<Suggested> {
  const { caseId, kind, params } = of;
  const asked = ask(session, of, params);
  const made = await asking(session, of, (about) =>
    matchChildren(session).ask(
      caseId,
      'match.suggest',
      { ...about, books: session.vault().booksAccess(caseId), params, stamp: asked.stamp },
      { signal: context.signal, onProgress: context.progress },
    ),
  );
  asked.proposed = made.total;
  const log = await matchLog(session, caseId);
  return { summary: { ...made.sums, proposed: made.total, ...counts(log, kind) }, total: made.total, by: { ...made.by } };
}

/** The proposals of a kind as they stand, made first where there are none. */
export async function ensured(session: Session, of: OfKind, context: HandlerContext): Promise<Asked> {
  const known = askedNow(session, of);
  if (known !== null) return known;
  await suggest(session, { ...of, params: paramsOf(session, of) }, context);
  return askedNow(session, of) ?? ask(session, of, paramsOf(session, of));
}

/** Asks the process that made the proposals; where it was ended meanwhile they are made again, once. */
export async function fromMade<T>(
  session: Session,
  of: OfKind,
  given: { readonly context: HandlerContext; readonly asking: (asked: Asked) => Promise<T | null> },
): Promise<T> {
  const first = await given.asking(await ensured(session, of, given.context));
  if (first !== null) return first;
  await suggest(session, { ...of, params: paramsOf(session, of) }, given.context);
  const again = await given.asking(await ensured(session, of, given.context));
  if (again === null) throw new RangeError('the proposals are gone as soon as they are made');
  return again;
}

export async function proposals(
  session: Session,
  of: OfKind & PageQuery,
  context: HandlerContext,
): Promise<Output<AssayCalls['match.proposals']>> {
  const { method, find, at, limit } = of;
  const page = await fromMade(session, of, {
    context,
    asking: ({ stamp }) =>
      matchChildren(session).ask(
        of.caseId,
        'match.page',
        { books: session.vault().booksAccess(of.caseId), stamp, query: { method, find, at, limit } },
        { signal: context.signal },
      ),
  });
  return { total: page.total, proposals: [...page.proposals] };
}

/** Rows by name, as a person sees them; a row that is gone keeps its name. */
function namedRows(
  books: ReadDb,
  names: readonly string[],
  of: { kind: MatchKindName; tables: readonly TableName[]; money: MatchMoney; imports: Parameters<typeof rowPlaces>[2] },
): MatchRow[] {
  const { kind, money, imports } = of;
  const found = new Map<string, MatchRow>();
  for (const table of new Set(of.tables)) {
    const places = rowPlaces(books, table, imports);
    const ranks = places.ranksOf(names);
    const cells = cellsById(
      books,
      table,
      [...ranks.values()].map((rank) => places.idOf(rank)),
    );
    for (const [name, rank] of ranks) found.set(name, matchRowOf(cells.get(places.idOf(rank)), { name, table, kind, money }));
  }
  return names.map((name) => found.get(name) ?? matchRowOf(undefined, { name, table: of.tables[0] ?? 'declarations', kind, money }));
}

const methods: readonly MatchMethod[] = ['exact', 'rule', 'scored'];
const isKind = (kind: string): kind is MatchKindName => (matchKinds as readonly string[]).includes(kind);

const namesIn = ({ links }: MatchEntry): readonly string[] => [
  ...new Set([...links.map((link) => link.left), ...links.map((link) => link.right)]),
];

/** The rows of many decisions, looked up together: kind by kind, because a kind says how a row is shown. */
function rowsOfEntries(
  session: Session,
  caseId: CaseId,
  entries: readonly MatchEntry[],
): ReadonlyMap<string, ReadonlyMap<string, MatchRow>> {
  const money = moneyOf(session, caseId);
  const imports = visibleImports(session, caseId);
  const used = matchKinds.filter((kind) => entries.some((entry) => entry.kind === kind));
  return session
    .vault()
    .books(caseId)
    .read(
      (books) =>
        new Map(
          used.map((kind) => {
            const names = [...new Set(entries.filter((entry) => entry.kind === kind).flatMap(namesIn))];
            const { left, right } = kindSpecs[kind];
            const rows = namedRows(books, names, { kind, money, imports, tables: [left.table, right.table] });
            return [kind, new Map(rows.map((row) => [row.name, row]))] as const;
          }),
        ),
    );
}

/** Entries as the contract shows them, with the rows that they join. */
function matchSets(session: Session, caseId: CaseId, entries: readonly MatchEntry[]): MatchSet[] {
  if (entries.length === 0) return [];
  const rows = rowsOfEntries(session, caseId, entries);
  return entries.flatMap((entry): MatchSet[] => {
    const { kind } = entry;
    if (!isKind(kind)) return [];
    return [
      {
        matchId: entry.matchId,
        kind,
        method: methods.find((one) => one === entry.method) ?? 'hand',
        rule: entry.rule,
        state: entry.state === 'refused' ? 'refused' : 'confirmed',
        links: entry.links.map((link) => ({ ...link })),
        rows: namesIn(entry).flatMap((name) => rows.get(kind)?.get(name) ?? []),
        note: entry.note ?? '',
        at: entry.at,
        by: entry.by,
      },
    ];
  });
}

type Listed = {
  readonly kind: MatchKindName | null;
  readonly state: 'confirmed' | 'refused' | null;
  readonly at: number;
  readonly limit: number;
};

/** Decisions, the newest first: the place in the list leads to the place in the log. */
export async function matches(session: Session, caseId: CaseId, listed: Listed): Promise<Output<AssayCalls['match.list']>> {
  const { kind, state, at, limit } = listed;
  const log = await matchLog(session, caseId);
  const places = placesIn(log, kind === null ? matchKinds : [kind], state === null ? ['confirmed', 'refused'] : [state]);
  const end = Math.max(0, places.length - at);
  const page = [...places.subarray(Math.max(0, end - limit), end)].toReversed();
  const entries = session.vault().assay.read((db) => matchesAt(db, caseId, page));
  return { total: places.length, matches: matchSets(session, caseId, entries) };
}

export const matchesOf = (session: Session, caseId: CaseId, row: string): MatchSet[] =>
  matchSets(
    session,
    caseId,
    session.vault().assay.read((db) => matchesOfRow(db, caseId, row)),
  );

type Counted = { readonly caseId: CaseId; readonly kinds?: readonly MatchKindName[] | undefined };

/** What each kind has on its two sides and what of it is matched; kept until books or decisions change. @throws Refused cancelled */
export async function summaries(session: Session, { caseId, kinds = matchKinds }: Counted, context: HandlerContext): Promise<Summary[]> {
  const all: Summary[] = [];
  for (const [done, kind] of kinds.entries()) {
    const of = { caseId, kind };
    context.progress({ stage: 'match', done, total: kinds.length });
    const sums = await waitFor(sumsOf(session, of), context.signal, 'match.summary');
    const log = await matchLog(session, caseId);
    all.push({ ...sums, proposed: askedNow(session, of)?.proposed ?? 0, ...counts(log, kind) });
  }
  return all;
}

type Side = { readonly side: 'left' | 'right'; readonly find: string; readonly at: number; readonly limit: number };

/** Records of a side of which something is open, in the order of the books. @throws Refused cancelled */
export async function unmatched(
  session: Session,
  of: OfKind & Side,
  context: HandlerContext,
): Promise<Output<AssayCalls['match.unmatched']>> {
  const { caseId, side, find, at, limit } = of;
  const asked = asking(session, of, (about) =>
    matchChildren(session).ask(caseId, 'match.open', { ...about, books: session.vault().booksAccess(caseId), side, find, at, limit }),
  );
  const { total, rows } = await waitFor(asked, context.signal, 'match.unmatched');
  return { total, rows: [...rows] };
}
