import { readScaled } from './numbers.ts';
import type { NumberForm } from './numbers.ts';
import type { ProblemCode } from './problems.ts';

/** Which side of an account an amount stands on; a payment's direction is told by it too. */
export type Side = 'debit' | 'credit';

/** Marks as programs and people write them, in three languages. */
const marks: ReadonlyMap<string, Side> = new Map([
  ...['d', 'db', 'dt', 'dr', 'debit', 'dbit', 'дт', 'д', 'деб', 'дебет'].map((mark) => [mark, 'debit'] as const),
  ...['c', 'cr', 'ct', 'credit', 'crdt', 'кт', 'к', 'кр', 'кред', 'кредит', 'k', 'kt'].map((mark) => [mark, 'credit'] as const),
]);

/** @returns null for a text that is no mark of debit or credit */
export const sideOf = (text: string): Side | null => marks.get(text.trim().toLowerCase().replace(/\.$/, '')) ?? null;

/** What a column takes of an amount that another one shares with it; null for columns that no amount is split into. */
export function sideOfColumn(column: string): Side | 'direction' | null {
  if (column === 'direction') return 'direction';
  if (/(?:^|_)debit_minor$/.test(column)) return 'debit';
  return /(?:^|_)credit_minor$/.test(column) ? 'credit' : null;
}

/** Powers of ten that rates are quoted for. */
const zeros: ReadonlyMap<number, number> = new Map([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].map((unit, n) => [unit, n]));

/** Places that the decimal mark moves by, or null: no rate is quoted for so many units. @param unit units of the currency */
export const rateUnitPlaces = (unit: number): number | null => zeros.get(unit) ?? null;

/** The same from the text of a cell: `100`, `1 000`, `100.00`. */
export function readRateUnit(text: string, form: NumberForm): number | ProblemCode {
  const unit = readScaled(text.trim(), 2, form);
  const places = typeof unit === 'number' ? rateUnitPlaces(unit / 100) : null;
  return places ?? 'rate_unit_unknown';
}
