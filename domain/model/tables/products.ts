import { code, from, needed, quantity, text, weight } from './column.ts';
import type { Column } from './column.ts';

/** One row per product of the trader's master data. */
export const productColumns: readonly Column[] = [
  needed(code('product_code')),
  text('product_name'),
  code('article'),
  text('brand'),
  text('model'),
  code('hs_code'),
  code('product_group'),
  code('qty_unit'),
  quantity('unit_factor_e6'),
  from(0, weight('net_g')),
  code('barcode'),
  code('origin_country'),
  text('producer'),
];
