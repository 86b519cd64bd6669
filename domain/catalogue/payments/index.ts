import type { AuditTest } from '../audit-test.ts';

/** Payments: P01–P08 (reference/domain.md §3), in the order of their numbers. */
export const paymentTests: readonly AuditTest[] = [];
