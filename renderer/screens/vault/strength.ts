export type Strength = 'empty' | 'short' | 'weak' | 'fair' | 'strong';

const leastLength = 12;

const pools: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[а-яёәғқңөұүһі]/i, 33],
  [/[^\p{L}\d]/u, 20],
];

/** Characters that repeat or follow their neighbour add next to nothing. */
function effectiveLength(text: string): number {
  const codes = [...text].map((c) => c.codePointAt(0) ?? 0);
  let length = 0;
  codes.forEach((code, i) => {
    const step = Math.abs(code - (codes[i - 1] ?? Number.MIN_SAFE_INTEGER));
    length += step <= 1 ? 0.25 : 1;
  });
  return Math.min(length, new Set(codes).size * 2);
}

/** A rough judgement while typing; the vault itself decides what it refuses. */
export function strengthOf(text: string): Strength {
  if (text === '') return 'empty';
  const pool = pools.reduce((sum, [form, size]) => sum + (form.test(text) ? size : 0), 0);
  const bits = effectiveLength(text) * Math.log2(Math.max(pool, 2));
  if ([...text].length < leastLength) return bits < 50 ? 'short' : 'fair';
  if (bits < 50) return 'weak';
  return bits < 80 ? 'fair' : 'strong';
}
