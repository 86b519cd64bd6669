import type { Decimal } from '../model/scalars.ts';
import { digitsOf } from '../packs/currency.ts';
import type { JudgeInput } from './audit-test.ts';
import { exclusions } from './result.ts';
import { comparablesOf } from './valuation/v14-peer-price.ts';
import type { Comparable } from './valuation/v14-peer-price.ts';

/** Unit prices of comparable goods, counted in steps of equal width. Prices in the currency for one unit; for looking, not for deciding. */
export type PeerPicture = {
  readonly n: number;
  readonly unit: string;
  readonly currency: string;
  readonly low: Decimal;
  readonly high: Decimal;
  readonly counts: readonly number[];
  /** how many lie above `high`, too far to be drawn */
  readonly above: number;
};

const steps = 32;
/** Beyond twice the price that nine of ten stay below, a price would only flatten the others. */
const farTimes = 2;

const priceText = (price: number): Decimal => price.toFixed(6).replace(/\.?0+$/, '') as Decimal;

function pricesOf({ goods, members }: Comparable, digits: number): Float64Array {
  const scale = Number(goods.scale) / 10 ** digits;
  return Float64Array.from(members, (p) => (p.value / p.quantity) * scale).sort();
}

/** The group of these goods among the rows. @returns null when no row can be compared */
export function peerPicture(input: JudgeInput, goods: { readonly unit: string; readonly currency: string }): PeerPicture | null {
  const out = exclusions({ noValue: {}, noOrigin: {}, noCurrency: {}, noQuantity: {}, fewPeers: { n: 0 } });
  const { unit, currency } = goods;
  const group = comparablesOf(input, out).find((one) => one.goods.unit === unit && one.goods.currency === currency);
  if (group === undefined) return null;
  const prices = pricesOf(group, digitsOf(input.pack, currency) ?? 2);
  const [low = 0, most = 0] = [prices[0], prices.at(-1)];
  const far = farTimes * (prices[Math.floor((prices.length - 1) * 0.9)] ?? 0);
  const high = Math.min(most, Math.max(far, low));
  const width = (high - low) / steps;
  const counts = Array.from({ length: width > 0 ? steps : 1 }, () => 0);
  let above = 0;
  for (const price of prices) {
    if (price > high) above += 1;
    else {
      const step = width > 0 ? Math.min(steps - 1, Math.floor((price - low) / width)) : 0;
      counts[step] = (counts[step] ?? 0) + 1;
    }
  }
  return { n: prices.length, unit, currency, low: priceText(low), high: priceText(high), counts, above };
}
