import { readRateText } from './codes.ts';

/**
 * A rate as a person types it, in the form in which the books keep it: `5`, `5,0` and `5 %` are `5%`. What is no bare percentage
 * (`5% + 0.2 EUR/l`, `free`) stays as it was typed.
 */
export function typedRate(text: string): string {
  const trimmed = text.trim();
  return readRateText(trimmed, { decimal: trimmed.includes(',') ? ',' : '.', group: null });
}

/** @returns the number of a bare percentage as decimal text, or null for any other rate */
export const percentOf = (text: string): string | null => /^(\d+(?:\.\d+)?)%$/.exec(typedRate(text))?.[1] ?? null;
