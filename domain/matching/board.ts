import { rowsTaken } from './by-hand.ts';
import type { RowsTaken } from './by-hand.ts';
import { settle, untouched } from './open.ts';
import type { Openings } from './open.ts';
import type { Link, MatchInput, Proposal } from './record.ts';
import { oneMinor } from './record.ts';
import { maySame } from './parties.ts';
import type { PartyLink } from './parties.ts';
import { tallyOf } from './tally.ts';

/** What of the records is still to be matched while proposals are made, and what is proposed. */
export type Board = Openings & {
  readonly input: MatchInput;
  /** that pair was refused by a person */
  readonly isRefused: (l: number, r: number) => boolean;
  /** those very records were refused together */
  readonly isRefusedSet: (pairs: readonly (readonly [number, number])[]) => boolean;
  /** what confirmed links and proposals have taken of single rows; made when a document of several rows asks for it */
  readonly taken: () => RowsTaken;
  readonly proposals: Proposal[];
};

const pairKey = (l: number, r: number): string => `${l}:${r}`;

/** Names which records stand together, however amounts are dealt between them. */
function setKey(pairs: readonly (readonly [number, number])[]): string {
  const sorted = (all: readonly number[]): string => [...new Set(all)].toSorted((a, b) => a - b).join(' ');
  return `${sorted(pairs.map(([l]) => l))}|${sorted(pairs.map(([, r]) => r))}`;
}

/** The board before anything is proposed: confirmed links have taken their amounts, refused ones are remembered. */
export function openBoard(input: MatchInput): Board {
  const tally = tallyOf(input);
  const pairs = new Set<string>();
  const sets = new Set<string>();
  for (const links of input.decided.refused) {
    const of = links.flatMap((link: Link): (readonly [number, number])[] => {
      const [l, r] = [tally.left.at(link.left), tally.right.at(link.right)];
      return l === undefined || r === undefined || link.inner === true ? [] : [[l, r]];
    });
    const [first] = of;
    if (first === undefined) continue;
    if (of.every(([l, r]) => l === first[0] && r === first[1])) pairs.add(pairKey(...first));
    else sets.add(setKey(of));
  }
  let taken: RowsTaken | null = null;
  const board: Board = {
    ...untouched(tally),
    taken: () => (taken ??= rowsTaken(input.decided.confirmed)),
    input,
    isRefused: (l, r) => pairs.size > 0 && pairs.has(pairKey(l, r)),
    isRefusedSet: (of) => sets.size > 0 && sets.has(setKey(of)),
    proposals: [],
  };
  settle(board, input.decided.confirmed);
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
