import { bankSlack, dayOfPair, usedOf } from './open.ts';
import type { Openings } from './open.ts';
import type { Link, MatchRecord } from './record.ts';
import { oneMinor } from './record.ts';

type SideName = 'left' | 'right';
const sideNames: readonly SideName[] = ['left', 'right'];

/** Why links that a person made cannot be. Amounts in minor units of the record's own currency. */
export type HandProblem =
  | {
      readonly problem: 'over';
      readonly row: number;
      readonly side: SideName;
      readonly rest: number;
      readonly asked: number;
      readonly currency: string;
    }
  | { readonly problem: 'noAmount'; readonly row: number; readonly side: SideName }
  | { readonly problem: 'noRate'; readonly row: number; readonly side: SideName; readonly currency: string; readonly day: number };

/** What is left of a record, in its own currency; null where it carries no amount. */
export function restOf(of: Openings, side: SideName, at: number): number | null {
  const [open, done] = side === 'left' ? [of.leftOpen, of.leftDone] : [of.rightOpen, of.rightDone];
  const amount = of.tally[side].amount[at] ?? Number.NaN;
  if (Number.isNaN(amount) || (side === 'left' && of.tally.amounts === 'right')) return null;
  return done[at] === 1 ? 0 : Math.abs(open[at] ?? 0);
}

/**
 * The first reason against links: no record gives more than is left of it, of one in another currency at the rate of the day (a hundredth
 * more, as banks exchange); without a rate the two cannot be held against each other. Rows of no record pass.
 */
export function handProblem(of: Openings, links: readonly Link[]): HandProblem | null {
  const sums = new Map<string, number>();
  for (const link of links) {
    const at = { left: of.tally.left.at(link.left), right: of.tally.right.at(link.right) };
    const day = dayOfPair(of.tally, at.left, at.right);
    const rests = {
      left: at.left === undefined ? null : restOf(of, 'left', at.left),
      right: at.right === undefined ? null : restOf(of, 'right', at.right),
    };
    for (const side of sideNames) {
      const [place, rest] = [at[side], rests[side]];
      if (place === undefined || rest === null) continue;
      const row = link[side];
      if (link.amount === null) {
        if (rests.left !== null && rests.right !== null) return { problem: 'noAmount', row, side };
        continue;
      }
      const currency = of.tally.currencies[of.tally[side].currency[place] ?? -1] ?? '';
      const used = usedOf(of.tally, { side: of.tally[side], at: place, amount: link.amount, currency: link.currency, day });
      if (used === null) return { problem: 'noRate', row, side, currency: link.currency, day };
      const key = `${side} ${place}`;
      const asked = (sums.get(key) ?? 0) + used.used;
      sums.set(key, asked);
      const most = used.exact ? rest : rest + Math.max(oneMinor, rest * bankSlack);
      if (asked > most) return { problem: 'over', row, side, rest, asked, currency };
    }
  }
  return null;
}

/** What links have taken of single rows, by side and rank; grows with what is given. */
export type RowsTaken = {
  readonly of: (side: SideName, rank: number) => number;
  readonly add: (side: SideName, rank: number, amount: number) => void;
};

export function rowsTaken(links: Iterable<Link>): RowsTaken {
  const sums = { left: new Map<number, number>(), right: new Map<number, number>() };
  const add: RowsTaken['add'] = (side, rank, amount) => void sums[side].set(rank, (sums[side].get(rank) ?? 0) + amount);
  for (const { left, right, amount, inner } of links) {
    add('left', left, amount ?? 0);
    add(inner === true ? 'left' : 'right', right, amount ?? 0);
  }
  return { add, of: (side, rank) => sums[side].get(rank) ?? 0 };
}

type Part = { readonly rank: number; amount: number };

/** Rows of a document that give an amount together: the named one as far as it reaches, then the others in their order. */
function partsOf(record: MatchRecord | undefined, of: { side: SideName; rank: number; amount: number }, taken: RowsTaken): Part[] {
  const { side, rank, amount } = of;
  const lines = record?.lines ?? [];
  if (lines.length < 2) return [{ rank, amount }];
  const order = [...lines.filter((line) => line.rank === rank), ...lines.filter((line) => line.rank !== rank)];
  const parts: Part[] = [];
  let left = amount;
  for (const line of order) {
    const part = Math.min(left, Math.max(0, Math.abs(line.amount) - taken.of(side, line.rank)));
    if (part > 0) parts.push({ rank: line.rank, amount: part });
    left -= part;
  }
  const [first] = parts;
  if (left > 0 && first !== undefined) first.amount += left;
  return first === undefined ? [{ rank, amount }] : parts;
}

/**
 * A link between two documents as links between their rows: no row gives more than is left of it as long as the rows of its document
 * suffice. A document in another currency than the amount's is linked by the row that was named.
 */
export function linksByRow(
  link: Link,
  records: { readonly left: MatchRecord | undefined; readonly right: MatchRecord | undefined },
  taken: RowsTaken,
): readonly Link[] {
  const { amount, currency } = link;
  if (amount === null) return [link];
  const [lefts, rights] = sideNames.map((side) => {
    const record = records[side]?.currency === currency ? records[side] : undefined;
    return partsOf(record, { side, rank: link[side], amount }, taken);
  });
  const links: Link[] = [];
  for (let [l, r] = [0, 0]; ; ) {
    const [a, b] = [lefts?.[l], rights?.[r]];
    if (a === undefined || b === undefined) break;
    const part = Math.min(a.amount, b.amount);
    links.push({ left: a.rank, right: b.rank, amount: part, currency });
    taken.add('left', a.rank, part);
    taken.add('right', b.rank, part);
    a.amount -= part;
    b.amount -= part;
    if (a.amount === 0) l += 1;
    if (b.amount === 0) r += 1;
  }
  return links;
}
