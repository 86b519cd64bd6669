import type { AuditTest } from '../audit-test.ts';
import { grossNet } from './q01-gross-net.ts';
import { transportWeight } from './q02-transport-weight.ts';
import { stockReceipt } from './q03-stock-receipt.ts';
import { unitRatio } from './q04-unit-ratio.ts';
import { undeclaredPurchase } from './q05-undeclared-purchase.ts';
import { neverImported } from './q06-never-imported.ts';
import { marks } from './q07-marks.ts';
import { container } from './q08-container.ts';
import { capacity } from './q09-capacity.ts';

/** Quantity, weight, stock: Q01–Q09 (reference/domain.md §3), in the order of their numbers. */
export const quantityTests: readonly AuditTest[] = [
  grossNet,
  transportWeight,
  stockReceipt,
  unitRatio,
  undeclaredPurchase,
  neverImported,
  marks,
  container,
  capacity,
];
