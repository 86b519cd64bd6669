import type { Population } from './audit-test.ts';

/** Most source rows that a hit names; the count of all of them stands in its measures. */
export const mostKeys = 50;

/** Indexes of rows as they stand in the dataset, whatever order they were read in. */
export const inRank = (rows: Population, at: readonly number[]): readonly number[] =>
  at.toSorted((a, b) => (rows.rank[a] ?? 0) - (rows.rank[b] ?? 0));

/** Indexes of rows by a key; rows without one (null or '') are left out. The members stand in no order: `inRank`. */
export function rowsBy(rows: Population, keyOf: (i: number) => string | null): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < rows.n; i += 1) {
    const key = keyOf(i);
    if (key === null || key === '') continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  return groups;
}

/** Names of rows in the order of the dataset, at most `mostKeys` of them. */
export const namesOf = (rows: Population, at: readonly number[]): readonly string[] => inRank(rows, at).slice(0, mostKeys).map(rows.nameOf);

/** Rank of the first of the rows. */
export const firstRank = (rows: Population, at: readonly number[]): number =>
  at.reduce((least, i) => Math.min(least, rows.rank[i] ?? 0), Number.POSITIVE_INFINITY);

/** The row of a population that has a rank: what a confirmed link names. */
export function rowOfRank(rows: Population): (rank: number) => number | undefined {
  let at: Map<number, number> | null = null;
  // most books have no confirmed links: the ranks are gathered when the first of them is asked for
  const ranks = (): ReadonlyMap<number, number> => {
    if (at !== null) return at;
    at = new Map();
    for (let i = 0; i < rows.n; i += 1) at.set(rows.rank[i] ?? 0, i);
    return at;
  };
  return (rank) => ranks().get(rank);
}
