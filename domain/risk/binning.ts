/** Limits between bins, rising. A missing value is in bin 0, any other in one more than there are limits below it. */
export type Limits = readonly number[];

const binsAtMost = 96;

/** Limits between the values so that each bin has about as many of them. */
export function limitsOf(values: Float64Array): Limits {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  const greatest = sorted.at(-1) ?? 0;
  const limits: number[] = [];
  const step = sorted.length / binsAtMost;
  for (let at = 0; at < sorted.length; at += step) {
    const value = sorted[Math.floor(at)] ?? 0;
    const last = limits.at(-1);
    if (value < greatest && (last === undefined || value > last)) limits.push(value);
  }
  return limits;
}

export const binOf = (value: number, limits: Limits): number => {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, limits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (limits[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
};

export const binned = (values: Float64Array, limits: Limits): Uint8Array => Uint8Array.from(values, (value) => binOf(value, limits));

/** So many bins can be met. */
export const binCount = (limits: Limits): number => limits.length + 2;
