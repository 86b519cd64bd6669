import { code, count, day, from, money, needed, text, worth } from './column.ts';
import type { Column } from './column.ts';

/** One row per value that was changed in a declaration after registration, or per declaration that was cancelled. */
export const amendmentColumns: readonly Column[] = [
  needed(code('reg_no')),
  from(1, count('item_no')),
  needed(day('amended_on')),
  needed(code('kind')),
  code('field'),
  text('before'),
  text('after'),
  worth('customs_value_before_minor', 'national'),
  worth('customs_value_after_minor', 'national'),
  money('paid_difference_minor', 'national'),
  text('reason'),
  code('initiator'),
];
