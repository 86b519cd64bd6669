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

type Deal = { readonly a: number; readonly b: number; readonly one: OpenRow; readonly other: OpenRow };

/** Every record of one side with every one of the other, in their order; those of one currency first. */
function pairs(lefts: readonly OpenRow[], rights: readonly OpenRow[]): readonly Deal[] {
  const all = lefts.flatMap((one, a) => rights.map((other, b): Deal => ({ a, b, one, other })));
  const alike = ({ one, other }: Deal): boolean => oneCurrency([one], [other]);
  return [...all.filter(alike), ...all.filter((deal) => !alike(deal))];
}

/**
 * Links that a person begins with: what is left of the left records is dealt to the right ones in their order, those of one currency first;
 * to one in another currency goes all that is still left, and the rate of the day decides whether it has as much. What has no amount on
 * either side is linked without one.
 */
export function dealt(lefts: readonly OpenRow[], rights: readonly OpenRow[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const [rest, open] = [lefts.map(left), rights.map(left)];
  const used = new Set<number>();
  for (const { a, b, one, other } of pairs(lefts, rights)) {
    const [whole, mine, theirs] = [one.open ?? other.open, rest[a] ?? 0n, open[b] ?? 0n];
    const bare = one.open === null ? theirs : other.open === null ? mine : null;
    const crossed = !oneCurrency([one], [other]);
    const amount = whole === null ? null : (bare ?? (crossed ? (used.has(b) ? 0n : mine) : mine < theirs ? mine : theirs));
    if (amount === 0n) continue;
    drafts.push({ id: drafts.length, left: one.name, right: other.name, amount: amount === null ? '' : unscaled(amount, whole ?? '') });
    if (amount === null) continue;
    if (one.open !== null) rest[a] = mine - amount;
    if (other.open !== null && !crossed) open[b] = theirs - amount;
    used.add(b);
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
