import { daysApart, equalOpen, inWindow, sameWay } from './board.ts';
import type { Board } from './board.ts';
import { propose } from './propose.ts';
import type { Joined } from './propose.ts';
import { oneMinor } from './record.ts';
import type { MatchRecord } from './record.ts';
import { findSum } from './subset-sum.ts';

/** Open records of one company and currency. */
export type Block = { readonly lefts: readonly number[]; readonly rights: readonly number[] };

/** Numbers that the other side holds: who has one belongs there, whatever the amounts say. */
function heldBy(all: readonly MatchRecord[], kinds: readonly string[]): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { ids } of all) for (const id of ids) if (kinds.includes(id.slice(0, id.indexOf(':')))) held.add(id);
  return held;
}

/** Records that no number leads anywhere, by company and currency. */
export function freeBlocks(board: Board): readonly Block[] {
  const { left, right, parties, traits } = board.input;
  const [byLeft, byRight] = [heldBy(left, traits.numbers), heldBy(right, traits.numbers)];
  const blocks = new Map<string, { lefts: number[]; rights: number[] }>();
  const put = (side: 'lefts' | 'rights', group: number, of: { at: number; currency: string }): void => {
    if (group < 0) return;
    const key = `${group} ${of.currency}`;
    const block = blocks.get(key) ?? { lefts: [], rights: [] };
    blocks.set(key, block);
    block[side].push(of.at);
  };
  left.forEach((one, at) => {
    const bound = one.ids.some((id) => byRight.has(id));
    if (board.leftDone[at] === 0 && !bound && (board.leftOpen[at] ?? 0) > 0)
      put('lefts', parties.groupOfLeft(one.party), { at, currency: one.currency });
  });
  right.forEach((one, at) => {
    const bound = one.ids.some((id) => byLeft.has(id));
    if (board.rightDone[at] === 0 && !bound && (board.rightOpen[at] ?? 0) > 0)
      put('rights', parties.groupOfRight(one.party), { at, currency: one.currency });
  });
  const rank =
    (all: readonly MatchRecord[]) =>
    (a: number, b: number): number =>
      (all[a]?.rank ?? 0) - (all[b]?.rank ?? 0);
  const sorted = [...blocks.values()]
    .filter(({ lefts, rights }) => lefts.length > 0 && rights.length > 0)
    .map(({ lefts, rights }) => ({ lefts: lefts.toSorted(rank(left)), rights: rights.toSorted(rank(right)) }));
  return sorted.toSorted((a, b) => (left[a.lefts[0] ?? 0]?.rank ?? 0) - (left[b.lefts[0] ?? 0]?.rank ?? 0));
}

/** Records by amount, for looking up a span of amounts. */
export function byAmount(at: readonly number[], open: Float64Array, rankOf: (i: number) => number): readonly number[] {
  return at.toSorted((a, b) => (open[a] ?? 0) - (open[b] ?? 0) || rankOf(a) - rankOf(b));
}

/** First place in the sorted list whose amount is not below. */
export function firstFrom(sorted: readonly number[], open: Float64Array, amount: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((open[sorted[middle] ?? 0] ?? 0) < amount) low = middle + 1;
    else high = middle;
  }
  return low;
}

const rankOfLeft =
  (board: Board) =>
  (l: number): number =>
    board.input.left[l]?.rank ?? 0;

/** Both named a document that nobody holds: they differ, and an equal amount does not mend that. */
const clash = (board: Board, l: number, r: number): boolean => {
  const [a, b] = [board.input.left[l]?.ids ?? [], board.input.right[r]?.ids ?? []];
  return a.some((x) => b.some((y) => y.slice(0, y.indexOf(':')) === x.slice(0, x.indexOf(':'))));
};

const sameContract = (board: Board, l: number, r: number): boolean => {
  const [a, b] = [board.input.left[l]?.contract ?? '', board.input.right[r]?.contract ?? ''];
  return a !== '' && a === b;
};
const otherContract = (board: Board, l: number, r: number): boolean => {
  const [a, b] = [board.input.left[l]?.contract ?? '', board.input.right[r]?.contract ?? ''];
  return a !== '' && b !== '' && a !== b;
};

const mayMeet = (board: Board, l: number, r: number): boolean =>
  sameWay(board, l, r) && inWindow(board, l, r) && !clash(board, l, r) && !otherContract(board, l, r) && !board.isRefused(l, r);

/** One record of each side of equal amount in the window, and no other that would do. */
function equalAmounts(board: Board, { lefts, rights }: Block): void {
  const sorted = byAmount(lefts, board.leftOpen, rankOfLeft(board));
  const pairs: (readonly [number, number])[] = [];
  const [leftCount, rightCount] = [new Map<number, number>(), new Map<number, number>()];
  for (const r of rights) {
    const open = board.rightOpen[r] ?? 0;
    for (let i = firstFrom(sorted, board.leftOpen, open - oneMinor); i < sorted.length; i += 1) {
      const l = sorted[i] ?? 0;
      if ((board.leftOpen[l] ?? 0) > open + oneMinor) break;
      if (!equalOpen(board, l, r) || !mayMeet(board, l, r)) continue;
      pairs.push([l, r]);
      leftCount.set(l, (leftCount.get(l) ?? 0) + 1);
      rightCount.set(r, (rightCount.get(r) ?? 0) + 1);
    }
  }
  for (const [l, r] of pairs) {
    if (leftCount.get(l) !== 1 || rightCount.get(r) !== 1) continue;
    const amount = Math.min(board.leftOpen[l] ?? 0, board.rightOpen[r] ?? 0);
    const score = sameContract(board, l, r) ? 0.92 : 0.86;
    propose(board, [{ l, r, amount }], { method: 'rule', rule: 'sameAmount', score }, board.input.right[r]?.currency ?? '');
  }
}

