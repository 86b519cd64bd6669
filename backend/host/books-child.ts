import { isMainThread } from 'node:worker_threads';
import { compareJobs } from '../analysis/compare-jobs.ts';
import type { CompareJobs } from '../analysis/compare-jobs.ts';
import { matchJobs } from '../analysis/match-jobs.ts';
import type { MatchJobs } from '../analysis/match-jobs.ts';
import { testJobs } from '../analysis/test-jobs.ts';
import type { TestJobs } from '../analysis/test-jobs.ts';
import { typedJobs } from '../evidence/typed-rows.ts';
import type { TypedJobs } from '../evidence/typed-rows.ts';
import { againJobs } from '../importers/import-again.ts';
import type { AgainJobs } from '../importers/import-again.ts';
import { exportJobs } from '../files/export-jobs.ts';
import type { ExportJobs } from '../files/export-jobs.ts';
import { digestJobs } from '../importers/digest-jobs.ts';
import type { DigestJobs } from '../importers/digest-jobs.ts';
import { importJobs } from '../importers/import-jobs.ts';
import type { ImportJobs } from '../importers/import-jobs.ts';
import { purgeJobs } from '../importers/purge-jobs.ts';
import type { PurgeJobs } from '../importers/purge-jobs.ts';
import { serveReading } from '../importers/reading-thread.ts';
import { serveJobs } from '../processes/serve-jobs.ts';
import { simulateJobs } from '../simulate/simulate-jobs.ts';
import type { SimulateJobs } from '../simulate/simulate-jobs.ts';
import { copyJobs } from '../vault/copy-jobs.ts';
import type { CopyJobs } from '../vault/copy-jobs.ts';
import { viewJobs } from '../processes/view-jobs.ts';
import type { ViewJobs } from '../processes/view-jobs.ts';

/**
 * The one entry of the backend's children: work that is too long for the backend's own event loop. Which of the jobs a process does is
 * decided by what it is asked; keys come with the question, over the channel. As a thread of such a child it reads the file of an import.
 */
if (isMainThread)
  serveJobs<
    TestJobs &
      MatchJobs &
      CompareJobs &
      ImportJobs &
      AgainJobs &
      DigestJobs &
      PurgeJobs &
      ViewJobs &
      CopyJobs &
      SimulateJobs &
      ExportJobs &
      TypedJobs
  >({
    ...testJobs(),
    ...matchJobs(),
    ...compareJobs(),
    ...importJobs(),
    ...againJobs(),
    ...digestJobs(),
    ...purgeJobs(),
    ...viewJobs(),
    ...copyJobs(),
    ...simulateJobs(),
    ...exportJobs(),
    ...typedJobs(),
  });
else await serveReading();
