import type { AuditTest } from '../audit-test.ts';

/** Tax and ledger: T01–T08 (reference/domain.md §3), in the order of their numbers. */
export const ledgerTests: readonly AuditTest[] = [];
