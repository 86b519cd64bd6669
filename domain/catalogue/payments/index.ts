import type { AuditTest } from '../audit-test.ts';
import { paidTwice } from './p06-paid-twice.ts';
import { paymentCurrency } from './p07-payment-currency.ts';
import { doubleInvoice } from './p08-double-invoice.ts';

/** Payments: P01–P08 (reference/domain.md §3), in the order of their numbers. */
export const paymentTests: readonly AuditTest[] = [paidTwice, paymentCurrency, doubleInvoice];
