import { setImmediate as nextTurn } from 'node:timers/promises';
import { beginPurge } from '../../db/repositories/books-purge.ts';
import type { BookPurge } from '../../db/repositories/books-purge.ts';
import type { BooksPlace } from '../../db/repositories/books-load.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { follow } from './override-cells.ts';
import type { Following } from './override-cells.ts';

/** Imports to take out of the books of one case, and the values that stand over the other rows then. */
export type PurgeRequest = { readonly place: BooksPlace; readonly imports: readonly string[]; readonly following: Following };

/**
 * Taking imports out in two steps: everything is prepared and held back, the backend records it in the log, then it is done. Whatever
 * ends in between leaves the books as they were.
 */
export type PurgeJobs = {
  'books.purge': { readonly input: PurgeRequest; readonly output: { readonly rows: number } };
  'books.purged': { readonly input: PurgeRequest; readonly output: null };
  'books.purge.not': { readonly input: Record<string, never>; readonly output: null };
};

export function purgeJobs(): JobHandlers<PurgeJobs> {
  let held: BookPurge | null = null;
  const drop = (): void => {
    held?.close();
    held = null;
  };
  return {
    'books.purge': async ({ place, imports, following }, { signal, progress }) => {
      drop();
      const purge = beginPurge(place, imports, (db) => follow(db, following));
      place.key.fill(0);
      held = purge;
      try {
        await takeOut(purge, { signal, progress });
        return { rows: purge.rows };
      } catch (error) {
        drop();
        throw error;
      }
    },
    // the process that prepared it may have ended: then it is done anew
    'books.purged': ({ place, imports, following }) => {
      const purge = held ?? beginPurge(place, imports, (db) => follow(db, following));
      place.key.fill(0);
      held = null;
      try {
        purge.commit();
      } finally {
        purge.close();
      }
      return null;
    },
    'books.purge.not': () => {
      drop();
      return null;
    },
  };
}

type Context = Parameters<JobHandlers<PurgeJobs>['books.purge']>[1];

async function takeOut(purge: BookPurge, { signal, progress }: Context): Promise<void> {
  let total = 0;
  for (let left = 1; left > 0; ) {
    if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'import.withdraw' });
    left = purge.step();
    total = Math.max(total, left + 1);
    progress({ stage: 'withdraw', done: total - left, total });
    await nextTurn();
  }
}
