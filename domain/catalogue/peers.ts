import { add, compare, multiply, ratio, subtract } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';

/** A unit value: value / quantity, both whole and the quantity above zero, with the shipment that it belongs to. */
export type Priced = { readonly row: number; readonly value: number; readonly quantity: number; readonly shipment: string };

const exact = (p: Priced): Ratio => ratio(BigInt(p.value), BigInt(p.quantity));

/** Doubles decide only where their error cannot matter: two quotients of whole numbers below 2^53 differ by less than 1e-12 of themselves or are compared exactly. */
export function compareUnitValues(a: Priced, b: Priced): number {
  const [x, y] = [a.value / a.quantity, b.value / b.quantity];
  if (Math.abs(x - y) > 1e-12 * Math.max(Math.abs(x), Math.abs(y))) return x < y ? -1 : 1;
  return compare(exact(a), exact(b));
}

/** The unit values of a group in order, from which the shipments of the row in question are left out. */
export type Group = {
  readonly sorted: readonly Priced[];
  /** the same as doubles, for what is certain without exact arithmetic */
  readonly doubles: Float64Array;
  readonly placesOf: ReadonlyMap<string, readonly number[]>;
};

export function groupOf(members: readonly Priced[]): Group {
  const sorted = members.toSorted((a, b) => compareUnitValues(a, b) || a.row - b.row);
  const placesOf = new Map<string, number[]>();
  sorted.forEach((p, place) => {
    const places = placesOf.get(p.shipment);
    if (places === undefined) placesOf.set(p.shipment, [place]);
    else places.push(place);
  });
  return { sorted, doubles: Float64Array.from(sorted, (p) => p.value / p.quantity), placesOf };
}

/** Place of the k-th (from 0) of the values that are left when `without` (ascending places) is taken out. */
function placeOf(without: readonly number[], k: number): number {
  let place = k;
  for (const gone of without) {
    if (gone > place) break;
    place += 1;
  }
  return place;
}

function kth(group: Group, without: readonly number[], k: number): Ratio {
  const found = group.sorted[placeOf(without, k)];
  if (found === undefined) throw new RangeError('no such peer');
  return exact(found);
}

/** Quantile type 7, exact: linear between the neighbours of (n - 1) p. @param p as a fraction of whole numbers */
export function quantile(group: Group, shipment: string, p: Ratio): Ratio {
  const without = group.placesOf.get(shipment) ?? [];
  const n = BigInt(group.sorted.length - without.length);
  const position = (n - 1n) * p.n;
  const low = kth(group, without, Number(position / p.d));
  const share = position % p.d;
  if (share === 0n) return low;
  const high = kth(group, without, Number(position / p.d) + 1);
  return add(low, multiply(subtract(high, low), ratio(share, p.d)));
}

/** How many values belong to other shipments. */
export const peersIn = (group: Group, shipment: string): number => group.sorted.length - (group.placesOf.get(shipment)?.length ?? 0);

/** The median of the other shipments to about twelve digits. */
export function nearMedian(group: Group, shipment: string): number {
  const without = group.placesOf.get(shipment) ?? [];
  const last = group.sorted.length - without.length - 1;
  const at = (k: number): number => group.doubles[placeOf(without, k)] ?? 0;
  return (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2;
}

export type PeerFigures = { readonly n: number; readonly median: Ratio; readonly low: Ratio; readonly high: Ratio };

/** Figures of the values that belong to other shipments, of which there is at least one. */
export const peersOf = (group: Group, shipment: string): PeerFigures => ({
  n: peersIn(group, shipment),
  median: quantile(group, shipment, ratio(1n, 2n)),
  low: quantile(group, shipment, ratio(1n, 10n)),
  high: quantile(group, shipment, ratio(9n, 10n)),
});
