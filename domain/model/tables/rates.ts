import { code, count, day, from, needed, rate } from './column.ts';
import type { Column } from './column.ts';

/** Official exchange rates: so many units of the national currency for `fx_unit` units of the foreign one. */
export const rateColumns: readonly Column[] = [
  needed(day('rate_date')),
  needed(code('currency')),
  from(1, count('fx_unit')),
  needed(from(0, rate('rate_e8'))),
  code('source'),
];
