import { code, day, money, needed, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per line of a tax return. */
export const taxReturnColumns: readonly Column[] = [
  needed(code('form')),
  needed(day('period_from')),
  day('period_to'),
  needed(code('line_code')),
  text('line_name'),
  money('amount_minor', 'national'),
  code('return_no'),
  day('filed_on'),
];
