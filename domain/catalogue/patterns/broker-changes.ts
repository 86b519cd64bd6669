import { dayOfNumber } from '../../calendar/day.ts';
import type { Day } from '../../model/scalars.ts';
import { compare, multiply, ratio, subtract } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { groupOf, quantile } from '../peers.ts';
import type { Consignment, Goods, Way } from './consignments.ts';

/** A change of broker or office after which goods are declared lower. @property before, after medians of value / quantity */
export type Change = {
  readonly goods: Goods;
  readonly from: string;
  readonly to: string;
  readonly day: Day;
  readonly before: Ratio;
  readonly after: Ratio;
  readonly rows: readonly number[];
};

/** @property least consignments on either side @property days that a consignment may be away from the change @property drop share, 0..1 */
export type ChangeLimits = { readonly least: number; readonly days: number; readonly drop: Ratio };

/** Most consignments of either side that are compared: what lies close to the change. */
const mostCompared = 10;

const median = (list: readonly Consignment[]): Ratio =>
  quantile(groupOf(list.map(({ value, quantity }, row) => ({ row, value, quantity, shipment: String(row) }))), '', ratio(1n, 2n));

/** Consignments one after another by one broker or at one office; those that name none are passed over. */
function runsOf(goods: Goods, way: Way): readonly (readonly Consignment[])[] {
  const runs: Consignment[][] = [];
  for (const one of goods.list) {
    if (one[way] === '') continue;
    const run = runs.at(-1);
    if (run !== undefined && run[0]?.[way] === one[way]) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Changes with enough consignments on either side: who goes to and fro between two brokers has not changed his. */
export function changesOf(goods: Goods, way: Way, { least, days, drop }: ChangeLimits): readonly Change[] {
  const runs = runsOf(goods, way);
  return runs.slice(1).flatMap((run, k) => {
    const [first, last] = [run[0], runs[k]?.at(-1)];
    if (first === undefined || last === undefined) return [];
    const old = (runs[k] ?? []).filter(({ day }) => first.day - day <= days).slice(-mostCompared);
    const fresh = run.filter(({ day }) => day - first.day <= days).slice(0, mostCompared);
    if (old.length < least || fresh.length < least) return [];
    const [before, after] = [median(old), median(fresh)];
    if (compare(after, multiply(before, subtract(ratio(1n), drop))) >= 0) return [];
    // the lower ones are judged, the older ones show what they are held against
    const rows = [...fresh, ...old].flatMap((one) => one.rows);
    return [{ goods, from: last[way], to: first[way], day: dayOfNumber(first.day), before, after, rows }];
  });
}
