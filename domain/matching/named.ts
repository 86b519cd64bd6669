import { apportion } from '../money/apportion.ts';
import { allocate } from './allocate.ts';
import { daysApart, partiesMay, partyLink, sameCurrency, sameWay, toleranceOf } from './board.ts';
import type { Board } from './board.ts';
import { carried, idsOf, sharedKeys } from './exact.ts';
import type { Keys } from './exact.ts';
import { looseNumber, numbersInText } from './numbers.ts';
import { bankSlack } from './open.ts';
import { hangTogether, propose } from './propose.ts';
import type { Joined } from './propose.ts';
import { oneMinor } from './record.ts';
import type { MatchRule } from './record.ts';

/** How a number leads from one record to the other. */
type Tier = { readonly keys: Keys; readonly rule: 'sameNumber' | 'numberVariant' | 'numberInText'; readonly worth: number };

type Edges = { readonly of: Map<number, Map<number, string[]>>; readonly count: number };

const looseKeys = (ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => {
    const at = id.indexOf(':');
    const loose = looseNumber(id.slice(at + 1));
    return loose.length < 3 ? [] : [`${id.slice(0, at)}:${loose}`];
  });

const bareKeys = (ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => {
    const loose = looseNumber(id.slice(id.indexOf(':') + 1));
    return loose.length < 4 ? [] : [loose];
  });

/** Each kind of number as it is written, then in other spellings, then out of texts. */
function tiersOf(board: Board): readonly Tier[] {
  const { left, right, traits } = board.input;
  const written = traits.numbers.map(
    (kind): Tier => ({ rule: 'sameNumber', worth: 1, keys: { left: idsOf(left, kind), right: idsOf(right, kind) } }),
  );
  const variants = traits.numbers.map((kind): Tier => {
    const [l, r] = [idsOf(left, kind), idsOf(right, kind)];
    return { rule: 'numberVariant', worth: 0.97, keys: { left: (i) => looseKeys(l(i)), right: (i) => looseKeys(r(i)) } };
  });
  const inText: Tier = {
    rule: 'numberInText',
    worth: 0.96,
    keys: { left: (l) => bareKeys(left[l]?.ids ?? []), right: (r) => numbersInText(right[r]?.text ?? '') },
  };
  return [...written, ...variants, inText];
}

/** A number of this many signs leads to its document even where the names of the parties do not agree. */
const telling = 6;

/** Pairs that share a key: of parties that may be one, or of strangers, these only where the number is a telling one that nobody else holds. */
function edgesOf(board: Board, tier: Tier, strangers: boolean): Edges {
  const of: Edges['of'] = new Map();
  let count = 0;
  for (const { key, lefts, rights } of sharedKeys(board, tier.keys)) {
    const tells = looseNumber(key.slice(key.indexOf(':') + 1)).length >= telling;
    for (const l of lefts) {
      for (const r of rights) {
        if (!sameWay(board, l, r) || board.isRefused(l, r) || !sameSign(board, l, r)) continue;
        if (partiesMay(board, l, r) === strangers || (strangers && (!tells || someMay(board, l, rights)))) continue;
        const row = of.get(l) ?? new Map<number, string[]>();
        of.set(l, row);
        row.set(r, [...(row.get(r) ?? []), key]);
        count += 1;
      }
    }
  }
  return { of, count };
}

/** Somebody of the right party holds the number too: then it is not the other one's. */
const someMay = (board: Board, l: number, rights: readonly number[]): boolean => rights.some((r) => partiesMay(board, l, r));

function sameSign(board: Board, l: number, r: number): boolean {
  if (board.input.traits.amounts === 'right') return true;
  const [a, b] = [board.leftOpen[l] ?? Number.NaN, board.rightOpen[r] ?? Number.NaN];
  return (a > 0 && b > 0) || (a < 0 && b < 0);
}

type Component = { readonly lefts: number[]; readonly rights: number[] };

/** More records than these are not laid out together: a number that is in everything is no number. */
const mostTogether = 80;

