import { code, count, day, from, money, needed, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per contract. */
export const contractColumns: readonly Column[] = [
  needed(code('contract_no')),
  day('contract_date'),
  text('seller'),
  code('seller_id'),
  text('buyer'),
  code('buyer_id'),
  text('subject'),
  code('currency'),
  money('total_minor', 'currency'),
  code('incoterm'),
  text('incoterm_place'),
  text('payment_terms'),
  from(0, count('payment_days')),
  day('valid_from'),
  day('valid_to'),
  code('contract_unk'),
  text('royalty'),
  code('kind'),
];
