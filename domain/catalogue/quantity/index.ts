import type { AuditTest } from '../audit-test.ts';

/** Quantity, weight, stock: Q01–Q09 (reference/domain.md §3), in the order of their numbers. */
export const quantityTests: readonly AuditTest[] = [];
