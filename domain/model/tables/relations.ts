import { code, day, needed, rate, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per tie between two parties: a share, a common director, a family. */
export const relationColumns: readonly Column[] = [
  text('party'),
  code('party_id'),
  text('other'),
  code('other_id'),
  needed(code('kind')),
  rate('share_percent_e8'),
  day('valid_from'),
  day('valid_to'),
  text('source'),
];
