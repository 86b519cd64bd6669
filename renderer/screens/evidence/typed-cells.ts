import { tables } from '../../../domain/model/books.ts';
import type { Column, TableName } from '../../../domain/model/books.ts';
import { readDay } from '../../parts/day.ts';
import { typedDay } from './clock.ts';

export type Cells = Readonly<Record<string, string>>;

const numbers: readonly Column['type'][] = ['money', 'quantity', 'rate', 'weight', 'count'];

/** What a person typed, as the books write it: days as `2026-03-05`, numbers with a point and without blanks. */
export function canonicalCell(column: Column, typed: string): string {
  const text = typed.normalize('NFC').trim();
  if (column.type === 'day') return readDay(text) ?? text;
  if (!numbers.includes(column.type)) return text;
  return text.replaceAll(/[\s\u00a0\u202f']/g, '').replace(',', '.');
}

/** A cell as it stands in its field. */
export const typedCell = (column: Column, canonical: string): string =>
  column.type === 'day' && readDay(canonical) === canonical ? typedDay(canonical) : canonical;

/** The cells that say something. */
export function canonicalCells(table: TableName, typed: Cells): Record<string, string> {
  const written = tables[table].map((column) => [column.name, canonicalCell(column, typed[column.name] ?? '')] as const);
  return Object.fromEntries(written.filter(([, text]) => text !== ''));
}

/** The fields of the form: what a row cannot be read without first, then what was asked for. */
export function shownColumns(table: TableName, more: readonly string[]): readonly Column[] {
  const needed = tables[table].filter((column) => column.required === true);
  return [...needed, ...tables[table].filter((column) => column.required !== true && more.includes(column.name))];
}

/** What is left to be added to the form. */
export const otherColumns = (table: TableName, more: readonly string[]): readonly Column[] =>
  tables[table].filter((column) => column.required !== true && !more.includes(column.name));