/** All that is open of one contract on one day, settled at once. */
function groupsOfDay(board: Board, { lefts, rights }: Block): void {
  const groups = new Map<string, number[]>();
  for (const l of lefts) {
    const one = board.input.left[l];
    if (one === undefined || board.leftDone[l] === 1 || Number.isNaN(one.day)) continue;
    const key = `${one.contract} ${one.day}`;
    groups.set(key, [...(groups.get(key) ?? []), l]);
  }
  const several = [...groups.values()].filter((group) => group.length > 1 && group.length <= mostInGroup);
  for (const r of rights) {
    if (board.rightDone[r] === 1) continue;
    const open = board.rightOpen[r] ?? 0;
    const fit = several.filter(
      (group) =>
        group.every((l) => board.leftDone[l] === 0 && mayMeet(board, l, r)) &&
        Math.abs(group.reduce((sum, l) => sum + (board.leftOpen[l] ?? 0), 0) - open) <= oneMinor,
    );
    const [only] = fit;
    if (fit.length !== 1 || only === undefined) continue;
    const joined = only.map((l): Joined => ({ l, r, amount: board.leftOpen[l] ?? 0 }));
    propose(board, capped(joined, open), { method: 'rule', rule: 'groupOfDay', score: 0.88 }, board.input.right[r]?.currency ?? '');
  }
}

const mostInGroup = 40;

/** A minor unit that the sum is too large by is taken from the last. */
function capped(joined: readonly Joined[], most: number): readonly Joined[] {
  let left = most;
  return joined.map((one) => {
    const amount = Math.min(one.amount ?? 0, left);
    left -= amount;
    return { ...one, amount };
  });
}

/** Of the nearest so many open records up to so many that add up; the search is bounded, so that it ends in time. */
export const sumBounds = { nearest: 16, most: 5, steps: 4_000 } as const;

/** Steps that all searches of one run may take together. */
const allSteps = 6_000_000;

type Budget = { steps: number };

function nearest(from: readonly number[], far: (i: number) => number): readonly number[] {
  const apart = (i: number): number => Math.abs(far(i));
  return from.toSorted((a, b) => apart(a) - apart(b) || a - b).slice(0, sumBounds.nearest);
}

/** One right record that several left ones add up to, the only ones that do; then one left against several right ones. */
function sumsOfGroups(board: Board, { lefts, rights }: Block, budget: Budget): void {
  for (const r of rights) {
    if (board.rightDone[r] === 1 || budget.steps <= 0) continue;
    const open = board.rightOpen[r] ?? 0;
    const may = nearest(
      lefts.filter((l) => board.leftDone[l] === 0 && mayMeet(board, l, r)),
      (l) => daysApart(board, l, r),
    );
    const amounts = may.map((l) => board.leftOpen[l] ?? 0);
    const { found } = findSum(amounts, open, { ...sumBounds, within: oneMinor });
    budget.steps -= sumBounds.steps / 8;
    if (found === null) continue;
    const joined = capped(
      found.map((i): Joined => ({ l: may[i] ?? 0, r, amount: amounts[i] ?? 0 })),
      open,
    );
    propose(board, joined, { method: 'rule', rule: 'sumOfGroup', score: 0.84 }, board.input.right[r]?.currency ?? '');
  }
  for (const l of lefts) {
    if (board.leftDone[l] === 1 || budget.steps <= 0) continue;
    const open = board.leftOpen[l] ?? 0;
    const may = nearest(
      rights.filter((r) => board.rightDone[r] === 0 && mayMeet(board, l, r)),
      (r) => daysApart(board, l, r),
    );
    const amounts = may.map((r) => board.rightOpen[r] ?? 0);
    const { found } = findSum(amounts, open, { ...sumBounds, within: oneMinor });
    budget.steps -= sumBounds.steps / 8;
    if (found === null) continue;
    const joined = capped(
      found.map((i): Joined => ({ l, r: may[i] ?? 0, amount: amounts[i] ?? 0 })),
      open,
    );
    propose(board, joined, { method: 'rule', rule: 'sumOfGroup', score: 0.84 }, board.input.left[l]?.currency ?? '');
  }
}

/** Records of one company and currency that no number leads anywhere, joined where their amounts leave no choice. */
export function proposeByAmount(board: Board): void {
  if (!board.input.traits.byAmount || board.input.traits.amounts !== 'both') return;
  const budget = { steps: allSteps };
  for (const block of freeBlocks(board)) {
    equalAmounts(board, block);
    groupsOfDay(board, block);
    sumsOfGroups(board, block, budget);
  }
}
