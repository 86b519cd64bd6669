import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { suggestion } from '../../contract/rpc/matching.ts';
import { cellsById, rowPlaces, rowsOnAccounts, sampledRows, sideRows } from '../../db/queries/matching.ts';
import type { RowPlaces } from '../../db/queries/matching.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { ReadDb } from '../../db/store.ts';
import { explain } from '../../domain/matching/explain.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import { accountNames } from '../../domain/matching/ledger-side.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { partyBook } from '../../domain/matching/parties.ts';
import { converter, rateColumns } from '../../domain/matching/rates.ts';
import { undecided, usualParams } from '../../domain/matching/record.ts';
import type { Decided, Link, MatchInput, MatchParams, Proposal } from '../../domain/matching/record.ts';
import { cellsOf } from '../../domain/matching/sides.ts';
import { inBookOrder, suggestMatches } from '../../domain/matching/suggest.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { decimalOf, digitsOfAmount, matchRowOf, sayAmount } from './match-rows.ts';
import type { MatchMoney, MatchRow } from './match-rows.ts';

export type Suggestion = z.output<typeof suggestion>;

/** Which records. */
export type MatchRequest = {
  readonly kind: MatchKindName;
  readonly money: MatchMoney;
  /** ids of the imports whose operation stands */
  readonly imports: readonly string[];
  /** names the books as they are: the imports that stand and the values that were put over theirs */
  readonly books: string;
};

/** A decision as it is told from process to process. */
export type StoredDecision = {
  readonly id: string;
  readonly state: 'confirmed' | 'refused' | 'gone';
  readonly links: readonly StoredLink[];
};

/** The sides of one kind, as they are kept between questions. */
export type Loaded = { readonly request: MatchRequest; readonly input: MatchInput; readonly left: RowPlaces; readonly right: RowPlaces };

type Books = { readonly db: ReadDb; readonly imports: readonly BookImport[]; readonly kept: KeptColumns };

function linkOf(
  stored: StoredLink,
  ranks: { left: ReadonlyMap<string, number>; right: ReadonlyMap<string, number> },
  request: MatchRequest,
): Link {
  const { kind, money } = request;
  const { currency } = stored;
  const scaled = stored.amount === null ? null : decimalToScaled(stored.amount, digitsOfAmount({ kind, currency, money }));
  const amount = scaled === null ? null : Number(scaled);
  // a row that is not visible any more has no rank; its other half is matched all the same
  const [left, right] = [ranks.left.get(stored.left) ?? -1, ranks.right.get(stored.right)];
  const inner = right === undefined ? ranks.left.get(stored.right) : undefined;
  return inner === undefined ? { left, right: right ?? -1, amount, currency } : { left, right: inner, amount, currency, inner: true };
}

/** Links by name as links by rank, decision by decision. Names are looked up together: most of them belong to few files. */
export function linksByRank(
  request: MatchRequest,
  sides: { readonly left: RowPlaces; readonly right: RowPlaces },
  decisions: readonly Pick<StoredDecision, 'links'>[],
): readonly (readonly Link[])[] {
  const names = new Set<string>();
  for (const { links } of decisions) for (const { left, right } of links) names.add(left).add(right);
  const all = [...names];
  const ranks = { left: sides.left.ranksOf(all), right: sides.right.ranksOf(all) };
  return decisions.map(({ links }) => links.map((link) => linkOf(link, ranks, request)));
}

