import type { Ratio } from '../money/ratio.ts';
import { ratio } from '../money/ratio.ts';
import type { Population } from './audit-test.ts';
import { numberCells, textCells } from './row-reading.ts';

/** So much national currency, times 10^8, for `unit` units of the foreign one. */
export type StatedRate = { readonly rateE8: bigint; readonly unit: bigint };
/** @property row of the table of rates */
export type OfficialRate = StatedRate & { readonly row: number };
export type OfficialRates = ReadonlyMap<string, OfficialRate | 'disputed'>;

export const perOne = ({ rateE8, unit }: StatedRate): Ratio => ratio(rateE8, unit);
export const isSameRate = (a: StatedRate, b: StatedRate): boolean => a.rateE8 * b.unit === b.rateE8 * a.unit;
export const rateKey = (currency: string, day: string): string => `${day} ${currency}`;

/** The published rates by currency and day (`rateKey`); two that differ are disputed: neither is taken. */
export function officialRates(rows: Population): OfficialRates {
  const [day, currency] = [textCells(rows, 'rate_date'), textCells(rows, 'currency')];
  const [rate, unit] = [numberCells(rows, 'rate_e8'), numberCells(rows, 'fx_unit')];
  const known = new Map<string, OfficialRate | 'disputed'>();
  for (let i = 0; i < rows.n; i += 1) {
    const [value, of] = [rate(i) ?? 0, unit(i) ?? 1];
    if (value <= 0 || of <= 0) continue;
    const key = rateKey(currency(i) ?? '', day(i) ?? '');
    const one: OfficialRate = { rateE8: BigInt(value), unit: BigInt(of), row: i };
    const before = known.get(key);
    known.set(key, before === undefined || (before !== 'disputed' && isSameRate(before, one)) ? (before ?? one) : 'disputed');
  }
  return known;
}
