export type Sort = { readonly column: string; readonly descending: boolean };

/**
 * What a press on a column's header makes of the sort: ascending, descending, none; with Shift beside the other columns.
 */
export function sortedBy(sort: readonly Sort[], column: string, beside: boolean): readonly Sort[] {
  const now = sort.find((s) => s.column === column);
  const next: readonly Sort[] = now === undefined ? [{ column, descending: false }] : now.descending ? [] : [{ column, descending: true }];
  if (!beside) return next;
  if (now === undefined) return [...sort, ...next];
  return sort.flatMap((s) => (s.column === column ? next : [s]));
}

/** @returns the sort with this column set to a direction, alone */
export const sortSet = (column: string, descending: boolean): readonly Sort[] => [{ column, descending }];
