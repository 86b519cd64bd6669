import type { Decimal } from '../model/scalars.ts';
import type { WordArg, Words } from '../model/words.ts';
import { words } from '../model/words.ts';
import { dayReach, numberFit, scoreParts } from './features.ts';
import type { ScorePart, ScoreParts } from './features.ts';
import type { Compared, MatchInput, MatchRecord, Proposal } from './record.ts';

/** Amounts of a kind as words: money, or a quantity with its unit. */
export type SayAmount = (amount: number, currency: string) => WordArg;

const percent = (share: number): WordArg => ({ percent: (Math.round(share * 1000) / 10).toString() as Decimal });
const points = (thousandths: number): WordArg => ({ percent: (thousandths / 10).toString() as Decimal });

type Pair = { readonly a: MatchRecord; readonly b: MatchRecord; readonly say: SayAmount };

/** What a feature is worth and what it was worth here, with its figures. */
function partReason(input: MatchInput, compared: Compared, { part, pair }: { part: ScorePart; pair: Pair }): Words {
  const { a, b, say } = pair;
  const sum = { share: percent(part.value), weight: points(part.most), part: points(part.part) };
  switch (part.feature) {
    case 'number': {
      const fit = numberFit(a, b, input.traits.numbers);
      return words('matchWhy.numberLike', { left: fit?.left ?? '', right: fit?.right ?? '', ...sum });
    }
    case 'amount':
      return words('matchWhy.amountScore', { left: say(compared.left, a.currency), right: say(compared.right, b.currency), ...sum });
    case 'party':
      return words('matchWhy.partyScore', { subject: input.traits.subject, ...sum });
    case 'day': {
      const apart = b.day - a.day;
      return words('matchWhy.dayScore', { n: Math.abs(apart), most: dayReach(input.traits, input.params, apart), ...sum });
    }
    case 'contract':
      return words('matchWhy.contractScore', { left: a.contract, right: b.contract, ...sum });
    default:
      return part.feature satisfies never;
  }
}

/** What was taken off the sum of the parts. */
function offReasons({ against, ceiling }: ScoreParts): readonly Words[] {
  return [
    ...(against.off === 0 ? [] : [words('matchWhy.against', { share: percent(against.share), part: points(against.off) })]),
    ...(ceiling.off === 0 ? [] : [words('matchWhy.ceiling', { why: ceiling.why, most: percent(ceiling.most), part: points(ceiling.off) })]),
  ];
}

/** What each feature gave to the score of a scored proposal, what was taken off, and the score: the parts add up to it. */
export function scoreReasons(input: MatchInput, { compared }: Proposal, pair: Pair): readonly Words[] {
  if (compared === null) return [];
  const made = scoreParts(compared.features);
  return [
    ...(compared.features.number === null ? [words('matchWhy.noNumber', {})] : []),
    ...made.parts.map((part) => partReason(input, compared, { part, pair })),
    ...offReasons(made),
    words('matchWhy.score', { score: points(made.score) }),
  ];
}
