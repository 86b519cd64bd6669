import type { AuditTest } from '../audit-test.ts';
import { paidDeclared } from './p01-paid-declared.ts';
import { thirdParty } from './p02-third-party.ts';
import { undeclaredAdvances } from './p03-undeclared-advances.ts';
import { neverPaid } from './p04-never-paid.ts';
import { otherInvoice } from './p05-other-invoice.ts';
import { paidTwice } from './p06-paid-twice.ts';
import { paymentCurrency } from './p07-payment-currency.ts';
import { doubleInvoice } from './p08-double-invoice.ts';

/** Payments: P01–P08 (reference/domain.md §3), in the order of their numbers. */
export const paymentTests: readonly AuditTest[] = [
  paidDeclared,
  thirdParty,
  undeclaredAdvances,
  neverPaid,
  otherInvoice,
  paidTwice,
  paymentCurrency,
  doubleInvoice,
];
