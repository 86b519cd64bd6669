/** Middle and spread of figures that outliers hardly move. @property scale one standard deviation of normal figures with that spread */
export type RobustSpread = { readonly median: number; readonly scale: number; readonly by: 'mad' | 'mean' };

const middle = (sorted: Float64Array): number =>
  ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;

/**
 * The median and the median absolute deviation; where more than half of the figures are equal, the mean absolute deviation instead.
 * The figures are sorted before they are added, so that their order changes no bit of the result.
 * @returns null when all figures are equal, or there are none
 * @source reference/domain.md §3 D07
 */
export function robustSpread(figures: Iterable<number>): RobustSpread | null {
  const sorted = Float64Array.from(figures).sort();
  if (sorted.length === 0) return null;
  const median = middle(sorted);
  const away = sorted.map((x) => Math.abs(x - median)).sort();
  const mad = middle(away);
  if (mad > 0) return { median, scale: mad / 0.6745, by: 'mad' };
  const mean = away.reduce((sum, x) => sum + x, 0) / away.length;
  return mean > 0 ? { median, scale: 1.2533 * mean, by: 'mean' } : null;
}

/** How many of these spreads a figure is away from the median, with its sign. */
export const robustZ = (figure: number, { median, scale }: RobustSpread): number => (figure - median) / scale;
