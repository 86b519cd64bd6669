/** What was found among amounts: the places of the one set that adds up to the target, or how many sets do (2: two or more). */
export type Sums = { readonly found: readonly number[] | null; readonly sets: 0 | 1 | 2; readonly complete: boolean };

export type Bounds = {
  /** amounts that make up the sum, at most */
  readonly most: number;
  /** steps of the search, after which it is given up */
  readonly steps: number;
  /** minor units by which the sum may differ */
  readonly within: number;
};

type Item = { readonly at: number; readonly amount: number };

/**
 * Looks for two or more amounts that add up to a target. The search goes through the amounts from the largest down, leaves out what is too
 * large, and stops when what is left cannot reach the target; it ends at the second set, because two that fit prove nothing.
 * @param amounts above zero @returns `complete`: the steps sufficed, so no other set exists within the bounds
 */
export function findSum(amounts: readonly number[], target: number, bounds: Bounds): Sums {
  const items: Item[] = amounts
    .map((amount, at) => ({ at, amount }))
    .filter(({ amount }) => amount > 0 && amount <= target + bounds.within)
    .toSorted((a, b) => b.amount - a.amount || a.at - b.at);
  const rest = new Float64Array(items.length + 1);
  for (let i = items.length - 1; i >= 0; i -= 1) rest[i] = (rest[i + 1] ?? 0) + (items[i]?.amount ?? 0);
  const state = { sets: 0, steps: 0, found: null as readonly number[] | null };
  const chosen: number[] = [];
  const search = (from: number, left: number): void => {
    if (chosen.length >= 2 && Math.abs(left) <= bounds.within) {
      state.sets += 1;
      state.found ??= [...chosen].toSorted((a, b) => a - b);
      return;
    }
    if (chosen.length === bounds.most) return;
    for (let i = from; i < items.length && state.sets < 2 && state.steps < bounds.steps; i += 1) {
      state.steps += 1;
      const item = items[i];
      if (item === undefined || (rest[i] ?? 0) < left - bounds.within) return;
      if (item.amount > left + bounds.within) continue;
      chosen.push(item.at);
      search(i + 1, left - item.amount);
      chosen.pop();
    }
  };
  search(0, target);
  const sets = state.sets >= 2 ? 2 : state.sets === 1 ? 1 : 0;
  return { found: sets === 1 ? state.found : null, sets, complete: state.steps < bounds.steps };
}
