import { setImmediate as nextTurn } from 'node:timers/promises';
import { findDifferences, partnersOf, sharedKeys } from '../../db/repositories/books-differences.ts';
import type { Compared, Differences } from '../../db/repositories/books-differences.ts';
import type { BooksPlace } from '../../db/repositories/books-load.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';

/** Holding exports of a book against each other, with a handle that cannot write. */
export type CompareJobs = {
  'compare.shared': {
    readonly input: { readonly place: BooksPlace; readonly pairs: readonly Compared[] };
    readonly output: readonly number[];
  };
  'compare.partners': {
    readonly input: { readonly place: BooksPlace; readonly of: Compared; readonly ids: readonly number[] };
    readonly output: readonly (readonly [older: number, newer: number])[];
  };
  'compare.differences': { readonly input: { readonly place: BooksPlace; readonly of: Compared }; readonly output: Differences };
};

export const compareJobs = (): JobHandlers<CompareJobs> => ({
  'compare.shared': async ({ place, pairs }, { signal, progress }) => {
    const counts: number[] = [];
    for (const [i, of] of pairs.entries()) {
      if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'import.olderOf' });
      counts.push(await sharedKeys(place, of));
      progress({ stage: 'compare', done: i + 1, total: pairs.length });
      await nextTurn();
    }
    place.key.fill(0);
    return counts;
  },
  'compare.partners': async ({ place, of, ids }) => {
    const found = await partnersOf(place, of, ids);
    place.key.fill(0);
    return found;
  },
  'compare.differences': async ({ place, of }, { signal, progress }) => {
    const found = await findDifferences(place, of, async (done, total) => {
      if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'import.compare' });
      progress({ stage: 'compare', done, total });
      await nextTurn();
    });
    place.key.fill(0);
    return found;
  },
});
