import { code, count, from, money, needed, rate, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per box of a customs value declaration (DTS-1 11a to 25b; reference/domain.md §2.2) and goods item. */
export const valueComponentColumns: readonly Column[] = [
  needed(code('reg_no')),
  from(1, count('item_no')),
  needed(code('box')),
  code('answer'),
  code('currency'),
  money('amount_minor', 'currency'),
  from(0, rate('fx_rate_e8')),
  from(1, count('fx_unit')),
  money('national_minor', 'national'),
  text('note'),
];
