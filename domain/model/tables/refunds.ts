import { code, count, day, from, money, needed, quantity } from './column.ts';
import type { Column } from './column.ts';

/** One row per refund or drawback that was claimed. */
export const refundColumns: readonly Column[] = [
  needed(code('claim_no')),
  needed(day('claim_date')),
  code('kind'),
  code('product_code'),
  code('material_code'),
  quantity('claimed_qty_e6'),
  code('qty_unit'),
  money('amount_minor', 'national'),
  code('export_reg_no'),
  from(1, count('export_item_no')),
  day('exit_date'),
  code('exit_mark'),
  quantity('exported_qty_e6'),
  day('paid_on'),
  money('received_minor', 'national'),
];
