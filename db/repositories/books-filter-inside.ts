import type { Column, TableName } from '../../domain/model/books.ts';
import { holdsText, invalid, requireColumn } from './books-filter.ts';
import type { Filter } from './books-filter.ts';

/** A filter that looks inside texts, neither case nor the dots of ё counted: rows are read for it, no index serves. */
export type Inside = {
  readonly column: string;
  readonly keeps: (text: string) => boolean;
  /** whether a row without a text is kept */
  readonly keepsEmpty: boolean;
};

/** Lower case of every alphabet, е for ё, composed letters. */
const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** @returns a test of texts as they stand in the books, which are composed already */
function testing(part: string, test: (text: string, part: string) => boolean): (text: string) => boolean {
  const needle = folded(part.normalize('NFC'));
  if (!needle.includes('е')) return (text) => test(text.toLowerCase(), needle);
  return (text) => test(folded(text), needle);
}

const includes = (text: string, part: string): boolean => text.includes(part);
const startsWith = (text: string, part: string): boolean => text.startsWith(part);

/** A text of several words is looked up by its beginning as people write it; a code letter by letter (books-filter.ts). */
const isWords = (column: Column): boolean => column.type === 'text';

/**
 * @returns how the filter looks inside texts, or null when it is a condition (`conditionOf`)
 * @throws Refused column_unknown; filter_invalid for columns that hold numbers, or an empty text
 */
export function insideOf(table: TableName, filter: Filter): Inside | null {
  const column = requireColumn(table, filter.column);
  const { op } = filter;
  if (op !== 'contains' && op !== 'notContains' && !(op === 'starts' && isWords(column))) return null;
  if (!holdsText(column)) invalid(filter);
  return { column: column.name, ...insideTest(filter) };
}

/** The test of a filter that looks inside texts. @throws Refused filter_invalid for an empty text */
export function insideTest(filter: Filter): Omit<Inside, 'column'> {
  const { op, value } = filter;
  if (value === '') invalid(filter);
  if (op === 'starts') return { keeps: testing(value, startsWith), keepsEmpty: false };
  const holds = testing(value, includes);
  return op === 'contains' ? { keeps: holds, keepsEmpty: false } : { keeps: (text) => !holds(text), keepsEmpty: true };
}
