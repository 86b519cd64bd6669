import type { AuditTest } from '../audit-test.ts';
import { grossNet } from './q01-gross-net.ts';
import { unitRatio } from './q04-unit-ratio.ts';
import { container } from './q08-container.ts';
import { capacity } from './q09-capacity.ts';

/** Quantity, weight, stock: Q01–Q09 (reference/domain.md §3), in the order of their numbers. */
export const quantityTests: readonly AuditTest[] = [grossNet, unitRatio, container, capacity];
