import type { Day } from '../model/scalars.ts';
import { pow10 } from '../money/decimal.ts';
import { multiply, ratio, roundRatio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import { digitsOf, nationalDigits } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { DeclaredLine, ExchangeRate } from './declared-line.ts';

/** The official rate of a currency on a day, null when none is known. */
export type OfficialRates = (currency: string, day: Day) => ExchangeRate | null;

export const noRates: OfficialRates = () => null;

/** One rate that somebody declared or published. */
export type RateOfDay = ExchangeRate & { readonly currency: string; readonly day: Day };

const sameRate = (a: ExchangeRate, b: ExchangeRate): boolean => a.rateE8 * b.unit === b.rateE8 * a.unit;

/**
 * Rates as the declarations of the case state them, for lines invoiced in another currency than their specific rate.
 * A day on which two declarations disagree has no rate: which one is right is a question of its own.
 */
export function ratesOf(stated: Iterable<RateOfDay>): OfficialRates {
  const known = new Map<string, ExchangeRate | null>();
  for (const rate of stated) {
    const key = `${rate.day} ${rate.currency}`;
    const before = known.get(key);
    if (before === undefined) known.set(key, { rateE8: rate.rateE8, unit: rate.unit });
    else if (before !== null && !sameRate(before, rate)) known.set(key, null);
  }
  return (currency, day) => known.get(`${day} ${currency}`) ?? null;
}

/** @returns minor units of the national currency for one whole unit of the currency on the line's registration day */
export function nationalMinor(
  line: DeclaredLine,
  currency: string,
  given: { readonly pack: RulePack; readonly rates: OfficialRates },
): Ratio | null {
  const one = ratio(pow10(nationalDigits(given.pack)));
  if (currency === given.pack.nationalCurrency) return one;
  const own = line.currency === currency ? line.exchange : null;
  const rate = own ?? given.rates(currency, line.registered);
  if (rate === null || rate.unit <= 0n || rate.rateE8 <= 0n) return null;
  return multiply(one, ratio(rate.rateE8, pow10(8) * rate.unit));
}

/** @property amount minor units of its currency */
export type ValueComponent = { readonly amount: bigint; readonly currency: string; readonly exchange: ExchangeRate | null };

/**
 * Customs value out of its components (price, freight, insurance, royalty …): each is rounded in the national currency first, then they
 * are added, as the boxes of the value declaration are (reference/domain.md §5.1, step 1).
 * @returns minor units, null when a component's currency or rate is not known
 */
export function customsValueOf(parts: readonly ValueComponent[], pack: RulePack): bigint | null {
  let sum = 0n;
  for (const part of parts) {
    const digits = digitsOf(pack, part.currency);
    const exchange = part.currency === pack.nationalCurrency ? { rateE8: pow10(8), unit: 1n } : part.exchange;
    if (digits === null || exchange === null || exchange.unit <= 0n) return null;
    const national = multiply(ratio(part.amount, pow10(digits)), ratio(exchange.rateE8, pow10(8) * exchange.unit));
    sum += roundRatio(multiply(national, ratio(pow10(nationalDigits(pack)))));
  }
  return sum;
}
