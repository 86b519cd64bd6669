import { code, day, from, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per tariff quota and period. */
export const quotaColumns: readonly Column[] = [
  needed(code('quota_no')),
  code('hs_code'),
  code('origin_country'),
  code('holder_id'),
  needed(day('valid_from')),
  day('valid_to'),
  needed(from(0, quantity('qty_e6'))),
  code('qty_unit'),
  text('source'),
];
