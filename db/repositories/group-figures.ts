import type { NumberColumn } from '../../domain/catalogue/audit-test.ts';
import { divRound, scaledToDecimal } from '../../domain/money/decimal.ts';
import type { Coded, Scope } from '../queries/coded-columns.ts';
import type { BookCell } from './books-rows.ts';

/** Which group each row of the scope belongs to. */
export type Members = { readonly of: Uint32Array; readonly groups: number };

/** Sums that stay exact: whole numbers of a double as long as they are, then whole numbers without a bound. */
type Sums = { readonly near: Float64Array; readonly far: Map<number, bigint> };

const large = 2 ** 50;
const spill = 2 ** 52;

function add(sums: Sums, group: number, value: number): void {
  if (value >= large || value <= -large) {
    sums.far.set(group, (sums.far.get(group) ?? 0n) + BigInt(value));
    return;
  }
  const sum = (sums.near[group] ?? 0) + value;
  if (sum < spill && sum > -spill) {
    sums.near[group] = sum;
    return;
  }
  sums.far.set(group, (sums.far.get(group) ?? 0n) + BigInt(sum));
  sums.near[group] = 0;
}

const sumOf = ({ near, far }: Sums, group: number): bigint => BigInt(near[group] ?? 0) + (far.get(group) ?? 0n);

/** Currencies of a group: not seen yet, one (its code + 1), several. */
const [unseen, several] = [0, 0xff_ff_ff_ff];

/** What is counted of a number column in each group. */
export type NumberTotals = {
  readonly filled: Uint32Array;
  readonly sum: (group: number) => bigint;
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** code of the group's currency; null: several */
  readonly currency: (group: number) => number | null;
};

/** One pass over the rows. @param currencies of the rows, for amounts whose currency stands in another column */
export function numberTotals(
  { of, groups }: Members,
  { places }: Scope,
  cells: { readonly number: NumberColumn; readonly currencies: Coded | null },
): NumberTotals {
  const { values, present } = cells.number;
  const codes = cells.currencies?.codes ?? null;
  const sums: Sums = { near: new Float64Array(groups), far: new Map() };
  const filled = new Uint32Array(groups);
  const least = new Float64Array(groups).fill(Infinity);
  const most = new Float64Array(groups).fill(-Infinity);
  const seen = new Uint32Array(groups);
  for (let i = 0; i < of.length; i += 1) {
    const place = places === null ? i : (places[i] ?? 0);
    if (present[place] === 0) continue;
    const group = of[i] ?? 0;
    const value = values[place] ?? 0;
    filled[group] = (filled[group] ?? 0) + 1;
    add(sums, group, value);
    if (value < (least[group] ?? 0)) least[group] = value;
    if (value > (most[group] ?? 0)) most[group] = value;
    if (codes === null) continue;
    const currency = (codes[place] ?? 0) + 1;
    const before = seen[group];
    if (before === unseen) seen[group] = currency;
    else if (before !== currency) seen[group] = several;
  }
  const currency = (group: number): number | null => (seen[group] === several ? null : Math.max(0, (seen[group] ?? 1) - 1));
  return { filled, least, most, currency, sum: (group) => sumOf(sums, group) };
}

/** What is counted of a text column in each group: filled cells, and the first and last of them by `ranks`. */
export type TextTotals = { readonly filled: Uint32Array; readonly least: Uint32Array; readonly most: Uint32Array };

/** @param ranks of the codes, from 1; null when nobody asks for the first or last */
export function textTotals({ of, groups }: Members, { places }: Scope, cells: { text: Coded; ranks: Uint32Array | null }): TextTotals {
  const { codes } = cells.text;
  const { ranks } = cells;
  const filled = new Uint32Array(groups);
  const [least, most] = [new Uint32Array(groups), new Uint32Array(groups)];
  for (let i = 0; i < of.length; i += 1) {
    const code = codes[places === null ? i : (places[i] ?? 0)] ?? 0;
    if (code === 0) continue;
    const group = of[i] ?? 0;
    filled[group] = (filled[group] ?? 0) + 1;
    if (ranks === null) continue;
    const rank = ranks[code] ?? 0;
    const [low, high] = [least[group] ?? 0, most[group] ?? 0];
    if (low === 0 || rank < (ranks[low] ?? 0)) least[group] = code;
    if (high === 0 || rank > (ranks[high] ?? 0)) most[group] = code;
  }
  return { filled, least, most };
}

/** Bits of a table that says which value stands in which group; above it a list of pairs is kept. */
const mostBits = 2 ** 28;

/** How many different values stand in each group. */
export function distinctIn({ of, groups }: Members, { places }: Scope, { codes, values }: Coded): Uint32Array {
  const counts = new Uint32Array(groups);
  const width = values.length + 1;
  const isFew = groups * width <= mostBits;
  const bits = new Uint8Array(isFew ? Math.ceil((groups * width) / 8) : 0);
  const pairs = new Set<number>();
  for (let i = 0; i < of.length; i += 1) {
    const code = codes[places === null ? i : (places[i] ?? 0)] ?? 0;
    if (code === 0) continue;
    const group = of[i] ?? 0;
    const pair = group * width + code;
    if (isFew) {
      const [at, bit] = [pair >>> 3, 1 << (pair & 7)];
      if (((bits[at] ?? 0) & bit) !== 0) continue;
      bits[at] = (bits[at] ?? 0) | bit;
    } else {
      if (pairs.has(pair)) continue;
      pairs.add(pair);
    }
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

/** A whole number as the books give cells: scaled columns as bigint, counts and grams as numbers while they can be. */
export function numberCell(value: bigint, isScaled: boolean): BookCell {
  if (isScaled) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Decimals of the average of counts. */
export const averageDigits = 2;

/** @returns the average in the unit of the cells, rounded half away from zero; of counts as decimal text */
export function averageCell(sum: bigint, n: number, type: { readonly isScaled: boolean; readonly isCount: boolean }): BookCell {
  if (n === 0) return null;
  if (type.isCount) return scaledToDecimal(divRound(sum * 100n, BigInt(n)), averageDigits);
  return numberCell(divRound(sum, BigInt(n)), type.isScaled);
}
