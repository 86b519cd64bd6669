import { isDecimal } from '../../../domain/money/decimal.ts';
import type { Speech } from '../../parts/words.tsx';

/** Measures that name the unit of another one, or that the row itself says, are no columns of their own. */
const silent = new Set(['currency', 'unit']);

/** The measures that all shown hits have, in the order of the first one. */
export function measureNames(hits: readonly { readonly measures: Readonly<Record<string, string>> }[]): readonly string[] {
  const first = hits[0];
  if (first === undefined) return [];
  return Object.keys(first.measures).filter((name) => !silent.has(name));
}

const percents = /percent|share|^dev|deviation/i;
const amounts = /amount|declared|expected|difference|effect|value|sum|total/i;

/** @returns a measure as the language writes it */
export function measureShown(name: string, value: string, speech: Speech): string {
  if (!isDecimal(value)) return value;
  if (percents.test(name)) return speech.percent(value);
  return amounts.test(name) && value.includes('.') ? speech.amount(value) : speech.decimal(value);
}

export const isNumber = (value: string | undefined): boolean => value !== undefined && isDecimal(value);

export const measureName = (name: string, { say }: Speech): string => say(`test.measure.${name}`);
