/** Which leading digits are looked at (reference/domain.md §3.1). */
export type DigitKind = 'first' | 'second' | 'firstTwo';

/** First value of the digit group, and how many values there are. */
const groups: Readonly<Record<DigitKind, { readonly from: number; readonly n: number }>> = {
  first: { from: 1, n: 9 },
  second: { from: 0, n: 10 },
  firstTwo: { from: 10, n: 90 },
};

/** The digits a kind has, ascending. */
export const digitsOfKind = (kind: DigitKind): readonly number[] => Array.from({ length: groups[kind].n }, (_, i) => groups[kind].from + i);

/**
 * Leading digits by whole division, without logarithms: exact for every amount.
 * @param magnitude a safe integer above zero, of at least two digits for `second` and `firstTwo`
 * @returns 1..9, 0..9 or 10..99
 */
export function leadingDigits(magnitude: number, kind: DigitKind): number {
  const least = kind === 'first' ? 10 : 100;
  let x = magnitude;
  while (x >= 1e8) x = Math.floor(x / 1e6);
  while (x >= least) x = Math.floor(x / 10);
  return kind === 'second' ? x % 10 : x;
}

/** Share of each digit under Benford's law, in the order of `digitsOfKind`. */
export function expectedShares(kind: DigitKind): readonly number[] {
  const log = (d: number): number => Math.log10(1 + 1 / d);
  if (kind !== 'second') return digitsOfKind(kind).map(log);
  return digitsOfKind(kind).map((d) => [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, k) => sum + log(10 * k + d), 0));
}

export type DigitFigure = {
  readonly digits: number;
  readonly count: number;
  readonly share: number;
  readonly expected: number;
  readonly z: number;
};

export type BenfordFigures = {
  readonly n: number;
  readonly mad: number;
  readonly chiSquare: number;
  readonly digits: readonly DigitFigure[];
};

/** Z with the continuity correction, which applies only where it is smaller than the difference itself. */
function zOf(share: number, expected: number, n: number): number {
  const difference = Math.abs(share - expected);
  const correction = 1 / (2 * n);
  return (correction < difference ? difference - correction : difference) / Math.sqrt((expected * (1 - expected)) / n);
}

/** @param counts per digit in the order of `digitsOfKind`, with at least one row in all */
export function benfordFigures(counts: readonly number[], kind: DigitKind): BenfordFigures {
  const n = counts.reduce((a, b) => a + b, 0);
  const expected = expectedShares(kind);
  const digits = digitsOfKind(kind).map((value, i) => {
    const count = counts[i] ?? 0;
    const [share, p] = [count / n, expected[i] ?? 0];
    return { digits: value, count, share, expected: p, z: zOf(share, p, n) };
  });
  return {
    n,
    mad: digits.reduce((sum, d) => sum + Math.abs(d.share - d.expected), 0) / digits.length,
    chiSquare: digits.reduce((sum, d) => sum + (d.count - n * d.expected) ** 2 / (n * d.expected), 0),
    digits,
  };
}

export type Conformity = 'close' | 'acceptable' | 'marginal' | 'nonconformity';

/** Upper limits of the mean absolute deviation (Nigrini 2012, reference/domain.md §3.1). */
const limits: Readonly<Record<DigitKind, readonly [number, number, number]>> = {
  first: [0.006, 0.012, 0.015],
  second: [0.008, 0.01, 0.012],
  firstTwo: [0.0012, 0.0018, 0.0022],
};

export function conformity(mad: number, kind: DigitKind): Conformity {
  const [close, acceptable, marginal] = limits[kind];
  if (mad <= close) return 'close';
  if (mad <= acceptable) return 'acceptable';
  return mad <= marginal ? 'marginal' : 'nonconformity';
}

/** Chi-square that is exceeded by chance in 5 of 100 cases, for 8, 9 and 89 degrees of freedom. */
export const criticalChiSquare: Readonly<Record<DigitKind, number>> = { first: 15.507, second: 16.919, firstTwo: 112.022 };
