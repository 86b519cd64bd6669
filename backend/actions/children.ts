import type { TestJobs } from '../analysis/test-jobs.ts';
import type { ImportJobs } from '../importers/import-jobs.ts';
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

/** Import files: a child that stays for a moment, because one file seldom comes alone. Rows are short-lived: a large young generation. */
export const importChildren = ofSession<ImportJobs>({ semiSpaceMiB: 16, idleMs: 3_000, most: 1 });

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
