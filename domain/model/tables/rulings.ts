import { code, day, needed, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per advance ruling. */
export const rulingColumns: readonly Column[] = [
  needed(code('ruling_no')),
  code('kind'),
  code('hs_code'),
  code('origin_country'),
  text('description'),
  text('article'),
  text('holder'),
  code('holder_id'),
  needed(day('valid_from')),
  day('valid_to'),
];
