import type { AuditTest } from '../audit-test.ts';
import { duplicates } from './d01-duplicates.ts';
import { gaps } from './d03-gaps.ts';
import { benford } from './d04-benford.ts';
import { nearDuplicates } from './d02-near-duplicates.ts';
import { roundAmounts } from './d05-round-amounts.ts';
import { fences } from './d06-fences.ts';
import { robustOutliers } from './d07-robust-z.ts';
import { splitShipments } from './d08-split-shipments.ts';
import { dates } from './d09-dates.ts';
import { exchangeRate } from './d10-exchange-rate.ts';
import { belowThreshold } from './d11-below-threshold.ts';
import { sameValue } from './d12-same-value.ts';
import { vagueText } from './d13-vague-text.ts';
import { brokers } from './d14-brokers.ts';
import { identifiers } from './d15-identifiers.ts';
import { box47 } from './d16-box47.ts';
import { amendments } from './d17-amendments.ts';
import { timeClusters } from './d18-time-clusters.ts';

/** Patterns of the data: D01–D18 (reference/domain.md §3), in the order of their numbers. */
export const patternTests: readonly AuditTest[] = [
  duplicates,
  nearDuplicates,
  gaps,
  benford,
  roundAmounts,
  fences,
  robustOutliers,
  splitShipments,
  dates,
  exchangeRate,
  belowThreshold,
  sameValue,
  vagueText,
  brokers,
  identifiers,
  box47,
  amendments,
  timeClusters,
];
