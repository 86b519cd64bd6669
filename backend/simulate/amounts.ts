/** Amounts here are safe integers in minor units; every currency of the simulated trader has two decimals. */

/** n/d rounded half away from zero. @param n a safe integer @param d above zero */
export function divide(n: number, d: number): number {
  const a = Math.abs(n);
  const rest = a % d;
  const quotient = (a - rest) / d + (2 * rest >= d ? 1 : 0);
  return n < 0 ? -quotient : quotient;
}

/** a × b / d rounded half away from zero, exact where the product is no safe integer. */
export function scale(a: number, b: number, d: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return divide(product, d);
  const [n, by] = [BigInt(a) * BigInt(b), BigInt(d)];
  return Number((2n * n + by) / (2n * by));
}

/** `amount` parted by weights so that the parts equal it exactly: the last part takes what is left. */
export function apportion(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, w) => sum + w, 0);
  let [given, seen] = [0, 0];
  return weights.map((weight) => {
    seen += weight;
    const part = scale(amount, seen, total) - given;
    given += part;
    return part;
  });
}

/** Minor units as a decimal text. */
export function money(minor: number): string {
  const size = Math.abs(minor);
  const cents = size % 100;
  return `${minor < 0 ? '-' : ''}${(size - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}

/** Grams as kilograms. */
export function kilograms(grams: number): string {
  const rest = grams % 1000;
  return `${(grams - rest) / 1000}.${String(rest).padStart(3, '0')}`;
}

export const sumOf = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, item) => sum + of(item), 0);
