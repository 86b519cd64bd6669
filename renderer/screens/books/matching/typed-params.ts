import type { Params } from './shapes.ts';

/** Parameters as people type them: days, and shares in percent. */
export type TypedParams = { readonly days: string; readonly tolerance: string; readonly score: string };

export const typedParams = ({ days, toleranceBp, minScore }: Params): TypedParams => ({
  days: String(days),
  tolerance: String(toleranceBp / 100),
  score: String(Math.round(minScore * 10_000) / 100),
});

/** A number between bounds with at most two decimals, comma or point; null for anything else. */
function number(text: string, most: number): number | null {
  const plain = text.trim().replace(',', '.').replace(/\s?%$/, '');
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(plain)) return null;
  const value = Number(plain);
  return value <= most ? value : null;
}

/** The bounds are the contract's. @returns the parameters, or which fields cannot be read */
export function readParams(typed: TypedParams): { readonly params: Params | null; readonly wrong: readonly (keyof TypedParams)[] } {
  const days = /^\s*\d{1,3}\s*$/.test(typed.days) ? number(typed.days, 400) : null;
  const [tolerance, score] = [number(typed.tolerance, 20), number(typed.score, 100)];
  const wrong = (Object.entries({ days, tolerance, score }) as [keyof TypedParams, number | null][]).flatMap(([name, value]) =>
    value === null ? [name] : [],
  );
  if (days === null || tolerance === null || score === null) return { params: null, wrong };
  return { params: { days, toleranceBp: Math.round(tolerance * 100), minScore: Math.round(score * 100) / 10_000 }, wrong };
}
