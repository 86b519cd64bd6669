import { equalOpen, partyLink, sameCurrency, sameWay } from './board.ts';
import type { Board } from './board.ts';
import { isSame } from './parties.ts';
import { propose } from './propose.ts';
import type { Joined } from './propose.ts';
import type { MatchRecord } from './record.ts';

/** A key that so many pairs share tells nothing: "б/н", "1". */
export const mostPairs = 2_500;

export type KeyGroup = { readonly key: string; readonly lefts: readonly number[]; readonly rights: readonly number[] };
export type Keys = { readonly left: (l: number) => readonly string[]; readonly right: (r: number) => readonly string[] };

/** Most records hold one key or none: a set is made only where one could stand twice. */
const once = (keys: readonly string[]): Iterable<string> => (keys.length < 2 ? keys : new Set(keys));

/** Keys that both sides hold, sorted; only open records. */
export function sharedKeys(board: Board, keys: Keys): readonly KeyGroup[] {
  const groups = new Map<string, { lefts: number[]; rights: number[] }>();
  const { left, right } = board.input;
  for (let l = 0; l < left.length; l += 1) {
    if (board.leftDone[l] === 1) continue;
    for (const key of once(keys.left(l))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { lefts: [l], rights: [] });
      else known.lefts.push(l);
    }
  }
  for (let r = 0; r < right.length; r += 1) {
    if (board.rightDone[r] === 1) continue;
    for (const key of once(keys.right(r))) groups.get(key)?.rights.push(r);
  }
  const both: KeyGroup[] = [];
  for (const [key, { lefts, rights }] of groups)
    if (rights.length > 0 && lefts.length * rights.length <= mostPairs) both.push({ key, lefts, rights });
  return both.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The numbers of one kind that a record holds. */
export const idsOf =
  (all: readonly MatchRecord[], kind: string) =>
  (i: number): readonly string[] => {
    const ids = all[i]?.ids ?? [];
    return ids.every((id) => id.startsWith(`${kind}:`)) ? ids : ids.filter((id) => id.startsWith(`${kind}:`));
  };

/** Number, party, currency and amount agree. Where the kind has no parties there is none that could disagree. */
function isExact(board: Board, l: number, r: number): boolean {
  if (!sameWay(board, l, r) || !sameCurrency(board, l, r) || !equalOpen(board, l, r) || board.isRefused(l, r)) return false;
  return board.input.traits.subject === 'none' || isSame(partyLink(board, l, r));
}

type Pair = { readonly l: number; readonly r: number; readonly shared: string[] };

function exactPairs(board: Board, kind: string): readonly Pair[] {
  const { left, right } = board.input;
  const pairs = new Map<number, Pair>();
  for (const { key, lefts, rights } of sharedKeys(board, { left: idsOf(left, kind), right: idsOf(right, kind) })) {
    for (const l of lefts) {
      for (const r of rights) {
        if (!isExact(board, l, r)) continue;
        const pair = l * right.length + r;
        const known = pairs.get(pair);
        if (known === undefined) pairs.set(pair, { l, r, shared: [key] });
        else known.shared.push(key);
      }
    }
  }
  return [...pairs.values()];
}

const countBy = (pairs: readonly Pair[], of: (pair: Pair) => number): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const pair of pairs) counts.set(of(pair), (counts.get(of(pair)) ?? 0) + 1);
  return counts;
};

/** What two records with equal open amounts give each other. */
export function carried(board: Board, l: number, r: number): number | null {
  const right = Math.abs(board.rightOpen[r] ?? Number.NaN);
  const amount = board.input.traits.amounts === 'right' ? right : Math.min(Math.abs(board.leftOpen[l] ?? Number.NaN), right);
  return Number.isNaN(amount) ? null : amount;
}

/**
 * One record of each side that hold the same number, of the same party, in the same currency, with amounts that agree to the minor unit;
 * where several would do, it is not exact and goes on to the rules. Where only the right side carries amounts, one left record takes every
 * right one that names it and no other.
 */
export function proposeExact(board: Board): void {
  for (const kind of board.input.traits.numbers) {
    const pairs = exactPairs(board, kind);
    const [lefts, rights] = [countBy(pairs, (p) => p.l), countBy(pairs, (p) => p.r)];
    const many = board.input.traits.amounts === 'right';
    const sets = new Map<number, Pair[]>();
    for (const pair of pairs) {
      if (rights.get(pair.r) !== 1 || (!many && lefts.get(pair.l) !== 1)) continue;
      const set = sets.get(pair.l);
      if (set === undefined) sets.set(pair.l, [pair]);
      else set.push(pair);
    }
    for (const set of sets.values()) {
      const joined = set.map(({ l, r }): Joined => ({ l, r, amount: carried(board, l, r) }));
      const shared = set.length === 1 ? (set[0]?.shared ?? []) : [...new Set(set.flatMap((pair) => pair.shared))];
      propose(board, joined, { method: 'exact', rule: 'sameNumber', score: 1, shared }, board.input.right[set[0]?.r ?? -1]?.currency ?? '');
    }
  }
}
