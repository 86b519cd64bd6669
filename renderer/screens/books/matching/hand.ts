import { isZero, scaled, unscaled } from './shapes.ts';
import type { MatchLink, OpenRow } from './shapes.ts';

/** A link while it is made: rows by name, the amount as it was typed. */
export type Draft = { readonly id: number; readonly left: string; readonly right: string; readonly amount: string };

/** What is left of a record: never below zero. */
const left = ({ open }: OpenRow): bigint => (open === null ? 0n : (scaled(open) ?? 0n));

/** The same with the sign of its amount: a credit note lowers the sum. */
const signed = (row: OpenRow): bigint => (row.amount?.startsWith('-') === true ? -left(row) : left(row));

/** The currency in which two records are linked: the left one's, the right one's where the left one has no amount. */
export const currencyOf = (left: OpenRow | undefined, right: OpenRow | undefined): string =>
  left !== undefined && left.amount !== null ? left.currency : (right?.currency ?? '');

/** Whether rows of both sides can be added up against each other. */
export function oneCurrency(lefts: readonly OpenRow[], rights: readonly OpenRow[]): boolean {
  const currencies = new Set([...lefts, ...rights].flatMap((row) => (row.amount === null ? [] : [row.currency])));
  return currencies.size <= 1;
}

/**
 * Links that a person begins with: the open amounts of the left rows are dealt to the right ones in their order; what has no amount is linked
 * without one. Rows of other currencies are linked with what is left of the left one: the rate of the day decides whether the other has as
 * much.
 */
export function dealt(lefts: readonly OpenRow[], rights: readonly OpenRow[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const add = (a: OpenRow, b: OpenRow, amount: string): number => drafts.push({ id: drafts.length, left: a.name, right: b.name, amount });
  const [rest, open] = [lefts.map(left), rights.map(left)];
  const summed = oneCurrency(lefts, rights) && rest.some((value) => value > 0n) && open.some((value) => value > 0n);
  if (!summed) {
    for (const a of lefts)
      for (const b of rights) {
        const whole = lefts.length === 1 && rights.length > 1 && oneCurrency([a], [b]) ? b : a;
        add(a, b, whole.open === null ? '' : unscaled(left(whole), whole.open));
      }
    return drafts;
  }
  let [l, r] = [0, 0];
  while (l < lefts.length && r < rights.length) {
    const [one, other] = [lefts[l], rights[r]];
    if (one === undefined || other === undefined) break;
    const [a, b] = [rest[l] ?? 0n, open[r] ?? 0n];
    const amount = a < b ? a : b;
    if (amount > 0n) add(one, other, unscaled(amount, one.open ?? ''));
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
  /** what is left of the chosen rows; null over several currencies */
  readonly left: string | null;
  readonly right: string | null;
  readonly linked: string | null;
  readonly difference: string | null;
  readonly currency: string;
};

/** Sums of both sides, of what is linked, and left minus right. */
export function sumsOf(lefts: readonly OpenRow[], rights: readonly OpenRow[], drafts: readonly Draft[]): Sums {
  const like = [...lefts, ...rights].find((row) => row.amount !== null);
  const currency = like?.currency ?? '';
  if (!oneCurrency(lefts, rights) || like === undefined) return { left: null, right: null, linked: null, difference: null, currency: '' };
  const add = (rows: readonly OpenRow[]): bigint => rows.reduce((sum, row) => sum + signed(row), 0n);
  const linked = drafts.reduce((sum, draft) => sum + (scaled(typedAmount(draft.amount) ?? '') ?? 0n), 0n);
  const [a, b] = [add(lefts), add(rights)];
  const text = (value: bigint): string => unscaled(value, like.amount ?? '');
  const bare = (rows: readonly OpenRow[]): boolean => rows.every((row) => row.amount === null);
  const counted = !bare(lefts) && !bare(rights);
  return {
    left: bare(lefts) ? null : text(a),
    right: bare(rights) ? null : text(b),
    linked: text(linked),
    difference: counted ? text(a - b) : null,
    currency,
  };
}

export type Problem = 'amount' | 'overLeft' | 'overRight';

/** What is wrong with a link: no amount can be read, there is none although both rows have one, or a row gives more than is left of it. */
export function problemOf(draft: Draft, drafts: readonly Draft[], rows: ReadonlyMap<string, OpenRow>): Problem | null {
  const amount = typedAmount(draft.amount);
  const both = rows.get(draft.left)?.open !== null && rows.get(draft.right)?.open !== null;
  if (amount === null || (amount === '' ? both : isZero(amount))) return 'amount';
  const over = (name: string, side: 'left' | 'right'): boolean => {
    const row = rows.get(name);
    if (row === undefined || row.amount === null || row.currency !== currencyOf(rows.get(draft.left), rows.get(draft.right))) return false;
    const sum = drafts.filter((one) => one[side] === name).reduce((all, one) => all + (scaled(typedAmount(one.amount) ?? '') ?? 0n), 0n);
    return sum > left(row);
  };
  if (over(draft.left, 'left')) return 'overLeft';
  return over(draft.right, 'right') ? 'overRight' : null;
}

/** The links as they are recorded. */
export const linksOf = (drafts: readonly Draft[], rows: ReadonlyMap<string, OpenRow>): MatchLink[] =>
  drafts.map((draft) => {
    const typed = typedAmount(draft.amount);
    const currency = typed === '' ? '' : currencyOf(rows.get(draft.left), rows.get(draft.right));
    return { left: draft.left, right: draft.right, amount: typed === '' ? null : typed, currency };
  });
