import { code, count, day, from, money, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per movement of an article through a warehouse, opening and closing balances and counts included. */
export const stockColumns: readonly Column[] = [
  code('doc_no'),
  needed(day('movement_date')),
  needed(code('movement_type')),
  code('warehouse'),
  code('to_warehouse'),
  needed(code('article')),
  text('product_name'),
  code('batch'),
  needed(quantity('qty_e6')),
  code('qty_unit'),
  quantity('unit_price_e6'),
  money('value_minor', 'national'),
  text('counterparty'),
  code('invoice_no'),
  code('reg_no'),
  from(1, count('item_no')),
  code('txn_id'),
  code('status'),
];
