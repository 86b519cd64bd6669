import type { Board } from './board.ts';
import { lineLinks } from './lines.ts';
import { take } from './open.ts';
import type { Compared, Link, MatchMethod, MatchRecord, MatchRule, Proposal } from './record.ts';

/** A link between two records of the board. @property amount null where none is carried */
export type Joined = { readonly l: number; readonly r: number; readonly amount: number | null };

export type Reason = {
  readonly method: MatchMethod;
  readonly rule: MatchRule;
  readonly score: number;
  readonly others?: number;
  readonly shared?: readonly string[];
  readonly compared?: Compared;
};

const recordsOf = (all: readonly MatchRecord[], at: readonly number[]): readonly MatchRecord[] =>
  at.flatMap((i) => {
    const one = all[i];
    return one === undefined ? [] : [one];
  });

const inOrder = (all: readonly MatchRecord[], at: readonly number[]): readonly number[] =>
  at.length === 1 ? at : [...new Set(at)].toSorted((x, y) => (all[x]?.rank ?? 0) - (all[y]?.rank ?? 0));

const sumOpen = (open: Float64Array, at: readonly number[]): number => at.reduce((sum, i) => sum + (open[i] ?? Number.NaN), 0);

/** Row by row where both documents have rows with amounts; over the rows of one where only it has; else from head to head. */
function linksOf(
  board: Board,
  joined: readonly Joined[],
  of: { lefts: readonly number[]; rights: readonly number[]; currency: string },
): readonly Link[] {
  const { left, right } = board.input;
  const [lefts, rights] = [recordsOf(left, of.lefts), recordsOf(right, of.rights)];
  const byLine = [...lefts, ...rights].every((one) => one.lines.length > 0) && !touched(board, of);
  const lines = byLine ? lineLinks(lefts, rights, of.currency) : [];
  if (lines.length > 0) return lines;
  const [a, b] = [rowsOf(board.leftOpen), rowsOf(board.rightOpen)];
  return joined.flatMap(({ l, r, amount }): Link[] => {
    const [x, y] = [left[l], right[r]];
    if (x === undefined || y === undefined) return [];
    const head = { left: x.rank, right: y.rank, amount, currency: of.currency };
    if (amount === null || x.lines.length + y.lines.length === 0 || (x.lines.length > 0 && y.lines.length > 0)) return [head];
    if (x.lines.length > 0) return a(l, x, amount).map(([rank, part]) => ({ ...head, left: rank, amount: part }));
    return b(r, y, amount).map(([rank, part]) => ({ ...head, right: rank, amount: part }));
  });
}

/** Gives out the rows of a record in their order, as far as an amount reaches; what earlier matches took is gone from the front. */
function rowsOf(
  open: Float64Array,
): (at: number, record: MatchRecord, amount: number) => readonly (readonly [rank: number, amount: number])[] {
  const used = new Map<number, number>();
  return (at, record, amount) => {
    const all = record.lines.reduce((sum, line) => sum + Math.abs(line.amount), 0);
    const before = used.get(at) ?? Math.max(0, all - Math.abs(open[at] ?? all));
    used.set(at, before + amount);
    const parts: (readonly [number, number])[] = [];
    let [gone, left] = [before, amount];
    for (const line of record.lines) {
      const whole = Math.abs(line.amount);
      const skipped = Math.min(gone, whole);
      gone -= skipped;
      const part = Math.min(whole - skipped, left);
      left -= part;
      if (part > 0) parts.push([line.rank, part]);
    }
    return parts;
  };
}

/** Some of it is matched already: which of its lines are open is not known any more. */
function touched(board: Board, { lefts, rights }: { lefts: readonly number[]; rights: readonly number[] }): boolean {
  const { left, right } = board.input;
  return lefts.some((i) => board.leftOpen[i] !== left[i]?.amount) || rights.some((i) => board.rightOpen[i] !== right[i]?.amount);
}

/**
 * Puts a proposal on the list and takes its amounts from the board; a set that was refused before is left out.
 * @param currency of the links; '' where the records carry no amounts @returns whether it was put there
 */
export function propose(board: Board, given: readonly Joined[], reason: Reason, currency: string): boolean {
  const joined = given.toSorted((a, b) => a.l - b.l || a.r - b.r);
  const pairs = joined.map(({ l, r }) => [l, r] as const);
  if (joined.length === 0 || board.isRefusedSet(pairs) || pairs.every(([l, r]) => board.isRefused(l, r))) return false;
  const { left, right, traits } = board.input;
  const lefts = inOrder(
    left,
    joined.map(({ l }) => l),
  );
  const rights = inOrder(
    right,
    joined.map(({ r }) => r),
  );
  const mixed =
    traits.amounts === 'both' &&
    [...lefts.map((i) => left[i]?.currency), ...rights.map((i) => right[i]?.currency)].some((c) => c !== currency);
  const difference = mixed || traits.amounts === 'right' ? Number.NaN : sumOpen(board.leftOpen, lefts) - sumOpen(board.rightOpen, rights);
  const links = linksOf(board, joined, { lefts, rights, currency });
  const { method, rule, score, others = 0, shared = [], compared = null } = reason;
  const proposal: Proposal = {
    method,
    rule,
    score: Math.round(score * 1000) / 1000,
    lefts,
    rights,
    links,
    difference: Number.isNaN(difference) ? null : difference,
    currency,
    others,
    shared,
    compared,
  };
  board.proposals.push(proposal);
  for (const { l, r, amount } of joined) take(board, l, r, { amount, currency });
  return true;
}

/** Splits links into sets that hang together, in the order of their first left record. */
export function hangTogether(joined: readonly Joined[], rankOf: (l: number) => number): readonly (readonly Joined[])[] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let at = key;
    while ((parent.get(at) ?? at) !== at) at = parent.get(at) ?? at;
    return at;
  };
  for (const { l, r } of joined) parent.set(root(`r${r}`), root(`l${l}`));
  const sets = new Map<string, Joined[]>();
  for (const one of joined) {
    const key = root(`l${one.l}`);
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [one]);
    else set.push(one);
  }
  const first = (set: readonly Joined[]): number => set.reduce((least, { l }) => Math.min(least, rankOf(l)), Number.MAX_SAFE_INTEGER);
  return [...sets.values()].toSorted((a, b) => first(a) - first(b));
}
