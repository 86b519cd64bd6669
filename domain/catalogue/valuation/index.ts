import type { AuditTest } from '../audit-test.ts';
import { valueArithmetic } from './v01-value-arithmetic.ts';
import { invoicePrice } from './v02-invoice-price.ts';
import { transport } from './v03-transport.ts';
import { insurance } from './v05-insurance.ts';
import { priceNotes } from './v11-price-notes.ts';
import { relatedParty } from './v12-related-party.ts';
import { peerPrice } from './v14-peer-price.ts';
import { methodOne } from './v17-method-one.ts';
import { deductions } from './v18-deductions.ts';

/** Valuation: V01–V20 (reference/domain.md §3), in the order of their numbers. */
export const valuationTests: readonly AuditTest[] = [
  valueArithmetic,
  invoicePrice,
  transport,
  insurance,
  priceNotes,
  relatedParty,
  peerPrice,
  methodOne,
  deductions,
];
