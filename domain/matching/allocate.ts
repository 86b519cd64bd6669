import { apportion } from '../money/apportion.ts';
import { oneMinor } from './record.ts';
import type { Joined } from './propose.ts';

/** Records that name each other, with what is open of each; all in one currency and of one sign. */
export type Component = {
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  /** which right ones a left one may be settled with */
  readonly mayJoin: (l: number, r: number) => boolean;
  readonly leftOpen: (l: number) => number;
  readonly rightOpen: (r: number) => number;
  readonly days: (l: number, r: number) => number;
};

type Rest = { readonly left: Map<number, number>; readonly right: Map<number, number> };

/** @property ties pairs of equal amounts beside which others would have done as well */
export type Allocated = { readonly joined: readonly Joined[]; readonly ties: number };

const distance = (days: number): number => (Number.isNaN(days) ? Number.MAX_SAFE_INTEGER : Math.abs(days));

type Deal = (l: number, r: number, amount: number) => void;

/** Pairs whose amounts agree, the nearest in days first. @returns how many pairs had rivals */
function equalPairs(of: Component, rest: Rest, deal: Deal): number {
  let ties = 0;
  for (const r of of.rights) {
    const open = rest.right.get(r) ?? 0;
    if (open === 0) continue;
    const fit = of.lefts.filter((l) => {
      const left = rest.left.get(l) ?? 0;
      return left !== 0 && of.mayJoin(l, r) && Math.abs(left - open) <= oneMinor;
    });
    const [best] = fit.toSorted((a, b) => distance(of.days(a, r)) - distance(of.days(b, r)) || of.lefts.indexOf(a) - of.lefts.indexOf(b));
    if (best === undefined) continue;
    const rivals = of.rights.filter(
      (other) => other !== r && of.mayJoin(best, other) && Math.abs((rest.right.get(other) ?? 0) - open) <= oneMinor,
    );
    if (fit.length > 1 || rivals.length > 0) ties += 1;
    deal(best, r, Math.min(rest.left.get(best) ?? 0, open));
    rest.left.set(best, 0);
    rest.right.set(r, 0);
  }
  return ties;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** One record that equals all that it names together. */
function equalGroups(of: Component, rest: Rest, deal: Deal): void {
  for (const r of of.rights) {
    const open = rest.right.get(r) ?? 0;
    const named = of.lefts.filter((l) => (rest.left.get(l) ?? 0) > 0 && of.mayJoin(l, r));
    if (open === 0 || named.length < 2 || Math.abs(sum(named.map((l) => rest.left.get(l) ?? 0)) - open) > oneMinor) continue;
    spread(
      named.map((l) => [l, rest.left.get(l) ?? 0]),
      open,
      (l, amount) => deal(l, r, amount),
      rest.left,
    );
    rest.right.set(r, 0);
  }
  for (const l of of.lefts) {
    const open = rest.left.get(l) ?? 0;
    const named = of.rights.filter((r) => (rest.right.get(r) ?? 0) > 0 && of.mayJoin(l, r));
    if (open === 0 || named.length < 2 || Math.abs(sum(named.map((r) => rest.right.get(r) ?? 0)) - open) > oneMinor) continue;
    spread(
      named.map((r) => [r, rest.right.get(r) ?? 0]),
      open,
      (r, amount) => deal(l, r, amount),
      rest.right,
    );
    rest.left.set(l, 0);
  }
}

/** Gives each of them what is open of it, as far as the amount reaches. */
function spread(
  of: readonly (readonly [number, number])[],
  total: number,
  give: (at: number, amount: number) => void,
  rest: Map<number, number>,
): void {
  let left = total;
  for (const [at, open] of of) {
    const amount = Math.min(open, left);
    left -= amount;
    if (amount > 0) give(at, amount);
    rest.set(at, 0);
  }
}

/** What is left, by days: an amount that does not reach for all that it names is parted in proportion to what is open of each. */
function inTurn(of: Component, rest: Rest, deal: Deal): void {
  for (const r of of.rights) {
    const open = rest.right.get(r) ?? 0;
    const named = of.lefts.filter((l) => (rest.left.get(l) ?? 0) > 0 && of.mayJoin(l, r));
    if (open === 0 || named.length === 0) continue;
    const owed = named.map((l) => rest.left.get(l) ?? 0);
    const reaches = sum(owed) <= open;
    const parts = reaches ? owed : apportion(BigInt(open), owed.map(BigInt)).map(Number);
    named.forEach((l, i) => {
      // a part never exceeds what is open: it is a share of it below one
      const part = Math.min(parts[i] ?? 0, owed[i] ?? 0);
      if (part === 0) return;
      deal(l, r, part);
      rest.left.set(l, (owed[i] ?? 0) - part);
    });
    rest.right.set(r, reaches ? open - sum(owed) : 0);
  }
}

/**
 * Who settles what within records that name each other: equal amounts first, then one against all that it names, then by days. Amounts are
 * given and taken in minor units above zero.
 */
export function allocate(of: Component): Allocated {
  const rest: Rest = {
    left: new Map(of.lefts.map((l) => [l, of.leftOpen(l)])),
    right: new Map(of.rights.map((r) => [r, of.rightOpen(r)])),
  };
  const joined: Joined[] = [];
  const deal: Deal = (l, r, amount) => {
    joined.push({ l, r, amount });
  };
  const ties = equalPairs(of, rest, deal);
  equalGroups(of, rest, deal);
  inTurn(of, rest, deal);
  return { joined, ties };
}
