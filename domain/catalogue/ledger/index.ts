import type { AuditTest } from '../audit-test.ts';
import { turnover } from './t01-turnover.ts';
import { importVat } from './t02-import-vat.ts';
import { stockAccount } from './t03-stock-account.ts';
import { resaleReference } from './t04-resale-reference.ts';
import { dutyPostings } from './t05-duty-postings.ts';
import { integrity } from './t06-integrity.ts';
import { manualJournals } from './t07-manual-journals.ts';
import { fxDifference } from './t08-fx-difference.ts';

/** Tax and ledger: T01–T08 (reference/domain.md §3), in the order of their numbers. */
export const ledgerTests: readonly AuditTest[] = [
  turnover,
  importVat,
  stockAccount,
  resaleReference,
  dutyPostings,
  integrity,
  manualJournals,
  fxDifference,
];
