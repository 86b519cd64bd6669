/** A class of whole numbers in the unit of the column, both ends included. */
export type NumberClass = { readonly from: bigint; readonly to: bigint; readonly count: number };

export type Histogram = { readonly classes: readonly NumberClass[]; readonly ratio: boolean };

/** Classes of equal width at most. */
const mostClasses = 24;

/** The smallest of 1, 2, 5 times a power of ten that is not below it. */
function roundWidth(least: bigint): bigint {
  let power = 1n;
  while (power * 10n < least) power *= 10n;
  return [1n, 2n, 5n, 10n].map((n) => n * power).find((width) => width >= least) ?? power * 10n;
}

const floorTo = (value: bigint, width: bigint): bigint => (value >= 0n ? value / width : -((-value + width - 1n) / width)) * width;

/** Ends of classes of equal width, each the beginning of the next one. */
function evenEdges(low: bigint, high: bigint): readonly bigint[] {
  const width = roundWidth((high - low) / BigInt(mostClasses - 1) + 1n);
  const edges: bigint[] = [];
  for (let edge = floorTo(low, width); ; edge += width) {
    edges.push(edge);
    if (edge > high) return edges;
  }
}

/** Above so many powers of ten each of them is one class. */
const fewPowers = 8;

/** 1-2-5 of each power of ten, from the last that is not above the least amount; before them a class for nought. */
function growingEdges(low: bigint, least: bigint, high: bigint): readonly bigint[] {
  const steps = high.toString().length - least.toString().length > fewPowers ? [1n] : [1n, 2n, 5n];
  const edges: bigint[] = [];
  for (let power = 1n; ; power *= 10n) {
    for (const step of steps) {
      const edge = step * power;
      if (edge <= least) edges.length = 0;
      edges.push(edge);
      if (edge > high) return low < 1n ? [low, ...edges] : edges;
    }
  }
}

/** Three powers of ten between the smallest and the largest amount. */
const manyFold = 1000n;

/**
 * Classes of a column's numbers: of equal width, or growing where they span more than three powers of ten.
 * @param sorted whole numbers, ascending
 */
export function histogramOf(sorted: Float64Array): Histogram {
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return { classes: [], ratio: false };
  const firstAbove = sorted[lowerBound(sorted, 1)] ?? 0;
  const ratio = firstAbove > 0 && BigInt(high) > BigInt(firstAbove) * manyFold && low >= 0;
  const edges = ratio ? growingEdges(BigInt(low), BigInt(firstAbove), BigInt(high)) : evenEdges(BigInt(low), BigInt(high));
  const places = edges.map((edge) => lowerBound(sorted, Number(edge)));
  const classes = edges.slice(0, -1).map((from, i) => {
    return { from, to: (edges[i + 1] ?? from) - 1n, count: (places[i + 1] ?? 0) - (places[i] ?? 0) };
  });
  return { classes, ratio };
}

/** Place of the first number that is not below the bound. */
function lowerBound(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
