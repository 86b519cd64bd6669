import type { Board } from './board.ts';
import { linksByRow } from './by-hand.ts';
import { lineLinks } from './lines.ts';
import type { Giving } from './lines.ts';
import { take } from './open.ts';
import type { Compared, Link, MatchMethod, MatchRecord, MatchRule, Proposal } from './record.ts';

/** A link between two records of the board. @property amount null where none is carried */
export type Joined = { readonly l: number; readonly r: number; readonly amount: number | null };

export type Reason = {
  readonly method: MatchMethod;
  readonly rule: MatchRule;
  readonly score: number;
  readonly others?: number;
  readonly shared?: readonly string[];
  readonly compared?: Compared;
};

const recordsOf = (all: readonly MatchRecord[], at: readonly number[]): readonly MatchRecord[] =>
  at.flatMap((i) => {
    const one = all[i];
    return one === undefined ? [] : [one];
  });

const inOrder = (all: readonly MatchRecord[], at: readonly number[]): readonly number[] =>
  at.length === 1 ? at : [...new Set(at)].toSorted((x, y) => (all[x]?.rank ?? 0) - (all[y]?.rank ?? 0));

const sumOpen = (open: Float64Array, at: readonly number[]): number => at.reduce((sum, i) => sum + (open[i] ?? Number.NaN), 0);

/**
 * Row by row where both documents have rows with amounts; over the rows of one where only it has; else from head to head. No row gives more
 * than earlier links, confirmed or proposed, have left of it.
 */
function linksOf(
  board: Board,
  joined: readonly Joined[],
  of: { lefts: readonly number[]; rights: readonly number[]; currency: string },
): readonly Link[] {
  const { left, right } = board.input;
  const [lefts, rights] = [recordsOf(left, of.lefts), recordsOf(right, of.rights)];
  const alike = [...lefts, ...rights].every((one) => one.lines.length > 0 && one.currency === of.currency);
  const giving = (at: readonly number[], side: 'l' | 'r', all: readonly MatchRecord[]): readonly Giving[] =>
    at.flatMap((i) => {
      const record = all[i];
      return record === undefined ? [] : [{ record, most: dealt(joined, side, i) }];
    });
  const lines = alike && !touched(board, of) ? lineLinks(giving(of.lefts, 'l', left), giving(of.rights, 'r', right), of.currency) : [];
  for (const line of lines) {
    board.taken().add('left', line.left, line.amount ?? 0);
    board.taken().add('right', line.right, line.amount ?? 0);
  }
  if (lines.length > 0) return lines;
  return joined.flatMap(({ l, r, amount }): readonly Link[] => {
    const [x, y] = [left[l], right[r]];
    if (x === undefined || y === undefined) return [];
    const head = { left: x.rank, right: y.rank, amount, currency: of.currency };
    return x.lines.length + y.lines.length === 0 ? [head] : linksByRow(head, { left: x, right: y }, board.taken());
  });
}

/** What the links of a proposal give or take of one record; without an end where they carry no amount. */
const dealt = (joined: readonly Joined[], side: 'l' | 'r', at: number): number =>
  joined.reduce((sum, one) => (one[side] === at ? sum + (one.amount ?? Number.POSITIVE_INFINITY) : sum), 0);

/** Some of it is matched already: which of its lines are open is not known any more. */
function touched(board: Board, { lefts, rights }: { lefts: readonly number[]; rights: readonly number[] }): boolean {
  const { left, right } = board.input;
  return lefts.some((i) => board.leftOpen[i] !== left[i]?.amount) || rights.some((i) => board.rightOpen[i] !== right[i]?.amount);
}

/**
 * Puts a proposal on the list and takes its amounts from the board; a set that was refused before is left out.
 * @param currency of the links; '' where the records carry no amounts @returns whether it was put there
 */
export function propose(board: Board, given: readonly Joined[], reason: Reason, currency: string): boolean {
  const joined = given.toSorted((a, b) => a.l - b.l || a.r - b.r);
  const pairs = joined.map(({ l, r }) => [l, r] as const);
  if (joined.length === 0 || board.isRefusedSet(pairs) || pairs.every(([l, r]) => board.isRefused(l, r))) return false;
  const { left, right, traits } = board.input;
  const lefts = inOrder(
    left,
    joined.map(({ l }) => l),
  );
  const rights = inOrder(
    right,
    joined.map(({ r }) => r),
  );
  const mixed =
    traits.amounts === 'both' &&
    [...lefts.map((i) => left[i]?.currency), ...rights.map((i) => right[i]?.currency)].some((c) => c !== currency);
  const difference = mixed || traits.amounts === 'right' ? Number.NaN : sumOpen(board.leftOpen, lefts) - sumOpen(board.rightOpen, rights);
  const links = linksOf(board, joined, { lefts, rights, currency });
  const { method, rule, score, others = 0, shared = [], compared = null } = reason;
  const proposal: Proposal = {
    method,
    rule,
    score: Math.round(score * 1000) / 1000,
    lefts,
    rights,
    links,
    difference: Number.isNaN(difference) ? null : difference,
    currency,
    others,
    shared,
    compared,
  };
  board.proposals.push(proposal);
  for (const { l, r, amount } of joined) take(board, l, r, { amount, currency });
  return true;
}

/** Splits links into sets that hang together, in the order of their first left record. */
export function hangTogether(joined: readonly Joined[], rankOf: (l: number) => number): readonly (readonly Joined[])[] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    while ((parent.get(at) ?? at) !== at) at = parent.get(at) ?? at;
    return at;
  };
  for (const { l, r } of joined) parent.set(root(`r${r}`), root(`l${l}`));
  const sets = new Map<string, Joined[]>();
  for (const one of joined) {
    const key = root(`l${one.l}`);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [one]);
    else set.push(one);
  }
  const first = (set: readonly Joined[]): number => set.reduce((least, { l }) => Math.min(least, rankOf(l)), Number.MAX_SAFE_INTEGER);
  return [...sets.values()].toSorted((a, b) => first(a) - first(b));
}
