/** Who may see an item, from everybody to the fewest. @source security.md */
export const classes = ['public', 'trader', 'risk', 'bank-secret', 'investigation'] as const;

/** An act holds nothing but these. @source domain-corrections §6 */
const shown: readonly string[] = ['public', 'trader'];

/** A class that a newer version wrote and this one does not know is seen by nobody. */
const rank = (one: string): number =>
  (classes as readonly string[]).includes(one) ? (classes as readonly string[]).indexOf(one) : classes.length;

/** The stricter of two, where anything was said. */
export function stricter(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return rank(other) > rank(one) ? other : one;
}

/**
 * Whether an act may name an item and hold its figures. An item of which nobody said a class is the trader's own, unless it came from a
 * bank: what a bank tells is under bank secrecy until somebody says otherwise.
 */
export const isForAct = (item: { readonly class: string | null; readonly obtainedFrom: string | null }): boolean =>
  shown.includes(item.class ?? (item.obtainedFrom === 'bank' ? 'bank-secret' : 'trader'));
