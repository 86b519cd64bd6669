import { code, day, needed, rateText, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per commodity code (or beginning of one) and period: its rates by the national tariff. */
export const tariffColumns: readonly Column[] = [
  needed(code('hs_code')),
  text('description'),
  code('origin_country'),
  needed(day('valid_from')),
  day('valid_to'),
  rateText('duty_rate'),
  rateText('excise_rate'),
  rateText('vat_rate'),
  code('supp_unit'),
  text('source'),
];
