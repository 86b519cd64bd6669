import type { Cells } from './sides.ts';
import type { Convert } from './record.ts';

export const rateColumns = ['rate_date', 'currency', 'fx_unit', 'rate_e8'] as const;

/** Days that a rate may be older than the day that it is taken for: weekends and holidays. */
const oldest = 10;

type Quoted = { readonly day: number; readonly rate: number };

/**
 * Compares amounts of two currencies by the official rates of a day; never used for what is owed.
 * @param digitsOf minor digits of a currency @returns null where no rate of that day or the ten before it is known
 */
export function converter(cells: Cells, national: string, digitsOf: (currency: string) => number): Convert {
  const byCurrency = new Map<string, Quoted[]>();
  for (let i = 0; i < cells.n; i += 1) {
    const [day, rate] = [cells.day('rate_date', i), cells.number('rate_e8', i)];
    const unit = cells.number('fx_unit', i);
    if (Number.isNaN(day) || !(rate > 0)) continue;
    const currency = cells.text('currency', i);
    const one = { day, rate: rate / 1e8 / (unit > 0 ? unit : 1) };
    const quoted = byCurrency.get(currency);
    if (quoted === undefined) byCurrency.set(currency, [one]);
    else quoted.push(one);
  }
  for (const quoted of byCurrency.values()) quoted.sort((a, b) => a.day - b.day || a.rate - b.rate);
  const rateOn = (currency: string, day: number): number | null => {
    if (currency === national) return 1;
    const quoted = byCurrency.get(currency) ?? [];
    let [low, high] = [0, quoted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((quoted[middle]?.day ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    const found = quoted[low - 1];
    return found === undefined || day - found.day > oldest ? null : found.rate;
  };
  return (amount, from, to, day) => {
    const [a, b] = [rateOn(from, day), rateOn(to, day)];
    if (a === null || b === null || Number.isNaN(amount)) return null;
    return Math.round((amount / 10 ** digitsOf(from)) * (a / b) * 10 ** digitsOf(to));
  };
}
