import { code, day, from, money, needed, rate, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per entry of a bank statement or per payment document. */
export const paymentColumns: readonly Column[] = [
  code('bank_ref'),
  needed(day('booking_date')),
  day('value_date'),
  needed(code('direction')),
  needed(money('amount_minor', 'currency')),
  code('currency'),
  from(0, rate('fx_rate_e8')),
  money('national_minor', 'national'),
  code('own_account'),
  text('counterparty'),
  code('counterparty_id'),
  code('counterparty_account'),
  code('counterparty_bank'),
  code('country'),
  text('purpose'),
  code('contract_no'),
  code('contract_unk'),
  code('invoice_no'),
  code('statement_no'),
  code('txn_type'),
  code('txn_id'),
  code('status'),
];
