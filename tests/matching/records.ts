import { dayNumber } from '../../domain/calendar/day.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { exactNumber } from '../../domain/matching/numbers.ts';
import { partyBook } from '../../domain/matching/parties.ts';
import type { PartyText } from '../../domain/matching/parties.ts';
import { undecided } from '../../domain/matching/record.ts';
import type { Convert, Decided, MatchInput, MatchParams, MatchRecord, Proposal } from '../../domain/matching/record.ts';
import { plainRecord } from '../../domain/matching/sides.ts';
import { suggestMatches } from '../../domain/matching/suggest.ts';

/** A record in few words: amounts in minor units, party as `id|name`. */
export type Short = {
  readonly no?: string;
  /** numbers that it names */
  readonly names?: readonly string[];
  readonly day?: string;
  readonly who?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly contract?: string;
  readonly text?: string;
  readonly way?: 1 | -1 | 0;
  readonly corrects?: string;
  readonly lines?: MatchRecord['lines'];
  readonly gross?: number;
};

type Made = { readonly records: readonly MatchRecord[]; readonly parties: readonly PartyText[] };

/** @param kind what the numbers are the numbers of */
export function made(all: readonly Short[], kind = 'inv'): Made {
  const parties: PartyText[] = [];
  const partyOf = (who: string): number => {
    const [id = '', name = ''] = who.includes('|') ? who.split('|') : ['', who];
    const known = parties.findIndex((one) => one.id === id && one.name === name);
    if (known >= 0) return known;
    parties.push({ id, name });
    return parties.length - 1;
  };
  const records = all.map(
    (one, i): MatchRecord => ({
      ...plainRecord,
      rank: i,
      label: one.no ?? `#${i}`,
      ids: [...(one.no === undefined || one.names !== undefined ? [] : [one.no]), ...(one.names ?? [])].map(
        (no) => `${kind}:${exactNumber(no)}`,
      ),
      text: one.text ?? '',
      day: dayNumber((one.day ?? '2026-03-01') as Day),
      party: one.who === undefined ? -1 : partyOf(one.who),
      contract: one.contract ?? '',
      way: one.way ?? 1,
      amount: one.amount ?? Number.NaN,
      currency: one.currency ?? 'USD',
      corrects: one.corrects ?? '',
      lines: one.lines ?? [],
      gross: one.gross ?? Number.NaN,
    }),
  );
  return { records, parties };
}

export const params: MatchParams = { days: 60, toleranceBp: 50, minScore: 0.6 };

type Given = {
  readonly kind?: MatchKindName;
  readonly decided?: Decided;
  readonly convert?: Convert;
  readonly params?: Partial<MatchParams>;
  readonly ids?: string;
};

export function inputOf(left: readonly Short[], right: readonly Short[], given: Given = {}): MatchInput {
  const [a, b] = [made(left, given.ids), made(right, given.ids)];
  return {
    left: a.records,
    right: b.records,
    parties: partyBook(a.parties, b.parties),
    traits: kindSpecs[given.kind ?? 'invoice-payment'].traits,
    params: { ...params, ...given.params },
    decided: given.decided ?? undecided,
    convert: given.convert ?? (() => null),
  };
}

/** `rule: left labels | right labels [amounts]`, in the order of the proposals. */
export function told(input: MatchInput, proposals: readonly Proposal[]): readonly string[] {
  const labels = (all: readonly MatchRecord[], at: readonly number[]): string => at.map((i) => all[i]?.label ?? '').join('+');
  return proposals.map(
    (p) =>
      `${p.rule}: ${labels(input.left, p.lefts)} | ${labels(input.right, p.rights)} [${p.links.map((link) => link.amount ?? '-').join(' ')}]`,
  );
}

export function proposed(left: readonly Short[], right: readonly Short[], given: Given = {}): readonly string[] {
  const input = inputOf(left, right, given);
  return told(input, suggestMatches(input));
}
