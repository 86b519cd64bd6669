import { code, money, needed, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per customer, supplier, owner or the trader itself. */
export const partyColumns: readonly Column[] = [
  needed(code('party_id')),
  code('kind'),
  text('name'),
  code('tax_id'),
  code('country'),
  text('address'),
  code('phone'),
  text('director'),
  code('bank_account'),
  code('account'),
  money('opening_debit_minor', 'national'),
  money('opening_credit_minor', 'national'),
  money('closing_debit_minor', 'national'),
  money('closing_credit_minor', 'national'),
];
