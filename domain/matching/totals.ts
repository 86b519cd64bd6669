import { isOpen, settle, untouched } from './open.ts';
import type { Openings } from './open.ts';
import type { MatchInput, MatchTraits } from './record.ts';
import { tallyOf } from './tally.ts';
import type { SideTally, Tally } from './tally.ts';

/**
 * @property matched records of which something is matched @property open records of which something is not
 * @property uncounted records whose amount could not be brought into the currency of the sums
 */
export type SideTotals = {
  readonly rows: number;
  readonly matched: number;
  readonly open: number;
  readonly amount: number;
  readonly matchedAmount: number;
  readonly uncounted: number;
};

export type Totals = { readonly currency: string; readonly left: SideTotals; readonly right: SideTotals };

/** What each record weighs in the sums of a match. @property left, right size in `currency`, NaN for what is in no sum */
export type Weights = { readonly currency: string; readonly left: Float64Array; readonly right: Float64Array };

/** How many records carry an amount in each currency. */
function counted({ left, right, currencies }: Tally): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const side of [left, right]) {
    for (let i = 0; i < side.n; i += 1) {
      if (Number.isNaN(side.amount[i] ?? Number.NaN)) continue;
      const currency = currencies[side.currency[i] ?? -1] ?? '';
      counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * Amounts of one currency are added as they are; of several each is brought into the national one at the rate of its own day. Quantities
 * are added in the unit that most records carry, the first by name among equals.
 */
export function weigh(tally: Tally, subject: MatchTraits['subject'], national: string): Weights {
  const counts = counted(tally);
  const quantities = subject === 'article';
  const [usual] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const currency = counts.size > 1 && !quantities ? national : (usual?.[0] ?? '');
  const sized = (side: SideTally): Float64Array =>
    Float64Array.from(side.amount, (amount, i) => {
      const own = tally.currencies[side.currency[i] ?? -1] ?? '';
      if (own === currency || Number.isNaN(amount)) return Math.abs(amount);
      return quantities ? Number.NaN : (tally.convert(Math.abs(amount), own, currency, side.day[i] ?? Number.NaN) ?? Number.NaN);
    });
  return { currency, left: sized(tally.left), right: sized(tally.right) };
}

function sideTotals(of: Openings, side: 'left' | 'right', whole: Float64Array): SideTotals {
  const { n, amount: amounts } = of.tally[side];
  const [rest, seen] = side === 'left' ? [of.leftOpen, of.leftSeen] : [of.rightOpen, of.rightSeen];
  let [matched, open, amount, matchedAmount, uncounted] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    if (seen[i] === 1) matched += 1;
    if (isOpen(of, side, i)) open += 1;
    const own = Math.abs(amounts[i] ?? Number.NaN);
    if (Number.isNaN(own)) continue;
    const size = whole[i] ?? Number.NaN;
    if (Number.isNaN(size)) {
      uncounted += 1;
      continue;
    }
    amount += size;
    const left = Math.abs(rest[i] ?? 0);
    matchedAmount += seen[i] === 1 && left <= 1 ? size : own === 0 ? 0 : Math.round(size * ((own - left) / own));
  }
  return { rows: n, matched, open, amount, matchedAmount, uncounted };
}

/** Rows and amounts of each side, and what of them is matched; what has no rate is counted apart, never added. */
export const totalsOf = (of: Openings, weights: Weights): Totals => ({
  currency: weights.currency,
  left: sideTotals(of, 'left', weights.left),
  right: sideTotals(of, 'right', weights.right),
});

/** The same of records and the confirmed links among them. */
export function matchTotals(input: MatchInput, national: string): Totals {
  const tally = tallyOf(input);
  const openings = untouched(tally);
  settle(openings, input.decided.confirmed);
  return totalsOf(openings, weigh(tally, input.traits.subject, national));
}
