/** The middle value; of an even number the lower of the two. @throws RangeError on none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.floor((sorted.length - 1) / 2)];
  if (found === undefined) throw new RangeError('no values');
  return found;
}

/** Nearest rank. @param share 0..1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no values');
  return found;
}

/** Four significant digits: more are noise. */
export const rounded = (value: number): number => Number(value.toPrecision(4));

export type Unit = 'ms' | 'MiB';

/** Milliseconds below two seconds, seconds above. */
export function shown(value: number, unit: Unit): string {
  if (unit === 'MiB') return `${Math.round(value)} MiB`;
  if (value >= 2_000) return `${(value / 1000).toFixed(2)} s`;
  return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
