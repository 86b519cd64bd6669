import type { Filter } from '../../db/repositories/books-filter.ts';
import { columnOf } from '../../domain/model/books.ts';
import { typedRate } from '../../domain/model/readers/typed-rate.ts';
import type { TableName } from '../../domain/model/books.ts';
import { isDay } from '../../domain/model/scalars.ts';
import { isDecimal } from '../../domain/money/decimal.ts';
import { words } from '../../domain/model/words.ts';
import type { WordArg, Words } from '../../domain/model/words.ts';
import { plainDecimal } from '../../db/repositories/group-codes.ts';

type Of = { readonly table: TableName; readonly title: string };

/** A value as the language writes it: days and numbers by their form, weights in kilograms as their column says. */
function argOf(value: string, filter: Filter, { table }: Of): WordArg {
  const type = columnOf(table, filter.column)?.type;
  if (type === 'day' && isDay(value)) return { day: value };
  if (type === 'rateText' && !['starts', 'contains', 'notContains'].includes(filter.op)) return typedRate(value);
  if (type === 'weight' && /^-?\d+$/.test(value)) return { decimal: plainDecimal(BigInt(value), 3) as never };
  const isNumber = type === 'money' || type === 'quantity' || type === 'rate' || type === 'count' || type === 'weight';
  return isNumber && isDecimal(value) ? { decimal: value } : value;
}

/** The key of an operator's sentence: a day is before or after, a number less or more. */
const keyOf = (op: Filter['op'], column: string, { table }: Of): string =>
  columnOf(table, column)?.type === 'day' && ['=', '!=', '<', '<=', '>', '>='].includes(op) ? `filter.said.day.${op}` : `filter.said.${op}`;

/** One condition as a sentence. */
export function filterWords(filter: Filter, of: Of): Words {
  const { op, value, values = [] } = filter;
  const { title } = of;
  switch (op) {
    case 'empty':
    case 'filled':
      return words(`filter.said.${op}`, { column: title });
    case 'between':
      return words('filter.said.between', {
        column: title,
        from: argOf(values[0] ?? '', filter, of),
        to: argOf(values[1] ?? '', filter, of),
      });
    case 'in':
      return words('filter.said.in', { column: title, values: values.map((one) => (one === '' ? '∅' : one)).join('; ') });
    default:
      if (value === '') return words(op === '=' ? 'filter.said.empty' : 'filter.said.filled', { column: title });
      return words(keyOf(op, filter.column, of), { column: title, value: argOf(value, filter, of) });
  }
}
