/** How many earlier checked items had a value of a combination, and how many of them a violation. */
export type ProfileTable = { readonly keys: Float64Array; readonly n: Uint32Array; readonly hits: Uint32Array };

/** Counts by value; values in rising order, so that the same items give the same table in whatever order they come. */
export function countProfile(keys: Float64Array, labels: Uint8Array): ProfileTable {
  const sorted = Float64Array.from(new Set(keys)).sort();
  const place = new Map<number, number>();
  sorted.forEach((key, at) => place.set(key, at));
  const [n, hits] = [new Uint32Array(sorted.length), new Uint32Array(sorted.length)];
  keys.forEach((key, i) => {
    const at = place.get(key) ?? 0;
    n[at] = (n[at] ?? 0) + 1;
    hits[at] = (hits[at] ?? 0) + (labels[i] ?? 0);
  });
  return { keys: sorted, n, hits };
}

export const folds = 5;

/** The share of violations, drawn towards the average where there is little experience. @param weight so many items of the average */
export const smoothedRate = (hits: number, n: number, of: { readonly prior: number; readonly weight: number }): number =>
  (hits + of.weight * of.prior) / (n + of.weight);

/** Places of values in a table; -1 for one that was never seen. */
export function placesIn(table: ProfileTable): (key: number) => number {
  const place = new Map<number, number>();
  table.keys.forEach((key, at) => place.set(key, at));
  return (key) => place.get(key) ?? -1;
}

export type Rated = { readonly rate: Float64Array; readonly seen: Float64Array };

/** Rate and number of earlier items for every item. */
export function ratesBy(table: ProfileTable, keys: Float64Array, of: { readonly prior: number; readonly weight: number }): Rated {
  const placeOf = placesIn(table);
  const [rate, seen] = [new Float64Array(keys.length), new Float64Array(keys.length)];
  keys.forEach((key, i) => {
    const at = placeOf(key);
    const [n, hits] = at < 0 ? [0, 0] : [table.n[at] ?? 0, table.hits[at] ?? 0];
    rate[i] = smoothedRate(hits, n, of);
    seen[i] = n;
  });
  return { rate, seen };
}

/** The same without the items of an item's own fold: an item must not be rated by its own outcome. @param foldOf by item */
export function ratesOutOfFold(
  keys: Float64Array,
  labels: Uint8Array,
  of: { readonly prior: number; readonly weight: number; readonly foldOf: Uint8Array },
): Rated {
  const table = countProfile(keys, labels);
  const placeOf = placesIn(table);
  const places = Int32Array.from(keys, placeOf);
  const [n, hits] = [new Uint32Array(table.keys.length * folds), new Uint32Array(table.keys.length * folds)];
  places.forEach((place, i) => {
    const at = place * folds + (of.foldOf[i] ?? 0);
    n[at] = (n[at] ?? 0) + 1;
    hits[at] = (hits[at] ?? 0) + (labels[i] ?? 0);
  });
  const [rate, seen] = [new Float64Array(keys.length), new Float64Array(keys.length)];
  places.forEach((place, i) => {
    const own = place * folds + (of.foldOf[i] ?? 0);
    const others = (table.n[place] ?? 0) - (n[own] ?? 0);
    rate[i] = smoothedRate((table.hits[place] ?? 0) - (hits[own] ?? 0), others, of);
    seen[i] = others;
  });
  return { rate, seen };
}
