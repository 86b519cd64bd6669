import { code, count, day, from, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per movement of excise stamps or marking codes. */
export const markColumns: readonly Column[] = [
  needed(code('mark_type')),
  code('movement_type'),
  needed(day('movement_date')),
  code('article'),
  text('product_name'),
  code('hs_code'),
  needed(quantity('qty_e6')),
  code('reg_no'),
  from(1, count('item_no')),
  code('doc_no'),
];
