import { apportion } from '../money/apportion.ts';
import { daysApart, partyLink, sameCurrency, sameWay } from './board.ts';
import type { Board } from './board.ts';
import { looseNumber, numberLikeness, numbersInText } from './numbers.ts';
import type { Features, MatchParams, MatchRecord, MatchTraits } from './record.ts';

/** What each thing that can agree counts for; what one of them cannot tell is left out of both sides of the average. */
const weights: Readonly<Record<Feature, number>> = { number: 0.35, amount: 0.3, party: 0.2, day: 0.1, contract: 0.05 };
export type Feature = keyof Features;

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

/** Days at which the nearness of two days falls to nothing. @param days from left to right */
export function dayReach(traits: MatchTraits, params: MatchParams, days: number): number {
  const [before, after] = traits.window ?? [params.days, params.days];
  return Math.max(1, days < 0 ? before : after);
}

/** Compares two records in everything that they tell; null where they cannot belong together. */
export function featuresOf(board: Board, l: number, r: number): Features | null {
  const { left, right, traits, params } = board.input;
  const [a, b] = [left[l], right[r]];
  if (a === undefined || b === undefined || !sameWay(board, l, r) || !sameCurrency(board, l, r)) return null;
  const parties = partyLink(board, l, r);
  const [open, other] = [board.leftOpen[l] ?? Number.NaN, board.rightOpen[r] ?? Number.NaN];
  const days = daysApart(board, l, r);
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
    day: Number.isNaN(days) ? null : Math.max(0, 1 - Math.abs(days) / dayReach(traits, params, days)),
    contract: a.contract === '' || b.contract === '' ? null : a.contract === b.contract ? 1 : 0,
  };
}

/** The highest score of records that no number joins: one company and equal amounts may still be another document. */
const withoutNumber = 0.82;
/** Of records of which one does not tell its company, and of two companies. */
const withoutParty = 0.7;

/** Why a score stops where it does. */
export type Ceiling = 'numberAndParty' | 'number' | 'party' | 'neither';

const ceilings: Readonly<Record<Ceiling, number>> = { numberAndParty: 0.97, number: 0.85, party: withoutNumber, neither: withoutParty };

function ceilingOf({ number, party }: Features): Ceiling {
  const joined = number !== null && number >= 0.7;
  const company = party !== null && party >= 0.88;
  return joined && company ? 'numberAndParty' : joined ? 'number' : company ? 'party' : 'neither';
}

/** A number that says otherwise weighs more than all that agrees. */
const againstShare = 0.55;
const againstOf = ({ number }: Features): number => (number !== null && number < 0.5 ? againstShare : 1);

const featureNames = Object.keys(weights) as readonly Feature[];

function averageOf(features: Features): { readonly average: number; readonly weight: number } {
  let [sum, weight] = [0, 0];
  for (const name of featureNames) {
    const value = features[name];
    if (value === null) continue;
    sum += value * weights[name];
    weight += weights[name];
  }
  return { average: weight === 0 ? 0 : sum / weight, weight };
}

/** The weighted average, with the ceilings that keep amounts alone from joining what does not belong together. @returns 0..1 */
export const scoreOf = (features: Features): number =>
  Math.min(averageOf(features).average * againstOf(features), ceilings[ceilingOf(features)]);

/** What one feature gave. @property value 0..1 @property most, part thousandths of the score: what it could give, what it gave */
export type ScorePart = { readonly feature: Feature; readonly value: number; readonly most: number; readonly part: number };

/** A score taken apart, in thousandths: the parts, less what the number took off, less what lies above the ceiling, are the score. */
export type ScoreParts = {
  readonly parts: readonly ScorePart[];
  readonly against: { readonly share: number; readonly off: number };
  readonly ceiling: { readonly why: Ceiling; readonly most: number; readonly off: number };
  readonly score: number;
};

const thousandths = (share: number): number => Math.round(share * 1000);
const fine = 1e9;

/** Takes a score apart. Each part is rounded so that nothing is lost: largest remainder. */
export function scoreParts(features: Features): ScoreParts {
  const { average, weight } = averageOf(features);
  const told = featureNames.filter((name) => features[name] !== null);
  const shares = told.map((name) => (features[name] ?? 0) * weights[name]);
  const total = thousandths(average);
  const exact = shares.map((share) => BigInt(Math.round(share * fine)));
  const parts = total === 0 ? shares.map(() => 0n) : apportion(BigInt(total), exact);
  const mosts =
    told.length === 0
      ? []
      : apportion(
          1000n,
          told.map((name) => BigInt(Math.round(weights[name] * fine))),
        );
  const after = thousandths(average * againstOf(features));
  const why = ceilingOf(features);
  const score = weight === 0 ? 0 : thousandths(scoreOf(features));
  return {
    parts: told.map((feature, i) => ({
      feature,
      value: features[feature] ?? 0,
      most: Number(mosts[i] ?? 0n),
      part: Number(parts[i] ?? 0n),
    })),
    against: { share: againstShare, off: total - after },
    ceiling: { why, most: ceilings[why], off: after - score },
    score,
  };
}
