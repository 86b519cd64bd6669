import type { AssayEvent } from '../events/index.ts';
import type { Client } from './call.ts';
import { auditCalls } from './audit.ts';
import { bookCalls } from './books.ts';
import { caseCalls } from './cases.ts';
import { changeCalls } from './changes.ts';
import { coverageCalls } from './coverage.ts';
import { evidenceCalls } from './evidence.ts';
import { exploreCalls } from './explore.ts';
import { matchCalls } from './matching.ts';
import { ocrCalls } from './ocr.ts';
import { pdfCalls } from './pdf.ts';
import { referenceCalls } from './reference.ts';
import { sampleCalls } from './samples.ts';
import type { shellCalls } from './shell.ts';
import { vaultCalls } from './vault.ts';

/** Every call of the backend, in one place. */
export const calls = {
  ...vaultCalls,
  ...caseCalls,
  ...bookCalls,
  ...changeCalls,
  ...coverageCalls,
  ...matchCalls,
  ...exploreCalls,
  ...evidenceCalls,
  ...ocrCalls,
  ...pdfCalls,
  ...referenceCalls,
  ...auditCalls,
  ...sampleCalls,
} as const;
export type AssayCalls = typeof calls;
export type Method = keyof AssayCalls;

/** What screens are given: the backend's calls, the window's, the events, and where a dropped file lies. */
export type AuditApi = {
  readonly call: Client<AssayCalls & typeof shellCalls>;
  readonly onEvent: (listener: (event: AssayEvent) => void) => () => void;
  /** @param file a DOM File that was dropped or chosen */
  readonly pathOf: (file: object) => string;
};
