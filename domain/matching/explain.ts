import type { Decimal } from '../model/scalars.ts';
import type { WordArg, Words } from '../model/words.ts';
import { words } from '../model/words.ts';
import { sumBounds } from './by-amount.ts';
import { scoreReasons } from './explain-score.ts';
import type { SayAmount } from './explain-score.ts';
import type { PartyLink } from './parties.ts';
import type { MatchInput, MatchRecord, Proposal } from './record.ts';

const percent = (share: number): WordArg => ({ percent: (Math.round(share * 1000) / 10).toString() as Decimal });

const sum = (records: readonly MatchRecord[]): number => records.reduce((all, one) => all + one.amount, 0);

const currencyOf = (records: readonly MatchRecord[]): string | null => {
  const all = new Set(records.map((one) => one.currency));
  return all.size === 1 ? (records[0]?.currency ?? null) : null;
};

/** What of the numbers was read the same. */
function numberReasons(proposal: Proposal, a: MatchRecord, b: MatchRecord | undefined): readonly Words[] {
  const told = proposal.shared.map((key) => key.slice(key.indexOf(':') + 1)).slice(0, 5);
  if (told.length === 0) return [];
  const number = told.join(', ');
  if (proposal.rule === 'numberVariant') return [words('matchWhy.numberVariant', { number, left: a.label, right: b?.label ?? '' })];
  if (b !== undefined && b.ids.length === 0 && b.text !== '') return [words('matchWhy.numberInText', { number })];
  return [words('matchWhy.number', { n: told.length, number })];
}

function partyReasons(link: PartyLink, subject: 'party' | 'article', names: { left: string; right: string }): readonly Words[] {
  const args = { left: names.left, right: names.right };
  const aside = [...new Set((link.names?.aside ?? []).flat())].join(', ');
  const key = subject === 'article' ? 'matchWhy.article' : 'matchWhy.party';
  switch (link.kind) {
    case 'id':
      return [words(`${key}.id`, args)];
    case 'name':
      return [words(`${key}.name`, args), ...(aside === '' ? [] : [words('matchWhy.aside', { words: aside })])];
    case 'similar':
      return [
        words(`${key}.similar`, { ...args, share: percent(link.score) }),
        ...(aside === '' ? [] : [words('matchWhy.aside', { words: aside })]),
      ];
    case 'different':
      return [words(`${key}.different`, { ...args, differs: link.names?.differs ?? 'words' })];
    case 'unknown':
      return [words(`${key}.unknown`, {})];
    default:
      return link.kind satisfies never;
  }
}

function amountReasons(input: MatchInput, proposal: Proposal, say: SayAmount): readonly Words[] {
  const lefts = pick(input.left, proposal.lefts);
  const rights = pick(input.right, proposal.rights);
  const { difference, currency } = proposal;
  if (input.traits.amounts === 'right') return grossReasons(lefts, rights);
  const inner = proposal.links.filter((link) => link.inner === true).reduce((all, link) => all + (link.amount ?? 0), 0);
  const notes = inner > 0 ? [words('matchWhy.note', { amount: say(inner, currency) })] : [];
  if (rights.length === 0) return notes;
  const [from, to] = [currencyOf(lefts), currencyOf(rights)];
  if (difference === null || from === null || from !== to) {
    if (from === null || to === null) return notes;
    return [words('matchWhy.rate', { left: say(sum(lefts), from), right: say(sum(rights), to) }), ...notes];
  }
  const linked = proposal.links.reduce((all, link) => all + (link.inner === true ? 0 : (link.amount ?? 0)), 0);
  if (Math.abs(difference) <= 1) {
    const several = lefts.length + rights.length > 2;
    return [
      several
        ? words('matchWhy.sum', { n: lefts.length, m: rights.length, amount: say(linked, currency) })
        : words('matchWhy.amount', { amount: say(linked, currency) }),
      ...notes,
    ];
  }
  const most = Math.max(Math.abs(sum(lefts)), Math.abs(sum(rights)), 1);
  const args = {
    left: say(sum(lefts), currency),
    right: say(sum(rights), currency),
    difference: say(difference, currency),
    share: percent(Math.abs(difference) / most),
  };
  return [words('matchWhy.difference', args), ...notes];
}

function grossReasons(lefts: readonly MatchRecord[], rights: readonly MatchRecord[]): readonly Words[] {
  const declared = lefts.reduce((all, one) => all + one.gross, 0);
  const carried = rights.flatMap((one) => (Number.isNaN(one.gross) ? [] : [one.gross])).reduce((most, one) => Math.max(most, one), 0);
  if (Number.isNaN(declared) || carried === 0) return [];
  const kilograms = (grams: number): WordArg => ({ decimal: (grams / 1000).toString() as Decimal });
  const key = Math.abs(declared - carried) <= Math.max(declared, carried) / 100 ? 'matchWhy.gross' : 'matchWhy.grossDiffers';
  return [words(key, { left: kilograms(declared), right: kilograms(carried) })];
}

const pick = (all: readonly MatchRecord[], at: readonly number[]): readonly MatchRecord[] => at.flatMap((i) => all[i] ?? []);

/** How far the days lie apart: of one pair, or the span of all. */
function dayReasons(lefts: readonly MatchRecord[], rights: readonly MatchRecord[]): readonly Words[] {
  const apart = lefts.flatMap((a) => rights.map((b) => b.day - a.day)).filter((days) => !Number.isNaN(days));
  if (apart.length === 0) return [];
  const nearest = apart.reduce((best, one) => (Math.abs(one) < Math.abs(best) ? one : best));
  const key = nearest === 0 ? 'matchWhy.sameDay' : nearest > 0 ? 'matchWhy.daysAfter' : 'matchWhy.daysBefore';
  return [words(key, nearest === 0 ? {} : { n: Math.abs(nearest) })];
}

/**
 * Why records were proposed together, with the figures: numbers, amounts, parties, days, contract, what was set aside, what else would have
 * done. @param input as `suggestMatches` was given it
 */
export function explain(input: MatchInput, proposal: Proposal, say: SayAmount): readonly Words[] {
  const [lefts, rights] = [pick(input.left, proposal.lefts), pick(input.right, proposal.rights)];
  const [a, b] = [lefts[0], rights[0]];
  if (a === undefined) return [];
  const { traits, parties } = input;
  const nameOf = (list: MatchInput['parties']['left'], at: number): string => list[at]?.name || (list[at]?.id ?? '');
  const party =
    b === undefined || traits.subject === 'none'
      ? []
      : partyReasons(parties.compare(a.party, b.party), traits.subject, {
          left: nameOf(parties.left, a.party),
          right: nameOf(parties.right, b.party),
        });
  const contract =
    b !== undefined && a.contract !== '' && a.contract === b.contract ? [words('matchWhy.contract', { contract: a.contract })] : [];
  const bounds = proposal.rule === 'sumOfGroup' ? [words('matchWhy.searched', { n: sumBounds.nearest, m: sumBounds.most })] : [];
  const others = proposal.others > 0 ? [words('matchWhy.others', { n: proposal.others })] : [];
  return [
    ...numberReasons(proposal, a, b),
    ...amountReasons(input, proposal, say),
    ...party,
    ...dayReasons(lefts, rights),
    ...contract,
    ...bounds,
    ...(b === undefined ? [] : scoreReasons(input, proposal, { a, b, say })),
    ...others,
  ];
}
