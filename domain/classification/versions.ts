import type { Day } from '../model/scalars.ts';

/** @property validFrom null: its file names no day, it holds until another version begins */
export type ListVersion = { readonly no: number; readonly name: string; readonly validFrom: Day | null };

/**
 * Of each list the version in force on a day; without a day the newest. A day before all versions of a list has none of it: nothing is
 * guessed. Of versions of one day the one that was added last.
 */
export function versionsOn<T extends ListVersion>(lists: readonly T[], on: Day | null): readonly T[] {
  const best = new Map<string, T>();
  for (const list of lists) {
    if (on !== null && list.validFrom !== null && list.validFrom > on) continue;
    const other = best.get(list.name);
    const [from, was] = [list.validFrom ?? '', other?.validFrom ?? ''];
    if (other === undefined || from > was || (from === was && list.no > other.no)) best.set(list.name, list);
  }
  return [...best.values()].toSorted((a, b) => a.no - b.no);
}
