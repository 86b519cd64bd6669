import { code, count, day, from, money, needed, text, weight, worth } from './column.ts';
import type { Column } from './column.ts';

/**
 * What the customs register has of the trader's declarations: a list from headquarters, by declaration or by goods item. It is a source of
 * its own beside the trader's copies; their difference is a test (reference/domain-corrections.md §16, §17).
 */
export const registerColumns: readonly Column[] = [
  needed(code('reg_no')),
  needed(day('reg_date')),
  day('release_date'),
  code('office_code'),
  code('decl_type'),
  code('procedure'),
  text('consignee'),
  code('consignee_id'),
  text('declarant'),
  /** goods items of the declaration, where the list has one row a declaration */
  from(0, count('items_n')),
  from(1, count('item_no')),
  code('hs_code'),
  text('description'),
  code('origin_country'),
  from(0, weight('gross_g')),
  from(0, weight('net_g')),
  code('currency'),
  money('total_invoice_minor', 'currency'),
  worth('customs_value_minor', 'national'),
  money('duty_amount_minor', 'national'),
  money('excise_amount_minor', 'national'),
  money('vat_amount_minor', 'national'),
  money('fee_amount_minor', 'national'),
  code('status'),
];
