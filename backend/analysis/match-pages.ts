import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { openRow } from '../../contract/rpc/matching.ts';
import { restOf } from '../../domain/matching/by-hand.ts';
import type { Openings } from '../../domain/matching/open.ts';
import { totalsOf } from '../../domain/matching/totals.ts';
import type { Weights } from '../../domain/matching/totals.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import type { MatchMethod, MatchRecord, Proposal } from '../../domain/matching/record.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { ReadDb } from '../../db/store.ts';
import { decimalOf } from './match-rows.ts';
import { keyOf, rowsByRank, shownProposal, storedLink } from './matching.ts';
import type { Loaded, MatchRequest, Suggestion } from './matching.ts';

export type SideSums = { rows: number; matched: number; open: number; amount: string; matchedAmount: string; uncounted: number };
export type KindSums = { kind: MatchKindName; left: SideSums; right: SideSums; currency: string };
export type OpenRow = z.output<typeof openRow>;
export type SideName = 'left' | 'right';

/** A proposal as a decision about it is written down. */
export type Picked = { readonly key: string; readonly method: MatchMethod; readonly rule: string; readonly links: readonly StoredLink[] };
export type PageQuery = { readonly method: MatchMethod | null; readonly find: string; readonly at: number; readonly limit: number };
export type Choice = { readonly method: MatchMethod; readonly minScore: number };

/** Proposals of one request, with what became of them. */
export type Made = {
  readonly stamp: string;
  readonly loaded: Loaded;
  readonly proposals: readonly Proposal[];
  readonly states: Map<number, Suggestion['state']>;
  /** proposal by key, made when a key is asked for */
  byKey: ReadonlyMap<string, number> | null;
};

export const keysOf = (made: Made): ReadonlyMap<string, number> => {
  made.byKey ??= new Map(made.proposals.map((proposal, i) => [keyOf(made.loaded, proposal), i]));
  return made.byKey;
};

export function sumsOf({ kind, money }: MatchRequest, of: { readonly openings: Openings; readonly weights: Weights }): KindSums {
  const totals = totalsOf(of.openings, of.weights);
  const { currency } = totals;
  const side = ({ amount, matchedAmount, ...counts }: typeof totals.left): SideSums => ({
    ...counts,
    amount: decimalOf(amount, { kind, currency, money }),
    matchedAmount: decimalOf(matchedAmount, { kind, currency, money }),
  });
  return { kind, left: side(totals.left), right: side(totals.right), currency };
}

/** Whether records of a side have words in their number, party or contract; letters' case does not count. A party is looked at once. */
export function holdsWords({ input }: Loaded, side: SideName, find: string): (place: number) => boolean {
  const parties = input.parties[side].map(({ name }) => name.toLowerCase().includes(find));
  return (place) => {
    const record = input[side][place];
    if (record === undefined) return false;
    return parties[record.party] === true || record.label.toLowerCase().includes(find) || record.contract.toLowerCase().includes(find);
  };
}

export function proposalPage(db: ReadDb, made: Made, { method, find, at, limit }: PageQuery): { total: number; proposals: Suggestion[] } {
  const small = find.trim().toLowerCase();
  const [left, right] = [holdsWords(made.loaded, 'left', small), holdsWords(made.loaded, 'right', small)];
  const places = made.proposals.flatMap((proposal, i) => {
    if (method !== null && proposal.method !== method) return [];
    return small === '' || proposal.lefts.some(left) || proposal.rights.some(right) ? [i] : [];
  });
  const shown = places.slice(at, at + limit).flatMap((i) => {
    const proposal = made.proposals[i];
    return proposal === undefined ? [] : [shownProposal(db, made.loaded, proposal, made.states.get(i) ?? 'proposed')];
  });
  return { total: places.length, proposals: shown };
}

/** Keys of the open proposals of a method from a score on, in the order of the list. */
export function openKeys(made: Made, { method, minScore }: Choice): readonly string[] {
  const fits = (i: number | undefined): boolean => {
    const one = i === undefined ? undefined : made.proposals[i];
    return one !== undefined && one.method === method && one.score >= minScore && !made.states.has(i ?? -1);
  };
  return [...keysOf(made)].flatMap(([key, i]) => (fits(i) ? [key] : []));
}

/** Open proposals as decisions about them are written down. */
export function pickProposals(made: Made, keys: readonly string[]): readonly Picked[] {
  const known = keysOf(made);
  return [...new Set(keys)].flatMap((key) => {
    const i = known.get(key);
    const one = i === undefined ? undefined : made.proposals[i];
    if (i === undefined || one === undefined || made.states.has(i)) return [];
    return [{ key, method: one.method, rule: one.rule, links: one.links.map((link) => storedLink(made.loaded, link)) }];
  });
}

/** A record as a person links it: the whole document, and what is left of it. */
function openRowOf(
  row: ReturnType<typeof rowsByRank>[number],
  record: MatchRecord | undefined,
  of: { readonly request: MatchRequest; readonly rest: number | null },
): OpenRow {
  const { kind, money } = of.request;
  const amount = record === undefined || Number.isNaN(record.amount) ? null : record.amount;
  const currency = record === undefined || record.currency === '' ? row.currency : record.currency;
  const say = (value: number | null): OpenRow['open'] => (value === null ? null : decimalOf(value, { kind, currency, money }));
  const several = record !== undefined && record.lines.length > 1;
  const label = several && record.label !== '' ? record.label : row.label;
  return { ...row, label, amount: say(amount), currency, open: say(of.rest) };
}

/** Rows of a list of open records. @param places of the records in the order of the list */
export function openRows(db: ReadDb, loaded: Loaded, of: { openings: Openings; side: SideName; places: Int32Array }): OpenRow[] {
  const { openings, side, places } = of;
  const records = loaded.input[side];
  const at = [...places];
  const rows = rowsByRank(db, loaded, { side, ranks: at.map((place) => records[place]?.rank ?? 0) });
  return rows.map((row, i) => {
    const place = at[i] ?? -1;
    return openRowOf(row, records[place], { request: loaded.request, rest: restOf(openings, side, place) });
  });
}

/** Names a narrowed list. */
export const listName = (find: string): string => createHash('sha256').update(find).digest('hex');
