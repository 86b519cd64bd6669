import type { Link } from './record.ts';
import { oneMinor } from './record.ts';
import type { SideTally, Tally } from './tally.ts';

/** What of the records is still to be matched. */
export type Openings = {
  readonly tally: Tally;
  /** what is open of each record, in its own unit and sign; NaN where it carries no amount */
  readonly leftOpen: Float64Array;
  readonly rightOpen: Float64Array;
  /** nothing of it is open any more */
  readonly leftDone: Uint8Array;
  readonly rightDone: Uint8Array;
  /** something of it is matched */
  readonly leftSeen: Uint8Array;
  readonly rightSeen: Uint8Array;
};

/** Nothing is matched yet. */
export const untouched = (tally: Tally): Openings => ({
  tally,
  leftOpen: tally.left.amount.slice(),
  rightOpen: tally.right.amount.slice(),
  leftDone: new Uint8Array(tally.left.n),
  rightDone: new Uint8Array(tally.right.n),
  leftSeen: new Uint8Array(tally.left.n),
  rightSeen: new Uint8Array(tally.right.n),
});

export type Amount = { readonly amount: number | null; readonly currency: string };

/** Banks exchange at their own rates: one in a hundred beside the official one. */
export const bankSlack = 0.01;

/**
 * What an amount takes of a record in the record's own currency, at the rate of the day.
 * @returns null where the rate is not known; `exact` where nothing had to be converted
 */
export function usedOf(
  tally: Tally,
  of: { readonly side: SideTally; readonly at: number; readonly amount: number; readonly currency: string; readonly day: number },
): { readonly used: number; readonly exact: boolean } | null {
  const own = tally.currencies[of.side.currency[of.at] ?? -1] ?? '';
  if (own === of.currency) return { used: Math.abs(of.amount), exact: true };
  const used = tally.convert(Math.abs(of.amount), of.currency, own, of.day);
  return used === null ? null : { used, exact: false };
}

/** Which day's rate joins two records: that of the payment, else that of what was paid for. */
export const dayOfPair = (tally: Tally, l: number | undefined, r: number | undefined): number => {
  const right = r === undefined ? Number.NaN : (tally.right.day[r] ?? Number.NaN);
  return Number.isNaN(right) ? (l === undefined ? Number.NaN : (tally.left.day[l] ?? Number.NaN)) : right;
};

type Spent = { readonly at: number; readonly used: { readonly used: number; readonly exact: boolean } | null };

function spend(open: Float64Array, done: Uint8Array, { at, used }: Spent): void {
  const before = open[at] ?? Number.NaN;
  if (used === null || Number.isNaN(before)) {
    // a record without an amount, or one in a currency without a rate: nothing of it is left
    if (!Number.isNaN(before)) open[at] = 0;
    done[at] = 1;
    return;
  }
  const left = before < 0 ? Math.min(0, before + used.used) : Math.max(0, before - used.used);
  const slack = used.exact ? oneMinor : Math.max(oneMinor, Math.abs(before) * bankSlack);
  const over = Math.abs(left) <= slack;
  open[at] = over && !used.exact ? 0 : left;
  if (over) done[at] = 1;
}

function takeLeft(of: Openings, l: number, { amount, currency }: Amount, day: number): void {
  of.leftSeen[l] = 1;
  // what carries no amount of its own is never used up: a declaration has as many freight documents as it has
  if (of.tally.amounts === 'right') return;
  const used = amount === null ? null : usedOf(of.tally, { side: of.tally.left, at: l, amount, currency, day });
  spend(of.leftOpen, of.leftDone, { at: l, used });
}

function takeRight(of: Openings, r: number, { amount, currency }: Amount, day: number): void {
  of.rightSeen[r] = 1;
  const used = amount === null ? null : usedOf(of.tally, { side: of.tally.right, at: r, amount, currency, day });
  spend(of.rightOpen, of.rightDone, { at: r, used });
}

/** Takes an amount of two records; of one in another currency at the rate of the day, and all of it where there is none. */
export function take(of: Openings, l: number, r: number, amount: Amount): void {
  const day = dayOfPair(of.tally, l, r);
  takeLeft(of, l, amount, day);
  takeRight(of, r, amount, day);
}

/** Takes what a credit note and the invoice that it corrects settle between them. */
export function takeInner(of: Openings, invoice: number, note: number, amount: number): void {
  of.leftSeen[invoice] = 1;
  of.leftSeen[note] = 1;
  const used = { used: Math.abs(amount), exact: true };
  spend(of.leftOpen, of.leftDone, { at: invoice, used });
  spend(of.leftOpen, of.leftDone, { at: note, used });
}

/** Confirmed links take their amounts. A row that is no longer there takes its other half along all the same. */
export function settle(of: Openings, links: Iterable<Link>): void {
  const { left, right } = of.tally;
  for (const link of links) {
    const l = left.at(link.left);
    const r = (link.inner === true ? left : right).at(link.right);
    if (link.inner === true) {
      if (l !== undefined && r !== undefined && link.amount !== null) takeInner(of, l, r, link.amount);
      continue;
    }
    const day = dayOfPair(of.tally, l, r);
    if (l !== undefined) takeLeft(of, l, link, day);
    if (r !== undefined) takeRight(of, r, link, day);
  }
}

/** Whether something of a record can still be matched: of one without an amount until it has a match. */
export function isOpen(of: Openings, side: 'left' | 'right', at: number): boolean {
  const [open, done, seen] = side === 'left' ? [of.leftOpen, of.leftDone, of.leftSeen] : [of.rightOpen, of.rightDone, of.rightSeen];
  const carries = !Number.isNaN(open[at] ?? Number.NaN) && (side === 'right' || of.tally.amounts === 'both');
  return carries ? done[at] === 0 : seen[at] === 0;
}

/** Places of the records of a side of which something is open, in their order. */
export function openPlaces(of: Openings, side: 'left' | 'right'): Int32Array {
  const n = of.tally[side].n;
  const places = new Int32Array(n);
  let found = 0;
  for (let at = 0; at < n; at += 1) {
    if (!isOpen(of, side, at)) continue;
    places[found] = at;
    found += 1;
  }
  return places.slice(0, found);
}
