import { code, count, day, from, money, needed, rate, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per posting line of the general ledger (SAF-T GeneralLedgerEntries, 1C journal). */
export const ledgerColumns: readonly Column[] = [
  code('txn_id'),
  from(0, count('line_no')),
  needed(day('posting_date')),
  needed(code('account')),
  text('account_name'),
  code('contra_account'),
  money('debit_minor', 'national'),
  money('credit_minor', 'national'),
  code('currency'),
  money('currency_minor', 'currency'),
  from(0, rate('fx_e8')),
  code('supplier_id'),
  text('counterparty'),
  code('source_doc_ref'),
  day('doc_date'),
  text('description'),
  code('user'),
  code('entry_ts'),
];