/** Sets of records that hang together by the edges that pass, in the order of their first left record. */
function componentsOf(board: Board, edges: Edges, pass: (l: number, r: number) => boolean): readonly Component[] {
  const joined: Joined[] = [];
  for (const [l, row] of edges.of) for (const r of row.keys()) if (pass(l, r)) joined.push({ l, r, amount: null });
  const { left, right } = board.input;
  const order = (a: { day: number; rank: number } | undefined, b: { day: number; rank: number } | undefined): number =>
    known(a?.day) - known(b?.day) || (a?.rank ?? 0) - (b?.rank ?? 0);
  return hangTogether(joined, (l) => left[l]?.rank ?? 0).map((set) => ({
    lefts: [...new Set(set.map(({ l }) => l))].toSorted((a, b) => order(left[a], left[b])),
    rights: [...new Set(set.map(({ r }) => r))].toSorted((a, b) => order(right[a], right[b])),
  }));
}

const known = (day: number | undefined): number => (day === undefined || Number.isNaN(day) ? 0 : day);

/** Lays out one component and proposes what hangs together of it. */
function settle(board: Board, tier: Tier, { edges, lefts, rights }: Component & { edges: Edges }): void {
  const mayJoin = (l: number, r: number): boolean => edges.of.get(l)?.has(r) === true;
  const right = board.input.traits.amounts === 'right';
  const { joined, ties } = right
    ? {
        joined: rights.flatMap((r) =>
          sharedOut(
            board,
            r,
            lefts.filter((l) => mayJoin(l, r)),
          ),
        ),
        ties: 0,
      }
    : allocate({
        lefts,
        rights,
        mayJoin,
        leftOpen: (l) => Math.abs(board.leftOpen[l] ?? 0),
        rightOpen: (r) => Math.abs(board.rightOpen[r] ?? 0),
        days: (l, r) => daysApart(board, l, r),
      });
  for (const set of hangTogether(joined, (l) => board.input.left[l]?.rank ?? 0)) {
    const shared = [...new Set(set.flatMap(({ l, r }) => edges.of.get(l)?.get(r) ?? []))].toSorted();
    const judged = judge(board, tier, { set, ties });
    if (judged === null) continue;
    propose(board, set, { method: 'rule', ...judged, shared }, board.input.right[set[0]?.r ?? -1]?.currency ?? '');
  }
}

/** An amount that only the right side carries, over all that it names: in proportion to their gross weight where that is known. */
function sharedOut(board: Board, r: number, lefts: readonly number[]): readonly Joined[] {
  const amount = carried(board, lefts[0] ?? -1, r);
  if (amount === null || lefts.length < 2) return lefts.map((l) => ({ l, r, amount }));
  const gross = lefts.map((l) => board.input.left[l]?.gross ?? Number.NaN);
  const weights = gross.every((g) => g > 0) ? gross : lefts.map(() => 1);
  const parts = apportion(
    BigInt(amount),
    weights.map((weight) => BigInt(Math.round(weight))),
  );
  return lefts.map((l, i) => ({ l, r, amount: Number(parts[i] ?? 0n) }));
}

const openOf = (open: Float64Array, at: Iterable<number>): number => [...new Set(at)].reduce((sum, i) => sum + Math.abs(open[i] ?? 0), 0);

type Judged = { readonly rule: MatchRule; readonly score: number; readonly others: number };

/** Which rule a set of links stands for, and how sure it is; null where nothing but a number joins two companies. */
function judge(board: Board, tier: Tier, { set, ties }: { set: readonly Joined[]; ties: number }): Judged | null {
  const { traits } = board.input;
  const parties = set.map(({ l, r }) => partyLink(board, l, r));
  const strange = traits.subject !== 'none' && parties.some((p) => p.kind === 'different');
  const doubt = strange ? 0.75 : traits.subject !== 'none' && parties.some((p) => p.kind === 'similar' || p.kind === 'unknown') ? 0.97 : 1;
  const score = (base: number): number => base * tier.worth * doubt;
  const one = set.length === 1;
  if (traits.amounts === 'right' && strange) return { rule: 'otherParty', score: score(0.9), others: ties };
  if (traits.amounts === 'right') return { rule: one ? tier.rule : 'namedTogether', score: score(0.96), others: 0 };
  const [a, b] = [
    openOf(
      board.leftOpen,
      set.map(({ l }) => l),
    ),
    openOf(
      board.rightOpen,
      set.map(({ r }) => r),
    ),
  ];
  const difference = a - b;
  if (strange && Math.abs(difference) > toleranceOf(board, Math.max(a, b))) return null;
  if (strange) return { rule: 'otherParty', score: score(0.95), others: ties };
  if (Math.abs(difference) <= oneMinor * set.length) {
    if (!one) return { rule: 'namedTogether', score: score(0.97), others: ties };
    return ties > 0 ? { rule: 'sameNumberTie', score: score(0.9), others: ties } : { rule: tier.rule, score: score(0.98), others: 0 };
  }
  if (Math.abs(difference) <= toleranceOf(board, Math.max(a, b))) return { rule: 'withinTolerance', score: score(0.94), others: ties };
  if (!traits.inParts) return { rule: 'amountDiffers', score: score(0.82), others: ties };
  return difference > 0 ? { rule: 'partOf', score: score(0.91), others: ties } : { rule: 'moreThan', score: score(0.85), others: ties };
}

