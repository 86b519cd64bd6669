import { code, count, day, from, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per material used by a production order, with what was made and lost. */
export const productionColumns: readonly Column[] = [
  needed(code('order_no')),
  needed(day('order_date')),
  needed(code('product_code')),
  text('product_name'),
  quantity('made_qty_e6'),
  code('made_unit'),
  needed(code('material_code')),
  text('material_name'),
  quantity('norm_e6'),
  quantity('used_qty_e6'),
  quantity('scrap_qty_e6'),
  quantity('waste_qty_e6'),
  code('used_unit'),
  code('reg_no'),
  from(1, count('item_no')),
];
