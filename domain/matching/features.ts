import { daysApart, partyLink, sameCurrency, sameWay } from './board.ts';
import type { Board } from './board.ts';
import { looseNumber, numberLikeness, numbersInText } from './numbers.ts';
import type { MatchRecord } from './record.ts';

/** What each thing that can agree counts for; what one of them cannot tell is left out of both sides of the average. */
export const weights = { number: 0.35, amount: 0.3, party: 0.2, day: 0.1, contract: 0.05 } as const;
export type Feature = keyof typeof weights;

/** 0..1 for each thing that could be compared, null for what could not. */
export type Features = { readonly [F in Feature]: number | null };

/** @property left, right the two spellings that are most alike */
export type NumberFit = { readonly likeness: number; readonly left: string; readonly right: string };

/** The best pair of numbers that two records hold, spelled out; numbers in the text of the right one count as its own. */
export function numberFit(a: MatchRecord, b: MatchRecord, kinds: readonly string[]): NumberFit | null {
  const numbersOf = (one: MatchRecord): readonly string[] =>
    one.ids.flatMap((id) => (kinds.includes(id.slice(0, id.indexOf(':'))) ? [id.slice(id.indexOf(':') + 1)] : []));
  const lefts = numbersOf(a);
  const own = numbersOf(b);
  const rights = own.length > 0 ? own : numbersInText(b.text);
  if (lefts.length === 0 || rights.length === 0) return null;
  let best: NumberFit = { likeness: -1, left: '', right: '' };
  for (const left of lefts) {
    for (const right of rights) {
      const likeness = numberLikeness(looseNumber(left), looseNumber(right));
      if (likeness > best.likeness) best = { likeness, left, right };
    }
  }
  // a text without any like number tells nothing: not every purpose names its document
  return own.length === 0 && best.likeness < 0.7 ? null : best;
}

/** 1 for equal amounts, falling to 0 at four times the tolerance (or one in fifty). @param slack share of the amount */
function amountFit(a: number, b: number, slack: number): number {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return size === 0 ? 1 : Math.max(0, 1 - Math.abs(a - b) / (size * Math.max(slack * 4, 0.02)));
}

/** Compares two records in everything that they tell; null where they cannot belong together. */
export function featuresOf(board: Board, l: number, r: number): Features | null {
  const { left, right, traits, params } = board.input;
  const [a, b] = [left[l], right[r]];
  if (a === undefined || b === undefined || !sameWay(board, l, r) || !sameCurrency(board, l, r)) return null;
  const parties = partyLink(board, l, r);
  const [open, other] = [board.leftOpen[l] ?? Number.NaN, board.rightOpen[r] ?? Number.NaN];
  const days = daysApart(board, l, r);
  const [before, after] = traits.window ?? [params.days, params.days];
  const reach = Math.max(1, days < 0 ? before : after);
  return {
    number: numberFit(a, b, traits.numbers)?.likeness ?? null,
    amount:
      traits.amounts === 'right' || Number.isNaN(open) || Number.isNaN(other) ? null : amountFit(open, other, params.toleranceBp / 10_000),
    party:
      traits.subject === 'none' || parties.kind === 'unknown'
        ? null
        : parties.kind === 'different'
          ? Math.min(parties.score, 0.5) / 2
          : parties.score,
    day: Number.isNaN(days) ? null : Math.max(0, 1 - Math.abs(days) / reach),
    contract: a.contract === '' || b.contract === '' ? null : a.contract === b.contract ? 1 : 0,
  };
}

/** The highest score of records that no number joins: one company and equal amounts may still be another document. */
const withoutNumber = 0.82;
/** Of records of which one does not tell its company, and of two companies. */
const withoutParty = 0.7;

/** The weighted average, with the ceilings that keep amounts alone from joining what does not belong together. @returns 0..1 */
export function scoreOf(features: Features): number {
  let [sum, weight] = [0, 0];
  for (const [name, share] of Object.entries(weights)) {
    const value = features[name as Feature];
    if (value === null) continue;
    sum += value * share;
    weight += share;
  }
  if (weight === 0) return 0;
  const { number, party } = features;
  const joined = number !== null && number >= 0.7;
  const company = party !== null && party >= 0.88;
  const ceiling = joined && company ? 0.97 : joined ? 0.85 : company ? withoutNumber : withoutParty;
  // a number that says otherwise weighs more than all that agrees
  const against = number !== null && number < 0.5 ? 0.55 : 1;
  return Math.min((sum / weight) * against, ceiling);
}
