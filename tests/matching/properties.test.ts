import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../domain/matching/explain.ts';
import { maySame } from '../../domain/matching/parties.ts';
import type { Link, MatchInput, MatchRecord, Proposal } from '../../domain/matching/record.ts';
import { suggestMatches } from '../../domain/matching/suggest.ts';
import type { WordArg } from '../../domain/model/words.ts';
import { inputOf } from './records.ts';
import type { Short } from './records.ts';

const companies = ['S-1|Shenzhen AeroTone Ltd', 'S-2|Yiwu Homeline Co., Ltd', '|Yiwu Homeline', 'S-3|ТОО «Сауда»', '|АО «Сауда»'];
const numbers = ['A-10', 'A-11', 'A-12', 'AT-26-4013', 'AT-26-4031', 'AT 26 4013', '00077', '77', 'б/н'];
const days = ['2026-02-20', '2026-03-01', '2026-03-02', '2026-03-20', '2026-05-30'];

const amount = fc.oneof(fc.constantFrom(100, 200, 300, 500, 1000, 1001), fc.integer({ min: 1, max: 5_000 }));
const currency = fc.constantFrom('USD', 'USD', 'EUR');
const invoice = fc.record({
  no: fc.constantFrom(...numbers),
  amount: fc.oneof({ weight: 9, arbitrary: amount }, { weight: 1, arbitrary: amount.map((n) => -n) }),
  who: fc.constantFrom(...companies),
  day: fc.constantFrom(...days),
  currency,
  contract: fc.constantFrom('', 'C1', 'C2'),
  corrects: fc.constantFrom('', '', '', 'A-10'),
});
const payment = fc.record({
  no: fc.constantFrom('P1', 'P2', 'P3'),
  names: fc.array(fc.constantFrom(...numbers), { maxLength: 3 }),
  amount,
  who: fc.constantFrom(...companies),
  day: fc.constantFrom(...days),
  currency,
  contract: fc.constantFrom('', 'C1', 'C2'),
  text: fc.constantFrom('', 'invoice AT 26 4013', 'по договору'),
});
const books = fc.tuple(fc.array(invoice, { maxLength: 14 }), fc.array(payment, { maxLength: 14 }));

const convert = (n: number, from: string, to: string): number =>
  from === to ? n : from === 'EUR' ? Math.round(n * 1.1) : Math.round(n / 1.1);

/** What every row gives, by currency of the link. */
function given(links: readonly Link[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { left, right, amount: n, currency: c, inner } of links) {
    for (const key of [`L${left} ${c}`, `${inner === true ? 'L' : 'R'}${right} ${c}`]) sums.set(key, (sums.get(key) ?? 0) + (n ?? 0));
  }
  return sums;
}

function expectWithin(input: MatchInput, links: readonly Link[]): void {
  const sums = given(links);
  const check = (side: 'L' | 'R', all: readonly MatchRecord[]): void => {
    for (const one of all)
      expect(sums.get(`${side}${one.rank} ${one.currency}`) ?? 0, `${side}${one.rank}`).toBeLessThanOrEqual(Math.abs(one.amount));
  };
  check('L', input.left);
  check('R', input.right);
  for (const link of links) expect(link.amount === null || link.amount > 0).toBe(true);
}

const linksOf = (proposals: readonly Proposal[]): readonly Link[] => proposals.flatMap((one) => one.links);

/** What a proposal says, by ranks: places in the lists change with the order in which the rows were given. */
const byRank = (input: MatchInput, proposals: readonly Proposal[]): unknown =>
  proposals.map((p) => ({ ...p, lefts: p.lefts.map((l) => input.left[l]?.rank), rights: p.rights.map((r) => input.right[r]?.rank) }));

