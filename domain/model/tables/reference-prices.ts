import { code, count, day, from, needed, quantity, text, weight } from './column.ts';
import type { Column } from './column.ts';

/** One row per commodity code, origin and period: the prices per unit and net weights per piece that headquarters observed. */
export const referencePriceColumns: readonly Column[] = [
  needed(code('hs_code')),
  code('origin_country'),
  needed(day('valid_from')),
  day('valid_to'),
  code('currency'),
  code('qty_unit'),
  quantity('p10_e6'),
  quantity('p25_e6'),
  quantity('median_e6'),
  quantity('p75_e6'),
  quantity('p90_e6'),
  weight('piece_low_g'),
  weight('piece_high_g'),
  from(0, count('importers_n')),
  text('source'),
];
