import { readDay } from '../day.ts';
import type { CellColumn } from './cells.ts';

export type FilterOp = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains';
export type Filter = { readonly column: string; readonly op: FilterOp; readonly value: string };

/** What can be asked of a column of this type, the likeliest first. */
export function opsOf(column: CellColumn): readonly FilterOp[] {
  if (column.type === 'text') return ['contains', '=', '!='];
  if (column.type === 'code' || column.type === 'rateText') return ['=', 'contains', '!='];
  return ['=', '>=', '<=', '>', '<', '!='];
}

/**
 * What a person writes, as the backend reads it: `1 234,50` -> `1234.50`, `02.03.2025` -> `2025-03-02`.
 * @returns null when a number or day cannot be read
 */
export function canonicalValue(text: string, column: CellColumn): string | null {
  const trimmed = text.trim();
  if (['text', 'code', 'rateText'].includes(column.type)) return trimmed === '' ? null : trimmed;
  if (column.type === 'day') return readDay(trimmed);
  const number = trimmed
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(number) ? number : null;
}