/** Reads both sides of a kind, and the rates between their currencies. @throws Refused column_unknown */
export function loadSides({ db, imports, kept }: Books, request: MatchRequest): Loaded {
  const { kind, money } = request;
  const spec = kindSpecs[kind];
  const from = { imports, kept };
  const [left, right] = [rowPlaces(db, spec.left.table, imports), rowPlaces(db, spec.right.table, imports)];
  const leftSide = spec.leftSide(cellsOf(sideRows(db, spec.left, from)), money.national);
  const accounts = spec.accounts?.(cellsOf(sampledRows(db, spec.right, imports)), leftSide, money.national) ?? new Set<string>();
  const rows =
    accounts.size === 0
      ? sideRows(db, spec.right, from)
      : rowsOnAccounts(db, { columns: spec.right.columns, accounts: accountNames(accounts) }, imports);
  const sides = { left: leftSide, right: spec.rightSide(cellsOf(rows), { left: leftSide, national: money.national, accounts }) };
  const rates = cellsOf(sideRows(db, { table: 'rates', columns: rateColumns }, from));
  const input: MatchInput = {
    left: inBookOrder(sides.left.records),
    right: inBookOrder(sides.right.records),
    parties: partyBook(sides.left.parties, sides.right.parties),
    traits: spec.traits,
    params: usualParams,
    decided: undecided,
    convert: converter(rates, money.national, (currency) => money.digits[currency] ?? 2),
  };
  return { request, input, left, right };
}

/** The same sides under parameters and with what people have decided by now. */
export const loadedWith = (loaded: Loaded, given: { readonly params: MatchParams; readonly decided: Decided }): Loaded => ({
  ...loaded,
  input: { ...loaded.input, ...given },
});

export const suggestFor = (loaded: Loaded): readonly Proposal[] => suggestMatches(loaded.input);

/** Stable: told by the rows and nothing else. The same books give the same key on every laptop. */
export function keyOf({ request, left, right }: Loaded, proposal: Proposal): string {
  const rows = new Set(proposal.links.flatMap((link) => [left.tagOf(link.left), (link.inner === true ? left : right).tagOf(link.right)]));
  return createHash('sha256')
    .update(`${request.kind}\n${[...rows].toSorted().join('\n')}`)
    .digest('hex')
    .slice(0, 32);
}

/** A link as the log keeps it. */
export function storedLink({ request, left, right }: Loaded, link: Link): StoredLink {
  const { kind, money } = request;
  return {
    left: left.nameOf(link.left),
    right: (link.inner === true ? left : right).nameOf(link.right),
    amount: link.amount === null ? null : decimalOf(link.amount, { kind, currency: link.currency, money }),
    currency: link.currency,
  };
}

/** Rows by rank, as a person sees them, in the order of the books. */
export function rowsByRank(
  db: ReadDb,
  { request, left, right }: Loaded,
  of: { side: 'left' | 'right'; ranks: readonly number[] },
): MatchRow[] {
  const places = of.side === 'left' ? left : right;
  const { kind, money } = request;
  const cells = cellsById(
    db,
    places.table,
    of.ranks.map((rank) => places.idOf(rank)),
  );
  return of.ranks.map((rank) => matchRowOf(cells.get(places.idOf(rank)), { name: places.nameOf(rank), table: places.table, kind, money }));
}

const byRank = (ranks: Iterable<number>): readonly number[] => [...new Set(ranks)].toSorted((a, b) => a - b);

/** A proposal with everything that a person must see of it. */
export function shownProposal(db: ReadDb, loaded: Loaded, proposal: Proposal, state: Suggestion['state']): Suggestion {
  const { kind, money } = loaded.request;
  const inner = proposal.links.filter((link) => link.inner === true);
  const lefts = byRank([...proposal.links.map((link) => link.left), ...inner.map((link) => link.right)]);
  const rights = byRank(proposal.links.filter((link) => link.inner !== true).map((link) => link.right));
  const { difference, currency, method, rule, score } = proposal;
  return {
    key: keyOf(loaded, proposal),
    kind,
    method,
    rule,
    score,
    why: [...explain(loaded.input, proposal, sayAmount(kind, money))],
    rows: [...rowsByRank(db, loaded, { side: 'left', ranks: lefts }), ...rowsByRank(db, loaded, { side: 'right', ranks: rights })],
    links: proposal.links.map((link) => ({ ...storedLink(loaded, link) })),
    difference: difference === null ? null : decimalOf(difference, { kind, currency, money }),
    state,
  };
}
