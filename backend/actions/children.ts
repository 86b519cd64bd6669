import type { CompareJobs } from '../analysis/compare-jobs.ts';
import type { MatchJobs } from '../analysis/match-jobs.ts';
import type { TestJobs } from '../analysis/test-jobs.ts';
import type { TypedJobs } from '../evidence/typed-rows.ts';
import type { AgainJobs } from '../importers/import-again.ts';
import type { ExportJobs } from '../files/export-jobs.ts';
import type { DigestJobs } from '../importers/digest-jobs.ts';
import type { ImportJobs } from '../importers/import-jobs.ts';
import type { PurgeJobs } from '../importers/purge-jobs.ts';
import { keepChildren } from '../processes/kept-children.ts';
import type { KeepOptions, KeptChildren } from '../processes/kept-children.ts';
import { viewProcess } from '../processes/view-process.ts';
import type { ViewProcess } from '../processes/view-process.ts';
import { childEntry } from '../processes/start-child.ts';
import type { Jobs } from '../processes/wire.ts';
import type { Session } from './session.ts';

/** Children of one kind, made for a session when they are first asked for. Locking kills them: they hold keys. */
function ofSession<J extends Jobs>(options: Omit<KeepOptions, 'file'>): (session: Session) => KeptChildren<J> {
  const known = new WeakMap<Session, KeptChildren<J>>();
  return (session) => {
    const found = known.get(session);
    if (found !== undefined) return found;
    const made = keepChildren<J>({ file: childEntry(), ...options });
    session.onLock(made.end);
    known.set(session, made);
    return made;
  };
}

/** Run tests: one child per case, whose pages and columns serve the next run. The heap holds columns of some millions of rows. */
export const testChildren = ofSession<TestJobs>({ heapMiB: 4096 });

/** Hold two exports of a book against each other, rows against what the log pinned: work tables of a million keys lie outside the heap. */
export const compareChildren = ofSession<CompareJobs & DigestJobs>({ heapMiB: 1024, idleMs: 10_000, most: 1 });

/** Match records: one child per case, which keeps the proposals that it made. A small young generation: what is made of a book stays. */
export const matchChildren = ofSession<MatchJobs>({ heapMiB: 1024, semiSpaceMiB: 8 });

/** Import files, read them once more, take them out of the books: a child that stays for a moment, because one file seldom comes alone. Rows are short-lived: a large young generation. */
export const importChildren = ofSession<ImportJobs & PurgeJobs & AgainJobs>({ semiSpaceMiB: 16, idleMs: 3_000, most: 1 });

/** Takes typed rows into the books: few at a time, and seldom. */
export const typedChildren = ofSession<TypedJobs>({ idleMs: 1_000, most: 1 });

/**
 * Write copies of lists: a child of their own, so that a million rows hold up no grid. Its rows are forgotten piece by piece: a small
 * young generation keeps it at 200 MiB.
 */
export const exportChildren = ofSession<ExportJobs>({ semiSpaceMiB: 4, idleMs: 3_000, most: 1 });

const views = new WeakMap<Session, ViewProcess>();

/** Lists, sums, found rows and pictures over many rows: one child per case. */
export function viewsOf(session: Session): ViewProcess {
  const found = views.get(session);
  if (found !== undefined) return found;
  const made = viewProcess();
  session.onLock(made.end);
  views.set(session, made);
  return made;
}
