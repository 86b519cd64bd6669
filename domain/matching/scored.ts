import { inWindow } from './board.ts';
import type { Board } from './board.ts';
import { byAmount, firstFrom } from './by-amount.ts';
import { featuresOf, scoreOf } from './features.ts';
import { looseNumber, neighbourhood } from './numbers.ts';
import { propose } from './propose.ts';
import type { MatchRecord } from './record.ts';
import { toleranceOf } from './board.ts';

type Candidate = { readonly l: number; readonly r: number; readonly score: number; readonly apart: number };

/** Candidates that one record gets from each way of looking. */
const mostEach = 12;

const openIn = (done: Uint8Array, n: number): number[] => Array.from({ length: n }, (_, i) => i).filter((i) => done[i] === 0);

/** Open records of the other side with nearly the same amount in the same currency, the nearest first. */
function nearAmounts(board: Board, rights: readonly number[], see: (l: number, r: number) => void): void {
  const { left, right, traits } = board.input;
  if (traits.amounts !== 'both' || !traits.byAmount) return;
  const rank = (l: number): number => left[l]?.rank ?? 0;
  const byCurrency = new Map<string, number[]>();
  for (const l of openIn(board.leftDone, left.length)) {
    const currency = left[l]?.currency ?? '';
    const list = byCurrency.get(currency);
    if (list === undefined) byCurrency.set(currency, [l]);
    else list.push(l);
  }
  const sorted = new Map([...byCurrency].map(([currency, at]) => [currency, byAmount(at, board.leftOpen, rank)]));
  for (const r of rights) {
    const open = board.rightOpen[r] ?? Number.NaN;
    const list = sorted.get(right[r]?.currency ?? '') ?? [];
    const most = toleranceOf(board, open);
    let seen = 0;
    for (let i = firstFrom(list, board.leftOpen, open - most); i < list.length && seen < mostEach * 4; i += 1) {
      const l = list[i] ?? 0;
      if ((board.leftOpen[l] ?? 0) > open + most) break;
      if (!inWindow(board, l, r)) continue;
      seen += 1;
      see(l, r);
    }
  }
}

const looseIds = (one: MatchRecord | undefined, kinds: readonly string[]): readonly string[] =>
  (one?.ids ?? []).flatMap((id) => {
    const loose = kinds.includes(id.slice(0, id.indexOf(':'))) ? looseNumber(id.slice(id.indexOf(':') + 1)) : '';
    return loose.length < 5 ? [] : [loose];
  });

/** Open records whose numbers are one step of writing apart. */
function nearNumbers(board: Board, rights: readonly number[], see: (l: number, r: number) => void): void {
  const { left, right, traits } = board.input;
  const byKey = new Map<string, number[]>();
  for (const l of openIn(board.leftDone, left.length)) {
    for (const loose of looseIds(left[l], traits.numbers)) {
      for (const key of neighbourhood(loose)) {
        const list = byKey.get(key);
        if (list === undefined) byKey.set(key, [l]);
        else if (list.length < mostEach) list.push(l);
      }
    }
  }
  for (const r of rights) {
    for (const loose of looseIds(right[r], traits.numbers)) {
      const found = new Set(neighbourhood(loose).flatMap((key) => byKey.get(key) ?? []));
      for (const l of [...found].toSorted((a, b) => a - b).slice(0, mostEach)) see(l, r);
    }
  }
}

/**
 * What is left, by weighted features. The best pair goes first, then the next of those that are still open; equal scores go by days, then
 * by the order of the books, never by chance. What else would have done nearly as well is counted.
 */
export function proposeScored(board: Board): void {
  const { left, right, params } = board.input;
  const rights = openIn(board.rightDone, right.length);
  const seen = new Map<string, Candidate>();
  const see = (l: number, r: number): void => {
    const key = `${l}:${r}`;
    if (seen.has(key) || board.isRefused(l, r)) return;
    const features = featuresOf(board, l, r);
    const score = features === null ? 0 : scoreOf(features);
    const apart = Math.abs((right[r]?.day ?? 0) - (left[l]?.day ?? 0));
    seen.set(key, { l, r, score, apart: Number.isNaN(apart) ? Number.MAX_SAFE_INTEGER : apart });
  };
  nearNumbers(board, rights, see);
  nearAmounts(board, rights, see);
  const good = [...seen.values()].filter(({ score }) => score >= params.minScore);
  const order = good.toSorted(
    (a, b) =>
      b.score - a.score ||
      a.apart - b.apart ||
      (left[a.l]?.rank ?? 0) - (left[b.l]?.rank ?? 0) ||
      (right[a.r]?.rank ?? 0) - (right[b.r]?.rank ?? 0),
  );
  const rivals = rivalsOf(order);
  for (const { l, r, score } of order) {
    if (board.leftDone[l] === 1 || board.rightDone[r] === 1) continue;
    const amount = Math.min(Math.abs(board.leftOpen[l] ?? Number.NaN), Math.abs(board.rightOpen[r] ?? Number.NaN));
    const carried = Number.isNaN(amount) ? null : amount;
    const features = featuresOf(board, l, r);
    if (features === null) continue;
    const compared = { features, left: board.leftOpen[l] ?? Number.NaN, right: board.rightOpen[r] ?? Number.NaN };
    propose(
      board,
      [{ l, r, amount: carried }],
      { method: 'scored', rule: 'similar', score, others: rivals(l, r, score), compared },
      right[r]?.currency ?? '',
    );
    // one proposal a record: what is left of it waits until this one is decided
    board.leftDone[l] = 1;
    board.rightDone[r] = 1;
  }
}

/** So near to the best that a person should look at both. */
const nearly = 0.05;

function rivalsOf(order: readonly Candidate[]): (l: number, r: number, score: number) => number {
  const [byLeft, byRight] = [new Map<number, Candidate[]>(), new Map<number, Candidate[]>()];
  for (const one of order) {
    byLeft.set(one.l, [...(byLeft.get(one.l) ?? []), one]);
    byRight.set(one.r, [...(byRight.get(one.r) ?? []), one]);
  }
  return (l, r, score) => {
    const near = (one: Candidate): boolean => (one.l !== l || one.r !== r) && one.score >= score - nearly;
    return (byLeft.get(l) ?? []).filter(near).length + (byRight.get(r) ?? []).filter(near).length;
  };
}
