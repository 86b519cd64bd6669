/** Coefficients of Lanczos' approximation, g = 7, nine terms. @source C. Lanczos 1964; P. Godfrey 2001 */
const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
] as const;

/** Natural logarithm of the gamma function. @param x above zero @returns to about 15 significant digits */
export function lnGamma(x: number): number {
  const z = x - 1;
  const sum = lanczos.reduce((all, c, i) => (i === 0 ? c : all + c / (z + i)), 0);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln of n over k. @param k 0..n */
export const lnChoose = (n: number, k: number): number => (k === 0 || k === n ? 0 : lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1));

/** Sum of e^term, largest first kept apart so that nothing is lost. @param terms natural logarithms */
export function sumOfExp(terms: readonly number[]): number {
  const most = Math.max(...terms);
  if (most === Number.NEGATIVE_INFINITY) return 0;
  return Math.exp(most) * terms.reduce((sum, term) => sum + Math.exp(term - most), 0);
}

/** Halves an interval until nothing is left between its ends. @param isBelow true left of what is sought @returns the place where it turns */
export function bisect(low: number, high: number, isBelow: (x: number) => boolean): number {
  let [left, right] = [low, high];
  for (let step = 0; step < 200; step += 1) {
    const middle = (left + right) / 2;
    if (middle <= left || middle >= right) break;
    if (isBelow(middle)) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}

const tiny = 1e-300;
const enough = 1e-16;

/** Lower regularised incomplete gamma function P(a, x): a series left of a + 1, a continued fraction right of it. @param a above zero @param x not below zero */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && term > sum * enough; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return front * sum;
  }
  return 1 - front * fraction(x + 1 - a, (n) => ({ a: -n * (n - a), b: x + 2 * n + 1 - a }));
}

/** 1 / (b0 + a1 / (b1 + a2 / (b2 + …))) by Lentz's way. */
function fraction(b0: number, part: (n: number) => { readonly a: number; readonly b: number }): number {
  let c = 1 / tiny;
  let d = 1 / (Math.abs(b0) < tiny ? tiny : b0);
  let value = d;
  for (let n = 1; n < 10_000; n += 1) {
    const { a, b } = part(n);
    const below = a * d + b;
    d = 1 / (Math.abs(below) < tiny ? tiny : below);
    const above = b + a / c;
    c = Math.abs(above) < tiny ? tiny : above;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < enough) break;
  }
  return value;
}

/** Regularised incomplete beta function I_x(a, b). @param a above zero @param b above zero @param x 0..1 */
export function betaI(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  if (x > (a + 1) / (a + b + 2)) return 1 - (front * betaFraction(1 - x, b, a)) / b;
  return (front * betaFraction(x, a, b)) / a;
}

const betaFraction = (x: number, a: number, b: number): number =>
  fraction(1, (n) => {
    const m = Math.floor(n / 2);
    const top =
      n % 2 === 0 ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)) : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return { a: top, b: 1 };
  });
