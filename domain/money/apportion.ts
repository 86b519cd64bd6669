import { Refused } from '../model/refused.ts';

const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

/**
 * Splits an amount by weights so that the parts add up to it exactly: largest remainder, ties by order
 * (freight, royalty, assists over lines; reference/domain.md §5.1).
 * @param total minor units, may be negative
 * @param weights of one scale, none negative
 * @returns minor units per weight
 * @throws Refused correction_invalid when no weight is above zero or one is negative
 */
export function apportion(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const all = weights.reduce((sum, w) => sum + w, 0n);
  if (all <= 0n || weights.some((w) => w < 0n)) throw new Refused({ code: 'correction_invalid', at: 'weights' });
  const amount = magnitude(total);
  const shares = weights.map((w, order) => ({ order, whole: (amount * w) / all, rest: (amount * w) % all }));
  let left = amount - shares.reduce((sum, s) => sum + s.whole, 0n);
  const parts = shares.map((s) => s.whole);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.order - b.order : a.rest > b.rest ? -1 : 1));
  for (const share of byRest) {
    if (left === 0n) break;
    parts[share.order] = share.whole + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((p) => -p) : parts;
}
