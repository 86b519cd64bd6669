import type { AuditTest } from '../audit-test.ts';
import { manyCodes } from './c01-many-codes.ts';
import { originProof } from './o01-origin-proof.ts';
import { yieldNorm } from './r03-yield.ts';

/** Classification, origin, relief: C01–C07, O01–O05, R01–R07 (reference/domain.md §3), in the order of their numbers. */
export const classificationTests: readonly AuditTest[] = [manyCodes, originProof, yieldNorm];
