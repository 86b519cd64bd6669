import { isZero, scaled, unscaled } from './shapes.ts';
import type { MatchLink, MatchRow } from './shapes.ts';

/** A link while it is made: rows by name, the amount as it was typed. */
export type Draft = { readonly id: number; readonly left: string; readonly right: string; readonly amount: string };

const size = (row: MatchRow): bigint => {
  const value = row.amount === null ? 0n : (scaled(row.amount) ?? 0n);
  return value < 0n ? -value : value;
};

/** The currency in which two rows are linked: the left one's, the right one's where the left one has no amount. */
export const currencyOf = (left: MatchRow | undefined, right: MatchRow | undefined): string =>
  left !== undefined && left.amount !== null ? left.currency : (right?.currency ?? '');

/** Whether rows of both sides can be added up against each other. */
export function oneCurrency(lefts: readonly MatchRow[], rights: readonly MatchRow[]): boolean {
  const currencies = new Set([...lefts, ...rights].flatMap((row) => (row.amount === null ? [] : [row.currency])));
  return currencies.size <= 1;
}

/**
 * Links that a person begins with: the open amounts of the left rows are dealt to the right ones in their order; what has no amount is linked
 * without one. Rows of other currencies are linked with the left one's amount.
 */
export function dealt(lefts: readonly MatchRow[], rights: readonly MatchRow[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const add = (left: MatchRow, right: MatchRow, amount: string): number =>
    drafts.push({ id: drafts.length, left: left.name, right: right.name, amount });
  const [rest, open] = [lefts.map(size), rights.map(size)];
  const summed = oneCurrency(lefts, rights) && rest.some((value) => value > 0n) && open.some((value) => value > 0n);
  if (!summed) {
    for (const left of lefts)
      for (const right of rights) {
        const whole = lefts.length === 1 && rights.length > 1 ? right : left;
        add(left, right, whole.amount === null ? '' : unscaled(size(whole), whole.amount));
      }
    return drafts;
  }
  let [l, r] = [0, 0];
  while (l < lefts.length && r < rights.length) {
    const [left, right] = [lefts[l], rights[r]];
    if (left === undefined || right === undefined) break;
    const [a, b] = [rest[l] ?? 0n, open[r] ?? 0n];
    const amount = a < b ? a : b;
    if (amount > 0n) add(left, right, unscaled(amount, left.amount ?? ''));
    rest[l] = a - amount;
    open[r] = b - amount;
    const [leftDone, rightDone] = [rest[l] === 0n, open[r] === 0n];
    if (leftDone) l += 1;
    if (rightDone) r += 1;
  }
  return drafts;
}

/** An amount as people type it: blanks, thin spaces, a comma. @returns decimal text, '' for nothing, null for what is none */
export function typedAmount(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return '';
  return /^\d{1,13}(\.\d{1,6})?$/.test(plain) ? unscaled(scaled(plain) ?? 0n, plain) : null;
}

export type Sums = {
  /** what the chosen rows have; null over several currencies */
  readonly left: string | null;
  readonly right: string | null;
  readonly linked: string | null;
  readonly difference: string | null;
  readonly currency: string;
};

/** Sums of both sides, of what is linked, and left minus right. */
export function sumsOf(lefts: readonly MatchRow[], rights: readonly MatchRow[], drafts: readonly Draft[]): Sums {
  const like = [...lefts, ...rights].find((row) => row.amount !== null);
  const currency = like?.currency ?? '';
  if (!oneCurrency(lefts, rights) || like === undefined) return { left: null, right: null, linked: null, difference: null, currency: '' };
  const add = (rows: readonly MatchRow[]): bigint =>
    rows.reduce((sum, row) => sum + (row.amount === null ? 0n : (scaled(row.amount) ?? 0n)), 0n);
  const linked = drafts.reduce((sum, draft) => sum + (scaled(typedAmount(draft.amount) ?? '') ?? 0n), 0n);
  const [left, right] = [add(lefts), add(rights)];
  const text = (value: bigint): string => unscaled(value, like.amount ?? '');
  const bare = (rows: readonly MatchRow[]): boolean => rows.every((row) => row.amount === null);
  const counted = !bare(lefts) && !bare(rights);
  return {
    left: bare(lefts) ? null : text(left),
    right: bare(rights) ? null : text(right),
    linked: text(linked),
    difference: counted ? text(left - right) : null,
    currency,
  };
}

export type Problem = 'amount' | 'overLeft' | 'overRight';

/** What is wrong with a link: no amount can be read, or a row gives more than it has. */
export function problemOf(draft: Draft, drafts: readonly Draft[], rows: ReadonlyMap<string, MatchRow>): Problem | null {
  const amount = typedAmount(draft.amount);
  if (amount === null || (amount !== '' && isZero(amount))) return 'amount';
  const over = (name: string, side: 'left' | 'right'): boolean => {
    const row = rows.get(name);
    if (row === undefined || row.amount === null || row.currency !== currencyOf(rows.get(draft.left), rows.get(draft.right))) return false;
    const sum = drafts.filter((one) => one[side] === name).reduce((all, one) => all + (scaled(typedAmount(one.amount) ?? '') ?? 0n), 0n);
    return sum > size(row);
  };
  if (over(draft.left, 'left')) return 'overLeft';
  return over(draft.right, 'right') ? 'overRight' : null;
}

/** The links as they are recorded. */
export const linksOf = (drafts: readonly Draft[], rows: ReadonlyMap<string, MatchRow>): MatchLink[] =>
  drafts.map(({ left, right, amount }) => {
    const typed = typedAmount(amount);
    return { left, right, amount: typed === '' ? null : typed, currency: typed === '' ? '' : currencyOf(rows.get(left), rows.get(right)) };
  });
