import { openBoard } from './board.ts';
import type { MatchInput, MatchRecord } from './record.ts';

/** @property uncounted records whose amount could not be brought into the currency of the sums */
export type SideTotals = {
  readonly rows: number;
  readonly matched: number;
  readonly amount: number;
  readonly matchedAmount: number;
  readonly uncounted: number;
};

export type Totals = { readonly currency: string; readonly left: SideTotals; readonly right: SideTotals };

/** The currency or unit that most records carry; the first by name among equals. '' where none does. */
function usual(records: readonly MatchRecord[]): string {
  const counts = new Map<string, number>();
  for (const { currency, amount } of records) if (!Number.isNaN(amount)) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return best?.[0] ?? '';
}

type Of = { readonly records: readonly MatchRecord[]; readonly open: Float64Array; readonly seen: Uint8Array };

function totalsOf({ records, open, seen }: Of, into: (amount: number, record: MatchRecord) => number | null): SideTotals {
  let [matched, amount, matchedAmount, uncounted] = [0, 0, 0, 0];
  records.forEach((record, i) => {
    if (seen[i] === 1) matched += 1;
    if (Number.isNaN(record.amount)) return;
    const whole = into(Math.abs(record.amount), record);
    if (whole === null) {
      uncounted += 1;
      return;
    }
    amount += whole;
    const taken = Math.abs(record.amount) === 0 ? 0 : (Math.abs(record.amount) - Math.abs(open[i] ?? 0)) / Math.abs(record.amount);
    matchedAmount += seen[i] === 1 && Math.abs(open[i] ?? 0) <= 1 ? whole : Math.round(whole * taken);
  });
  return { rows: records.length, matched, amount, matchedAmount, uncounted };
}

/**
 * Rows and amounts of each side, and what of them confirmed links have matched. Amounts of one currency are added as they are; of several
 * each is brought into the national one at the rate of its own day, and what has no rate is counted apart, never added.
 */
export function matchTotals(input: MatchInput, national: string): Totals {
  const board = openBoard({ ...input, decided: { ...input.decided, refused: [] } });
  const all = [...input.left, ...input.right].filter((one) => !Number.isNaN(one.amount));
  const several = new Set(all.map((one) => one.currency)).size > 1;
  const quantities = input.traits.subject === 'article';
  const currency = several && !quantities ? national : usual(all);
  const into = (amount: number, record: MatchRecord): number | null => {
    if (record.currency === currency) return amount;
    return quantities ? null : input.convert(amount, record.currency, currency, record.day);
  };
  return {
    currency,
    left: totalsOf({ records: input.left, open: board.leftOpen, seen: board.leftSeen }, into),
    right: totalsOf({ records: input.right, open: board.rightOpen, seen: board.rightSeen }, into),
  };
}
