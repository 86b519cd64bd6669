import { addDays } from '../../calendar/day.ts';
import { isDay } from '../../model/scalars.ts';
import type { Day } from '../../model/scalars.ts';
import { add, compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import type { Population, PopulationSpec } from '../audit-test.ts';
import { officialRates, perOne, rateKey } from '../official-rates.ts';
import { textCells } from '../row-reading.ts';

const rateColumns = ['duty_rate', 'excise_rate', 'vat_rate'] as const;

export const tariffSpec: PopulationSpec = { table: 'tariff', columns: ['hs_code', 'origin_country', 'valid_from', ...rateColumns] };
export const ratesSpec: PopulationSpec = { table: 'rates', columns: ['rate_date', 'currency', 'fx_unit', 'rate_e8'] };

type Listed = { readonly from: Day; readonly rates: readonly string[] };
type Raised = { readonly origin: string; readonly lastDay: Day; readonly told: string };

const plainPercent = /^\d+(?:[.,]\d+)?\s*%?$/;
const percentIn = (text: string): number => Number(text.replace('%', '').replace(',', '.').trim());

/** Whether a rate is higher than before; of rates that are no plain per cent it cannot be said. */
const isRaised = (before: string, after: string): boolean =>
  plainPercent.test(before) && plainPercent.test(after) && percentIn(after) > percentIn(before);

/** Rates of the tariff by code and country, as they followed each other. */
function listedRates(rows: Population): ReadonlyMap<string, readonly Listed[]> {
  const [codes, origins, days] = ['hs_code', 'origin_country', 'valid_from'].map((name) => textCells(rows, name));
  const rates = rateColumns.map((name) => textCells(rows, name));
  const found = new Map<string, Listed[]>();
  for (let i = 0; i < rows.n; i += 1) {
    const from = days?.(i) ?? '';
    if (!isDay(from)) continue;
    const key = `${codes?.(i) ?? ''}\u001f${origins?.(i) ?? ''}`;
    found.set(key, [...(found.get(key) ?? []), { from, rates: rates.map((rate) => rate(i) ?? '') }]);
  }
  return found;
}

/** By day; lines of the same day by what they say, so that the order of the rows changes nothing. */
const placeOf = ({ from, rates }: Listed): string => [from, ...rates].join(' ');

function raisedRates(rows: Population): ReadonlyMap<string, readonly Raised[]> {
  const found = new Map<string, Raised[]>();
  for (const [key, list] of listedRates(rows)) {
    const [code = '', origin = ''] = key.split('\u001f');
    const sorted = list.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    sorted.slice(1).forEach(({ from, rates }, k) => {
      const before = sorted[k];
      const at = rates.findIndex((rate, r) => isRaised(before?.rates[r] ?? '', rate));
      if (at === -1 || before?.from === from) return;
      const told = `${code}: ${before?.rates[at] ?? ''} → ${rates[at] ?? ''}`;
      found.set(code, [...(found.get(code) ?? []), { origin, lastDay: addDays(from, -1), told }]);
    });
  }
  return found;
}

/**
 * What the tariff raised on the day after, `8518: 5% → 10%`; null for nothing. A line of the tariff counts for all codes that begin with
 * its own.
 */
export function dutyRises(rows: Population | undefined): (code: string, origin: string, day: Day) => string | null {
  const raised = rows === undefined || rows.n === 0 ? new Map<string, readonly Raised[]>() : raisedRates(rows);
  const lengths = [...new Set([...raised.keys()].map((code) => code.length))].toSorted((a, b) => b - a);
  return (code, origin, day) => {
    for (const length of lengths) {
      const fits = (raised.get(code.slice(0, length)) ?? []).find(
        (one) => one.lastDay === day && (one.origin === '' || one.origin === origin),
      );
      if (fits !== undefined) return fits.told;
    }
    return null;
  };
}

/** Whether the official rate of the day after is higher by so many per cent; unknown where one of the two is not in the books or disputed. */
export function exchangeRises(rows: Population | undefined, percent: Ratio): (currency: string, day: Day) => boolean {
  const known = rows === undefined ? new Map<string, never>() : officialRates(rows);
  const least = add(ratio(1n), divide(percent, ratio(100n)));
  return (currency, day) => {
    const [now, next] = [known.get(rateKey(currency, day)), known.get(rateKey(currency, addDays(day, 1)))];
    if (now === undefined || next === undefined || now === 'disputed' || next === 'disputed') return false;
    return compare(perOne(next), multiply(perOne(now), least)) >= 0;
  };
}
