import { code, count, day, from, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per document of box 44 or preceding document of box 40. */
export const itemDocumentColumns: readonly Column[] = [
  needed(code('reg_no')),
  from(1, count('item_no')),
  code('box'),
  code('doc_code'),
  text('doc_name'),
  code('doc_no'),
  day('doc_date'),
  day('valid_from'),
  day('valid_to'),
  from(1, count('prev_item_no')),
  quantity('qty_e6'),
  code('qty_unit'),
];
