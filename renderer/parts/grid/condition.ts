import { percentOf } from '../../../domain/model/readers/typed-rate.ts';
import { isNumeric, shownText } from './cells.ts';
import { codeTyped, codeWords } from './coded.ts';
import type { CellColumn, Writer } from './cells.ts';
import { canonicalValue, isPart, opsOf, takes, writtenValue } from './filters.ts';
import type { Filter, FilterOp } from './filters.ts';

/** A condition while it is written: the texts as they were typed; of `between` two, of a list one with a value in each line. */
export type Draft = { readonly column: string; readonly op: FilterOp; readonly texts: readonly [string, string] };

/** What keeps a draft from being a filter: nothing was typed yet, or something that is no value of the column. */
export type DraftProblem = 'nothing' | 'day' | 'number' | 'order';

export const emptyDraft = (column: CellColumn): Draft => ({ column: column.name, op: opsOf(column)[0] ?? '=', texts: ['', ''] });

/** Values in lines or parted by semicolons, as they are pasted from a sheet or written by hand. */
const listed = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n;\t]/)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

const unreadable = (column: CellColumn): DraftProblem => (column.type === 'day' ? 'day' : 'number');

type Read = { readonly filter: Filter } | { readonly problem: DraftProblem };

function readEach(texts: readonly string[], column: CellColumn, op: FilterOp): readonly string[] | DraftProblem {
  if (texts.some((text) => text.trim() === '')) return 'nothing';
  const values = texts.map((text) => canonicalValue(text, column, op));
  return values.every((value) => value !== null) ? values : unreadable(column);
}

/** Days compare as texts, numbers as numbers. Good enough to say that two ends stand the wrong way round; the backend compares exactly. */
function isBackwards(first: string, last: string, column: CellColumn): boolean {
  if (column.type === 'day') return first > last;
  return Number(percentOf(first) ?? first) > Number(percentOf(last) ?? last);
}

/**
 * @param say of the person's language: a code can be typed as the word that it is shown as
 * @returns the filter that a draft means, or what it still lacks
 */
export function readDraft({ op, texts }: Draft, column: CellColumn, say: Writer['say']): Read {
  const made = { column: column.name, op };
  const kind = takes(op);
  if (kind === 'none') return { filter: { ...made, value: '' } };
  const given = kind === 'list' ? listed(texts[0]) : kind === 'two' ? texts : [texts[0]];
  if (given.length === 0) return { problem: 'nothing' };
  const coded = isPart(op) ? given : given.map((text) => codeTyped(text, column, say));
  const values = readEach(coded, column, op);
  if (typeof values === 'string') return { problem: values };
  const [first = '', last = ''] = values;
  if (kind === 'one') return { filter: { ...made, value: first } };
  if (kind === 'two' && isBackwards(first, last, column)) return { problem: 'order' };
  return { filter: { ...made, value: '', values } };
}

/** @returns the draft from which a filter would be made again */
export function draftOf(filter: Filter, column: CellColumn, say: Writer['say']): Draft {
  const shown = (value: string): string => (isPart(filter.op) ? value : codeWords(writtenValue(value, column), column, say));
  const values = (filter.values ?? []).map(shown);
  const made = { column: filter.column, op: filter.op };
  switch (takes(filter.op)) {
    case 'two':
      return { ...made, texts: [values[0] ?? '', values[1] ?? ''] };
    case 'list':
      return { ...made, texts: [values.join('\n'), ''] };
    default:
      return { ...made, texts: [shown(filter.value), ''] };
  }
}

/** What a filter compares with, in the unit of the column's header and as the language writes it. */
export function shownValue(value: string, column: CellColumn, writer: Writer): string {
  const isText = column.type === 'rateText' || !isNumeric(column);
  return shownText(writtenValue(value, column), isText ? column : { ...column, type: 'quantity' }, writer);
}

/** The key of an operator's words: days are before and after, numbers less and more. */
export const opKey = (op: FilterOp, column: CellColumn): string =>
  column.type === 'day' && ['<', '<=', '>', '>=', '=', '!='].includes(op) ? `grid.op.day.${op}` : `grid.op.${op}`;
