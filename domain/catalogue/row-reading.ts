import { pow10, scaledToDecimal } from '../money/decimal.ts';
import { multiply, ratio, ratioToDecimal } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import type { Decimal } from '../model/scalars.ts';
import type { WordArg } from '../model/words.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { Population } from './audit-test.ts';

/** Cells of one column by row; null where a cell is empty. */
export type TextCells = (i: number) => string | null;
export type NumberCells = (i: number) => number | null;

/** @throws RangeError for a column that the population did not name */
export function textCells(rows: Population, column: string): TextCells {
  const cells = rows.text(column);
  return (i) => cells[i] ?? null;
}

/** Scaled whole numbers. @throws RangeError for a column that the population did not name */
export function numberCells(rows: Population, column: string): NumberCells {
  const { values, present } = rows.number(column);
  return (i) => (present[i] === 1 ? (values[i] ?? null) : null);
}

/** National money as it is stored in measures and said in sentences. */
export function nationalMoney(pack: RulePack): { readonly text: (minor: bigint) => Decimal; readonly arg: (minor: bigint) => WordArg } {
  const digits = nationalDigits(pack);
  const text = (minor: bigint): Decimal => scaledToDecimal(minor, digits);
  return { text, arg: (minor) => ({ money: text(minor), currency: pack.nationalCurrency }) };
}

/** An exchange rate for so many units as text of at most eight decimals. */
export const rateText = (rateE8: bigint): Decimal => ratioToDecimal(ratio(rateE8, pow10(8)), 8);

/** a over b in per cent, for sentences. @param b not zero */
export const percentOf = (a: Ratio, b: Ratio): Decimal =>
  ratioToDecimal(multiply({ n: a.n * b.d * (b.n < 0n ? -1n : 1n), d: a.d * (b.n < 0n ? -b.n : b.n) }, ratio(100n)), 2);

export const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);
