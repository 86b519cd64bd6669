import type { AuditTest } from '../audit-test.ts';
import { peerPrice } from './v14-peer-price.ts';

/** Valuation: V01–V20 (reference/domain.md §3), in the order of their numbers. */
export const valuationTests: readonly AuditTest[] = [peerPrice];
