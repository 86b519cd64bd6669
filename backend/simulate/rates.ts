import type { Chance } from './chance.ts';
import type { Period } from './days.ts';
import type { BookWriter } from './tables.ts';

export type Currency = 'USD' | 'EUR' | 'CNY';

/** Hundredths of a tenge for one unit, on a day of the period. */
export type Rates = (currency: Currency, day: number) => number;

const begin: Readonly<Record<Currency, number>> = { USD: 49_530, EUR: 54_015, CNY: 6_840 };
const currencies = ['USD', 'EUR', 'CNY'] as const;

/** An invented official rate that walks slowly within two in a hundred of where it began; days off keep the rate of the day before. */
export function rates(chance: Chance, period: Period): Rates {
  const from = -60;
  const walk = (first: number): readonly number[] => {
    let rate = first;
    return Array.from({ length: period.last - from + 1 }, (_, i) => {
      if (!period.isWorking(i + from)) return rate;
      const most = Math.floor(first / 60);
      const step = chance.whole(-Math.ceil(first / 1400), Math.ceil(first / 1400));
      rate = Math.min(first + most, Math.max(first - most, rate + (step === 0 ? 1 : step)));
      return rate;
    });
  };
  const all = { USD: walk(begin.USD), EUR: walk(begin.EUR), CNY: walk(begin.CNY) };
  return (currency, day) => all[currency][Math.min(day, period.last) - from] ?? begin[currency];
}

export const rateText = (hundredths: number): string => (hundredths / 100).toFixed(2);

export function writeRates(books: BookWriter, period: Period, at: Rates): void {
  for (let day = 0; day <= period.last; day += 1) {
    for (const currency of currencies) {
      books.row('rates', { rate_date: period.text(day), currency, fx_unit: '1', rate: rateText(at(currency, day)), source: 'NBK' });
    }
  }
}