/** One invoice and one payment in another currency that name each other and agree at the rate of the day. */
function proposeOtherCurrencies(board: Board, edges: Edges): void {
  const { left, right, convert } = board.input;
  const rightCounts = new Map<number, number>();
  for (const row of edges.of.values()) for (const r of row.keys()) rightCounts.set(r, (rightCounts.get(r) ?? 0) + 1);
  const pairs = [...edges.of].toSorted(([a], [b]) => (left[a]?.rank ?? 0) - (left[b]?.rank ?? 0));
  for (const [l, row] of pairs) {
    const [r] = row.keys();
    if (r === undefined || row.size !== 1 || rightCounts.get(r) !== 1 || board.leftDone[l] === 1 || board.rightDone[r] === 1) continue;
    const [a, b] = [left[l], right[r]];
    if (a === undefined || b === undefined || a.currency === b.currency || sameCurrency(board, l, r)) continue;
    const open = Math.abs(board.leftOpen[l] ?? Number.NaN);
    const paid = convert(Math.abs(board.rightOpen[r] ?? Number.NaN), b.currency, a.currency, Number.isNaN(b.day) ? a.day : b.day);
    if (paid === null || Math.abs(paid - open) > Math.max(toleranceOf(board, open), open * bankSlack)) continue;
    const joined = [{ l, r, amount: Math.min(open, paid) }];
    const shared = row.get(r) ?? [];
    if (!propose(board, joined, { method: 'rule', rule: 'otherCurrency', score: 0.85, shared }, a.currency)) continue;
    // they were taken for one another: what a generous tolerance leaves of either is no other match
    board.leftDone[l] = 1;
    board.rightDone[r] = 1;
  }
}

/** Records that name each other by a number: one against several, in parts, with a difference; then the same with other spellings. */
export function proposeNamed(board: Board): void {
  const tiers = tiersOf(board);
  for (const tier of tiers) proposeTier(board, tier, edgesOf(board, tier, false));
  if (board.input.traits.subject === 'none') return;
  for (const tier of tiers) proposeTier(board, tier, edgesOf(board, tier, true));
}

function proposeTier(board: Board, tier: Tier, edges: Edges): void {
  if (edges.count === 0) return;
  const inOne = (l: number, r: number): boolean => sameCurrency(board, l, r);
  for (const { lefts, rights } of componentsOf(board, edges, inOne)) {
    const apart = currenciesOf(board, lefts).length > 1 || lefts.length + rights.length > mostTogether;
    const named = (l: number): readonly number[] => rights.filter((r) => edges.of.get(l)?.has(r) === true && inOne(l, r));
    const parts = apart ? lefts.map((l) => ({ lefts: [l], rights: named(l) })) : [{ lefts, rights }];
    for (const part of parts) {
      const open = {
        lefts: part.lefts.filter((l) => board.leftDone[l] === 0),
        rights: part.rights.filter((r) => board.rightDone[r] === 0),
      };
      if (open.lefts.length > 0 && open.rights.length > 0) settle(board, tier, { edges, ...open });
    }
  }
  if (board.input.traits.amounts === 'both') proposeOtherCurrencies(board, edges);
}

const currenciesOf = (board: Board, lefts: readonly number[]): readonly string[] => [
  ...new Set(lefts.map((l) => board.input.left[l]?.currency ?? '')),
];
