import { code, day, needed, rateText, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per trade measure: anti-dumping, countervailing and safeguard duties, licences, bans. */
export const measureColumns: readonly Column[] = [
  needed(code('kind')),
  needed(code('hs_code')),
  code('origin_country'),
  text('producer'),
  rateText('rate'),
  needed(day('valid_from')),
  day('valid_to'),
  code('act_no'),
  text('source'),
];
