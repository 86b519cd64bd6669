import { code, day, money, needed, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per account of the chart with its balances over a period: SAF-T GeneralLedgerAccounts, 1C trial balance. */
export const accountColumns: readonly Column[] = [
  needed(code('account')),
  text('account_name'),
  code('account_type'),
  code('grouping_code'),
  day('period_from'),
  day('period_to'),
  money('opening_debit_minor', 'national'),
  money('opening_credit_minor', 'national'),
  money('turnover_debit_minor', 'national'),
  money('turnover_credit_minor', 'national'),
  money('closing_debit_minor', 'national'),
  money('closing_credit_minor', 'national'),
];
