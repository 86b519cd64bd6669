import { percentOf, typedRate } from '../../../domain/model/readers/typed-rate.ts';
import { readDay } from '../day.ts';
import { decimalToScaled, pow10, scaledToDecimal } from '../../../domain/money/decimal.ts';
import { trimZeros } from './cells.ts';
import type { CellColumn } from './cells.ts';

export type FilterOp = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'notContains' | 'starts' | 'in' | 'between' | 'empty' | 'filled';

/** `value` is '' where the operator takes none or several; `values`: those of `in`, first and last of `between`. */
export type Filter = {
  readonly column: string;
  readonly op: FilterOp;
  readonly value: string;
  readonly values?: readonly string[] | undefined;
};

/** What can be asked of a column of this type, the likeliest first. */
export function opsOf(column: CellColumn): readonly FilterOp[] {
  if (column.type === 'text') return ['contains', 'notContains', 'starts', '=', '!=', 'in', 'empty', 'filled'];
  if (column.type === 'code') return ['=', 'in', 'starts', 'contains', 'notContains', '!=', 'empty', 'filled'];
  const compared: readonly FilterOp[] = ['=', 'between', '>=', '<=', '>', '<', '!=', 'in', 'empty', 'filled'];
  return column.type === 'rateText' ? [...compared, 'starts', 'contains', 'notContains'] : compared;
}

/** Looks for a part of the text as it stands: what is typed is no value of the column. */
export const isPart = (op: FilterOp): boolean => op === 'starts' || op === 'contains' || op === 'notContains';

/** More or less than a rate are percentages only. */
const isOrdered = (op: FilterOp): boolean => ['<', '<=', '>', '>=', 'between'].includes(op);

export type Takes = 'none' | 'one' | 'two' | 'list';

/** How many values an operator compares with. */
export function takes(op: FilterOp): Takes {
  if (op === 'empty' || op === 'filled') return 'none';
  if (op === 'between') return 'two';
  return op === 'in' ? 'list' : 'one';
}

/** Filters as the calls take them. */
export const asked = (filters: readonly Filter[]) =>
  filters.map(({ column, op, value, values }) => ({ column, op, value, ...(values === undefined ? {} : { values: [...values] }) }));

/** Weights lie in the books in grams; headers, cells and what is typed here are in kilograms. */
const weightDigits = 3;

/** @returns the number with its decimal mark moved to the right, or to the left for a negative step */
function shifted(number: string, step: number): string {
  const decimals = number.split('.')[1]?.length ?? 0;
  const digits = Math.max(0, decimals - step);
  const value = decimalToScaled(number, decimals) ?? 0n;
  const whole = digits === 0 ? value * pow10(step - decimals) : value;
  return trimZeros(scaledToDecimal(whole, digits));
}

/**
 * What a person writes, as the backend reads it: `1 234,50` -> `1234.50`, `02.03.2025` -> `2025-03-02`, 10,5 kg -> `10500` g, a rate of
 * `5` -> `5%`.
 * @returns null when a number or day cannot be read
 */
export function canonicalValue(text: string, column: CellColumn, op: FilterOp = '='): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (column.type === 'text' || column.type === 'code' || isPart(op)) return trimmed;
  if (column.type === 'rateText') return isOrdered(op) && percentOf(trimmed) === null ? null : typedRate(trimmed);
  if (column.type === 'day') return readDay(trimmed);
  const number = trimmed
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(number)) return null;
  return column.type === 'weight' ? shifted(number, weightDigits) : number;
}

/** @returns the value of a filter in the unit of its column's header: what `canonicalValue` was given */
export function writtenValue(value: string, column: CellColumn): string {
  return column.type === 'weight' && /^-?\d+(\.\d+)?$/.test(value) ? shifted(value, -weightDigits) : value;
}
