import type { Link, MatchInput, MatchRecord, Proposal } from './record.ts';
import { oneMinor } from './record.ts';
import { maySame } from './parties.ts';
import type { PartyLink } from './parties.ts';

/** What of the records is still to be matched while proposals are made. */
export type Board = {
  readonly input: MatchInput;
  /** what is open of each record, in its own unit and sign; NaN where it carries no amount */
  readonly leftOpen: Float64Array;
  readonly rightOpen: Float64Array;
  /** nothing of it is open any more */
  readonly leftDone: Uint8Array;
  readonly rightDone: Uint8Array;
  /** something of it is matched */
  readonly leftSeen: Uint8Array;
  readonly rightSeen: Uint8Array;
  /** that pair was refused by a person */
  readonly isRefused: (l: number, r: number) => boolean;
  /** that very set of pairs was refused */
  readonly isRefusedSet: (pairs: readonly (readonly [number, number])[]) => boolean;
  readonly proposals: Proposal[];
};

const pairKey = (l: number, r: number): string => `${l}:${r}`;
export const setKey = (pairs: readonly (readonly [number, number])[]): string =>
  [...new Set(pairs.map(([l, r]) => pairKey(l, r)))].toSorted().join(' ');

/** Record of each row, by the row's rank. */
export function recordsByRow(records: readonly MatchRecord[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  records.forEach((record, i) => {
    found.set(record.rank, i);
    for (const line of record.lines) found.set(line.rank, i);
  });
  return found;
}

function spend(open: Float64Array, done: Uint8Array, given: { at: number; amount: number | null; same: boolean }): void {
  const { at, amount, same } = given;
  const before = open[at] ?? Number.NaN;
  if (amount === null || Number.isNaN(before) || !same) {
    done[at] = 1;
    return;
  }
  const left = before < 0 ? Math.min(0, before + Math.abs(amount)) : Math.max(0, before - Math.abs(amount));
  open[at] = left;
  if (Math.abs(left) <= oneMinor) done[at] = 1;
}

/** Takes an amount of two records. Of a record in another currency than the amount's nothing is left. */
export function take(board: Board, l: number, r: number, of: { amount: number | null; currency: string }): void {
  takeLeft(board, l, of);
  takeRight(board, r, of);
}

type Amount = { readonly amount: number | null; readonly currency: string };

function takeLeft(board: Board, l: number, { amount, currency }: Amount): void {
  board.leftSeen[l] = 1;
  // what carries no amount of its own is never used up: a declaration has as many freight documents as it has
  if (board.input.traits.amounts === 'right') return;
  spend(board.leftOpen, board.leftDone, { at: l, amount, same: board.input.left[l]?.currency === currency });
}

function takeRight(board: Board, r: number, { amount, currency }: Amount): void {
  board.rightSeen[r] = 1;
  spend(board.rightOpen, board.rightDone, { at: r, amount, same: board.input.right[r]?.currency === currency });
}

/** Takes what a credit note and the invoice that it corrects settle between them. */
export function takeInner(board: Board, invoice: number, note: number, amount: number): void {
  board.leftSeen[invoice] = 1;
  board.leftSeen[note] = 1;
  spend(board.leftOpen, board.leftDone, { at: invoice, amount, same: true });
  spend(board.leftOpen, board.leftDone, { at: note, amount, same: true });
}

function settleConfirmed(board: Board, rows: { left: ReadonlyMap<number, number>; right: ReadonlyMap<number, number> }): void {
  for (const link of board.input.decided.confirmed) {
    const l = rows.left.get(link.left);
    const r = (link.inner === true ? rows.left : rows.right).get(link.right);
    const { amount, currency } = link;
    if (link.inner === true) {
      if (l !== undefined && r !== undefined && amount !== null) takeInner(board, l, r, amount);
      continue;
    }
    // a row that is no longer there takes its other half along all the same
    if (l !== undefined) takeLeft(board, l, { amount, currency });
    if (r !== undefined) takeRight(board, r, { amount, currency });
  }
}

/** The board before anything is proposed: confirmed links have taken their amounts, refused ones are remembered. */
export function openBoard(input: MatchInput): Board {
  const { left, right, decided } = input;
  const rows = { left: recordsByRow(left), right: recordsByRow(right) };
  const pairs = new Set<string>();
  const sets = new Set<string>();
  for (const links of decided.refused) {
    const of = links.flatMap((link: Link): (readonly [number, number])[] => {
      const [l, r] = [rows.left.get(link.left), rows.right.get(link.right)];
      return l === undefined || r === undefined || link.inner === true ? [] : [[l, r]];
    });
    const key = setKey(of);
    if (key.includes(' ')) sets.add(key);
    else if (key !== '') pairs.add(key);
  }
  const board: Board = {
    input,
    leftOpen: Float64Array.from(left, (one) => one.amount),
    rightOpen: Float64Array.from(right, (one) => one.amount),
    leftDone: new Uint8Array(left.length),
    rightDone: new Uint8Array(right.length),
    leftSeen: new Uint8Array(left.length),
    rightSeen: new Uint8Array(right.length),
    isRefused: (l, r) => pairs.size > 0 && pairs.has(pairKey(l, r)),
    isRefusedSet: (of) => sets.size > 0 && sets.has(setKey(of)),
    proposals: [],
  };
  settleConfirmed(board, rows);
  return board;
}

/** How the parties of two records stand; nobody is compared where the kind has none. */
export const partyLink = (board: Board, l: number, r: number): PartyLink =>
  board.input.parties.compare(board.input.left[l]?.party ?? -1, board.input.right[r]?.party ?? -1);

/** Bought with paid out, sold with received; who does not tell fits both. */
export function sameWay(board: Board, l: number, r: number): boolean {
  const [a, b] = [board.input.left[l]?.way ?? 0, board.input.right[r]?.way ?? 0];
  return a === 0 || b === 0 || a === b;
}

export const sameCurrency = (board: Board, l: number, r: number): boolean =>
  board.input.traits.amounts === 'right' || board.input.left[l]?.currency === board.input.right[r]?.currency;

/** Amounts that are open agree to the minor unit. Where only one side carries amounts there is nothing to agree. */
export function equalOpen(board: Board, l: number, r: number): boolean {
  if (board.input.traits.amounts === 'right') return true;
  return Math.abs((board.leftOpen[l] ?? Number.NaN) - (board.rightOpen[r] ?? Number.NaN)) <= oneMinor;
}

export const partiesMay = (board: Board, l: number, r: number): boolean =>
  board.input.traits.subject === 'none' || maySame(partyLink(board, l, r));

/** Days from left to right; NaN where one is not known. */
export const daysApart = (board: Board, l: number, r: number): number =>
  (board.input.right[r]?.day ?? Number.NaN) - (board.input.left[l]?.day ?? Number.NaN);

/** Whether the right one lies in the window of the left one; unknown days do not. */
export function inWindow(board: Board, l: number, r: number): boolean {
  const { traits, params } = board.input;
  const [before, after] = traits.window ?? [params.days, params.days];
  const apart = daysApart(board, l, r);
  return apart >= -before && apart <= after;
}

/** @returns minor units by which amounts of that size may differ */
export const toleranceOf = (board: Board, amount: number): number =>
  Math.max(oneMinor, Math.floor((Math.abs(amount) * board.input.params.toleranceBp) / 10_000));
