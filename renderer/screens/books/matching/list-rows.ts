import { methods } from './shapes.ts';
import type { Method } from './shapes.ts';
import type { Counts } from './use-proposals.ts';

/** A line of the list of proposals: the heading of a method, or the place of a proposal. */
export type ListRow =
  | { readonly kind: 'group'; readonly method: Method; readonly n: number; readonly from: number }
  | { readonly kind: 'place'; readonly place: number };

export const rowKeyOf = (row: ListRow): string => (row.kind === 'group' ? row.method : String(row.place));

/** Headings and places in the order of the list. @param only one method, or all */
export function listRows(counts: Counts, only: Method | null): readonly ListRow[] {
  const rows: ListRow[] = [];
  let from = 0;
  for (const method of methods) {
    const n = counts[method];
    if ((only !== null && only !== method) || n === 0) continue;
    rows.push({ kind: 'group', method, n, from });
    for (let i = 0; i < n; i += 1) rows.push({ kind: 'place', place: from + i });
    from += n;
  }
  return rows;
}

const isPlace = (key: string): boolean => /^\d+$/.test(key);

/** A heading stands for its group: marking it alone marks all of it, and the other way; a range that passes it does not. */
export function marksAfter(next: ReadonlySet<string>, before: ReadonlySet<string>, rows: readonly ListRow[]): ReadonlySet<string> {
  const marks = new Set(next);
  const byOne = next.size - before.size;
  for (const row of rows) {
    if (row.kind !== 'group') continue;
    const [is, was] = [next.has(row.method), before.has(row.method)];
    let all = true;
    for (let i = 0; i < row.n; i += 1) {
      const key = String(row.from + i);
      if (is && !was && byOne === 1) marks.add(key);
      else if (was && !is && byOne === -1) marks.delete(key);
      all &&= marks.has(key);
    }
    if (all) marks.add(row.method);
    else marks.delete(row.method);
  }
  return marks;
}

/** The marked places in rising order. */
export const markedPlaces = (marks: ReadonlySet<string>): readonly number[] =>
  [...marks]
    .filter(isPlace)
    .map(Number)
    .sort((a, b) => a - b);

/** The next place after this one whose proposal is still open, as far as it is known; else this one. */
export function nextOpen(place: number, total: number, isOpen: (place: number) => boolean | undefined): number {
  for (let next = place + 1; next < total; next += 1) if (isOpen(next) !== false) return next;
  return place;
}