const reordered = <T>(all: readonly T[], order: readonly number[]): readonly T[] =>
  all
    .map((one, i) => ({ one, at: order[i % Math.max(1, order.length)] ?? i }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);

/** Thousandths of a share that stands in a reason. */
const thousandths = (arg: WordArg | undefined): number =>
  typeof arg === 'object' && 'percent' in arg ? Math.round(Number(arg.percent) * 10) : Number.NaN;

const gives = ['numberLike', 'amountScore', 'partyScore', 'dayScore', 'contractScore'];
const takes = ['against', 'ceiling'];

describe('whatever the books', () => {
  test('the parts of a score that are told add up to the score that is shown, and no part is above its weight', () => {
    let scored = 0;
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert, params: { minScore: 0 } });
        for (const one of suggestMatches(input)) {
          if (one.method !== 'scored') continue;
          scored += 1;
          const why = explain(input, one, (n, c) => `${n} ${c}`);
          const sum = (keys: readonly string[], arg: string): number =>
            why
              .filter(({ key }) => keys.includes(key.slice('matchWhy.'.length)))
              .reduce((all, { args }) => all + thousandths(args[arg]), 0);
          expect(sum(gives, 'part') - sum(takes, 'part')).toBe(Math.round(one.score * 1000));
          expect(sum(gives, 'weight')).toBe(1000);
          expect(why.filter(({ key }) => key === 'matchWhy.score').map(({ args }) => thousandths(args['score']))).toEqual([
            Math.round(one.score * 1000),
          ]);
          for (const { key, args } of why)
            if (gives.includes(key.slice('matchWhy.'.length)))
              expect(thousandths(args['part'])).toBeLessThanOrEqual(thousandths(args['weight']) + 1);
        }
      }),
      { numRuns: 300 },
    );
    expect(scored).toBeGreaterThan(100);
  });

  test('no row gives more than it has', () => {
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert });
        expectWithin(input, linksOf(suggestMatches(input)));
      }),
      { numRuns: 400 },
    );
  });

  test('the order in which the rows come changes nothing', () => {
    fc.assert(
      fc.property(books, fc.array(fc.nat(50), { minLength: 1, maxLength: 14 }), ([lefts, rights], order) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert });
        const other = { ...input, left: reordered(input.left, order), right: reordered(input.right, order) };
        expect(byRank(other, suggestMatches(other))).toEqual(byRank(input, suggestMatches(input)));
      }),
      { numRuns: 300 },
    );
  });

  test('exact ones that were confirmed are not proposed again, and what they left is all that is matched', () => {
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert });
        const exact = suggestMatches(input).filter((one) => one.method === 'exact');
        const confirmed = linksOf(exact);
        const again = suggestMatches({ ...input, decided: { confirmed, refused: [] } });
        expectWithin(input, [...confirmed, ...linksOf(again)]);
        const keys = new Set(exact.map((one) => JSON.stringify(one.links)));
        expect(again.filter((one) => keys.has(JSON.stringify(one.links)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('confirming everything leaves nothing of it to propose', () => {
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert });
        let confirmed: readonly Link[] = [];
        for (let round = 0; round < 12; round += 1) {
          const next = suggestMatches({ ...input, decided: { confirmed, refused: [] } });
          if (next.length === 0) return;
          confirmed = [...confirmed, ...linksOf(next)];
          expectWithin(input, confirmed);
        }
        expect('proposals that never end').toBe('');
      }),
      { numRuns: 200 },
    );
  });

  /** Dealt otherwise between the same four records once it was refused. */
  const dealtOtherwise = (() => {
    const one = { day: '2026-02-20', currency: 'USD', contract: '' };
    const [bill, paid] = [
      { ...one, corrects: '' },
      { ...one, no: 'P1', who: '|Yiwu Homeline', text: '' },
    ];
    return [
      [
        { ...bill, no: 'AT 26 4013', amount: 1002, who: 'S-2|Yiwu Homeline Co., Ltd' },
        { ...bill, no: 'AT-26-4013', amount: 1, who: '|Yiwu Homeline' },
      ],
      [
        { ...paid, names: ['AT 26 4013'], amount: 1000 },
        { ...paid, names: ['AT 26 4013', 'AT-26-4013'], amount: 100 },
      ],
    ] as never;
  })();

  test('a refused proposal is not made again', () => {
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert });
        const first = suggestMatches(input).filter((one) => one.rights.length > 0);
        const refused = first.map((one) => one.links);
        const again = suggestMatches({ ...input, decided: { confirmed: [], refused } });
        const pairs = (one: Proposal): string => JSON.stringify([one.lefts, one.rights]);
        const known = new Set(first.map(pairs));
        expect(again.filter((one) => one.rights.length > 0 && known.has(pairs(one)))).toEqual([]);
      }),
      { numRuns: 200, examples: [[dealtOtherwise]] },
    );
  });

  test('amounts alone never join other companies or currencies surely', () => {
    fc.assert(
      fc.property(books, ([lefts, rights]) => {
        const input = inputOf(lefts as Short[], rights as Short[], { convert, params: { minScore: 0 } });
        for (const one of suggestMatches(input)) {
          const [a, b] = [input.left[one.lefts[0] ?? -1], input.right[one.rights[0] ?? -1]];
          if (a === undefined || b === undefined || one.score < 0.9) continue;
          expect(a.currency).toBe(b.currency);
          expect(maySame(input.parties.compare(a.party, b.party))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
