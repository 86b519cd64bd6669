import type { Handlers } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { openSession } from './session.ts';
import { auditHandlers } from './handlers/audit.ts';
import { bookHandlers } from './handlers/books.ts';
import { caseHandlers } from './handlers/cases.ts';
import { changeHandlers } from './handlers/changes.ts';
import { coverageHandlers } from './handlers/coverage.ts';
import { exploreHandlers } from './handlers/explore.ts';
import { matchHandlers } from './handlers/matching.ts';
import { ocrHandlers } from './handlers/ocr.ts';
import { evidenceHandlers } from './handlers/evidence.ts';
import { sampleHandlers } from './handlers/samples.ts';
import { pdfHandlers } from './handlers/pdf.ts';
import { referenceHandlers } from './handlers/reference.ts';
import { vaultHandlers } from './handlers/vault.ts';
import { loggingUnexpected } from './unexpected.ts';
import { close } from './vault.ts';
import type { BackendOptions } from './session.ts';

export type { BackendOptions } from './session.ts';

export type Backend = {
  readonly handlers: Handlers<AssayCalls, void>;
  /** Closes every file; nothing that was committed is lost without it. */
  readonly close: () => Promise<void>;
};

/** The application behind all doors: window, command line, tests, benchmarks. */
export function createBackend(options: BackendOptions): Backend {
  const session = openSession(options);
  const handlers = {
    ...vaultHandlers(session),
    ...caseHandlers(session),
    ...bookHandlers(session),
    ...changeHandlers(session),
    ...coverageHandlers(session),
    ...exploreHandlers(session),
    ...matchHandlers(session),
    ...ocrHandlers(session),
    ...pdfHandlers(session),
    ...referenceHandlers(session),
    ...auditHandlers(session),
    ...sampleHandlers(session),
    ...evidenceHandlers(session),
  };
  return {
    handlers: loggingUnexpected(session, handlers),
    close: async () => close(session),
  };
}
