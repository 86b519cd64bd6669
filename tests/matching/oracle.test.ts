import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MatchLine } from '../../domain/matching/record.ts';
import type { Link, MatchInput, MatchRecord } from '../../domain/matching/record.ts';
import { converter } from '../../domain/matching/rates.ts';
import { cellsOf } from '../../domain/matching/sides.ts';
import { suggestMatches } from '../../domain/matching/suggest.ts';
import { handProblem, linksByRow, rowsTaken } from '../../domain/matching/by-hand.ts';
import { settle, untouched } from '../../domain/matching/open.ts';
import { tallyOf } from '../../domain/matching/tally.ts';
import { inputOf, proposed } from './records.ts';
import type { Short } from './records.ts';

const big = (n: number): bigint => BigInt(Math.round(n));
const size = (n: bigint): bigint => (n < 0n ? -n : n);

/** Rows of documents, with what each has: told anew from the books, not by the product. */
function rowsOf(records: readonly MatchRecord[]): Map<number, { readonly has: bigint; readonly currency: string }> {
  const rows = new Map<number, { has: bigint; currency: string }>();
  for (const one of records) {
    if (one.lines.length === 0) rows.set(one.rank, { has: size(big(one.amount)), currency: one.currency });
    for (const line of one.lines) rows.set(line.rank, { has: size(big(line.amount)), currency: one.currency });
  }
  return rows;
}

/** What is wrong with links, row by row and document by document, in whole numbers. */
function overdrawn(input: MatchInput, links: readonly Link[]): readonly string[] {
  const wrong: string[] = [];
  const check = (side: 'left' | 'right', records: readonly MatchRecord[]): void => {
    const rows = rowsOf(records);
    const sums = new Map<number, bigint>();
    for (const link of links) {
      const rank = link[side];
      const row = rows.get(rank);
      if (link.amount === null || row === undefined || row.currency !== link.currency) continue;
      sums.set(rank, (sums.get(rank) ?? 0n) + big(link.amount));
    }
    for (const [rank, sum] of sums)
      if (sum > (rows.get(rank)?.has ?? 0n)) wrong.push(`${side} row ${rank}: ${sum} of ${rows.get(rank)?.has}`);
    for (const one of records) {
      const own = new Set([one.rank, ...one.lines.map((line) => line.rank)]);
      const sum = [...sums].reduce((all, [rank, n]) => (own.has(rank) ? all + n : all), 0n);
      if (sum > size(big(one.amount))) wrong.push(`${side} document ${one.label}: ${sum} of ${one.amount}`);
    }
  };
  check('left', input.left);
  check('right', input.right);
  for (const link of links) if (link.amount !== null && !(link.amount > 0)) wrong.push(`an amount of ${link.amount}`);
  return wrong;
}

const linesOf = (amounts: readonly number[], first: number, articles: readonly string[]): readonly MatchLine[] =>
  amounts.map((amount, i) => ({ rank: first + i, amount, article: articles[i % articles.length] ?? '', hs: '', text: '' }));

/** Documents of one to four rows each, on rising ranks. */
function documents(all: readonly { no: string; amounts: readonly number[]; currency: string }[]): readonly Short[] {
  return all.map(({ no, amounts, currency }) => ({ no, who: 'S-1|Rheinwerk GmbH', currency, amount: amounts.reduce((a, b) => a + b, 0) }));
}

function withRows(input: MatchInput, lefts: readonly (readonly number[])[], rights: readonly (readonly number[])[]): MatchInput {
  const side = (records: readonly MatchRecord[], amounts: readonly (readonly number[])[], articles: readonly string[]): MatchRecord[] =>
    records.map((one, i) => ({ ...one, rank: i * 10, lines: linesOf(amounts[i] ?? [], i * 10, articles) }));
  return { ...input, left: side(input.left, lefts, ['X', 'Y', '']), right: side(input.right, rights, ['Y', '', 'X']) };
}

const doc = fc.record({
  no: fc.constantFrom('AT-26-1001', 'AT-26-1002', 'AT-26-1003'),
  amounts: fc.array(fc.constantFrom(50, 100, 200, 300, 501), { minLength: 1, maxLength: 4 }),
  currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
});
const books = fc.tuple(fc.array(doc, { maxLength: 5 }), fc.array(doc, { maxLength: 5 }));
const convert = (n: number, from: string, to: string): number =>
  from === to ? n : from === 'EUR' ? Math.round(n * 1.1) : Math.round(n / 1.1);

type Docs = readonly { no: string; amounts: readonly number[]; currency: string }[];
const made = (lefts: Docs, rights: Docs): MatchInput =>
  withRows(
    inputOf(documents(lefts), documents(rights), { kind: 'declaration-invoice', convert }),
    lefts.map((one) => one.amounts),
    rights.map((one) => one.amounts),
  );

const usd = (no: string, ...amounts: readonly number[]) => ({ no, amounts: [...amounts], currency: 'USD' });
/** Two documents of one number on either side, and one whose amount is what the dealing leaves of another. */
const oneNumber: [ReturnType<typeof usd>[], ReturnType<typeof usd>[]] = [
  [usd('AT-26-1003', 100, 50, 300, 300), usd('AT-26-1003', 50), usd('AT-26-1001', 50, 50, 501, 300)],
  [usd('AT-26-1003', 300, 200), usd('AT-26-1003', 100, 300, 501, 300)],
];

describe('documents of several rows', () => {
  test('no row and no document gives more than it has, whatever was confirmed or linked by hand before', () => {
    fc.assert(
      fc.property(
        books,
        fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 600 })), { maxLength: 4 }),
        ([lefts, rights], tries) => {
          const input = made(lefts, rights);
          const confirmed: Link[] = [];
          for (const [l, r, x, y, amount] of tries) {
            const [a, b] = [input.left[l], input.right[r]];
            if (a === undefined || b === undefined || a.currency !== b.currency) continue;
            const link = { left: a.lines[x]?.rank ?? a.rank, right: b.lines[y]?.rank ?? b.rank, amount, currency: a.currency };
            const openings = untouched(tallyOf(input));
            settle(openings, confirmed);
            if (handProblem(openings, [link]) !== null) continue;
            confirmed.push(...linksByRow(link, { left: a, right: b }, rowsTaken(confirmed)));
          }
          expect(overdrawn(input, confirmed)).toEqual([]);
          const again = suggestMatches({ ...input, decided: { confirmed, refused: [] } }).flatMap((one) => one.links);
          expect(overdrawn(input, [...confirmed, ...again])).toEqual([]);
        },
      ),
      { numRuns: 400, examples: [[oneNumber, []] as never] },
    );
  });

  test('amounts of two currencies are never paired row by row: what is linked is in the currency that is said', () => {
    const input = made(
      [{ no: 'AT-26-1001', amounts: [100, 200], currency: 'EUR' }],
      [{ no: 'AT-26-1001', amounts: [110, 220], currency: 'USD' }],
    );
    const [only] = suggestMatches(input);
    expect(only).toMatchObject({ rule: 'otherCurrency', currency: 'EUR' });
    expect(only?.links.reduce((sum, link) => sum + (link.amount ?? 0), 0)).toBe(300);
    expect(only?.links.every((link) => link.currency === 'EUR')).toBe(true);
  });
});

describe('against every pair tried one by one', () => {
  const short = fc.record({
    no: fc.constantFrom('A-100', 'A-101', 'a 100', 'B/7', 'б/н'),
    who: fc.constantFrom('S-1|Rheinwerk GmbH', 'S-2|Pearl River Trading', 'S-3|Daegu Lighting Corp.'),
    amount: fc.constantFrom(1000, 1001, 2500, 3000),
    currency: fc.constantFrom('USD', 'EUR'),
  });
  /** The number without blanks, in capitals: what "the same number" means, said once more. */
  const number = (no: string): string => no.replace(/\s/g, '').toUpperCase();

  test('exact is who has the same number, company, currency and amount, where nobody else has; and nothing else', () => {
    fc.assert(
      fc.property(fc.array(short, { maxLength: 8 }), fc.array(short, { maxLength: 8 }), (lefts, rights) => {
        const rightOnes = rights.map((one, i): Short => ({ ...one, no: `P${i}`, names: [one.no] }));
        const input = inputOf(lefts, rightOnes);
        const fits = (l: number, r: number): boolean => {
          const [a, b] = [lefts[l], rights[r]];
          if (a === undefined || b === undefined) return false;
          return number(a.no) === number(b.no) && a.who === b.who && a.currency === b.currency && Math.abs(a.amount - b.amount) <= 1;
        };
        const only = (l: number, r: number): boolean =>
          fits(l, r) && lefts.every((_, i) => i === l || !fits(i, r)) && rights.every((_, i) => i === r || !fits(l, i));
        const wanted = lefts.flatMap((_, l) => rights.flatMap((__, r) => (only(l, r) ? [`${l} ${r}`] : [])));
        const found = suggestMatches(input)
          .filter((one) => one.method === 'exact')
          .map((one) => `${one.lefts.join()} ${one.rights.join()}`);
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 400 },
    );
  });

  test('freight is parted by gross weight to the unit: nobody is a whole unit away from the true share, and nothing is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30_000_000 }), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 9_000_000_000_000 }),
        (grams, amount) => {
          const lefts = grams.map((gross, i): Short => ({ no: `D${i}`, names: [`R-${1000 + i}`], gross, currency: '' }));
          const right: Short = { no: 'CMR-1', names: grams.map((_, i) => `R-${1000 + i}`), amount, currency: 'KZT' };
          const links = suggestMatches(inputOf(lefts, [right], { kind: 'declaration-freight', ids: 'reg' })).flatMap((one) => one.links);
          expect(links.reduce((sum, link) => sum + big(link.amount ?? 0), 0n)).toBe(big(amount));
          const total = grams.reduce((sum, g) => sum + big(g), 0n);
          for (const link of links) {
            const off = big(link.amount ?? 0) * total - big(amount) * big(grams[link.left] ?? 0);
            expect(size(off) < total, `${link.left}: ${link.amount}`).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('traps of the trade', () => {
  const who = 'S-1|Rheinwerk GmbH';
  const invoice = (no: string, amount: number, more: Short = {}): Short => ({ no, amount, who, day: '2026-03-01', ...more });
  const payment = (no: string, names: readonly string[], amount: number, more: Short = {}): Short => ({
    no,
    names,
    amount,
    who,
    day: '2026-03-20',
    ...more,
  });

  test('one payment for forty invoices takes each of them wholly', () => {
    const lefts = Array.from({ length: 40 }, (_, i) => invoice(`RW-${2000 + i}`, 1000 + i * 7));
    const all = lefts.reduce((sum, one) => sum + (one.amount ?? 0), 0);
    const input = inputOf(lefts, [
      payment(
        'P1',
        lefts.map((one) => one.no ?? ''),
        all,
      ),
    ]);
    const found = suggestMatches(input);
    expect(found).toHaveLength(1);
    expect(found[0]?.links.map((link) => link.amount)).toEqual(lefts.map((one) => one.amount));
    expect(found[0]).toMatchObject({ rule: 'namedTogether', difference: 0 });
  });

  test('one number in two years goes by amount, then by nearness, and is then said to have a rival', () => {
    const lefts = [invoice('125', 1000, { day: '2025-03-01' }), invoice('125', 2000, { day: '2026-03-01' })];
    expect(proposed(lefts, [payment('P1', ['125'], 1000)])).toEqual(['sameNumber: 125 | P1 [1000]']);
    const equal = [invoice('125', 1000, { day: '2025-03-01' }), invoice('125', 1000, { day: '2026-03-01' })];
    const [only] = suggestMatches(inputOf(equal, [payment('P1', ['125'], 1000)]));
    expect(only).toMatchObject({ rule: 'sameNumberTie', lefts: [1], others: 1 });
    expect(only?.method).not.toBe('exact');
  });

  test('of two companies that differ by one letter each keeps its own, and neither is exact with the other', () => {
    const lefts = [invoice('125', 1000, { who: '|ТОО «Альмира»' }), invoice('125', 1000, { who: '|ТОО «Альмера»' })];
    const found = suggestMatches(inputOf(lefts, [payment('P1', ['125'], 1000, { who: '|ТОО «Альмера»' })]));
    expect(found).toMatchObject([{ method: 'exact', lefts: [1] }]);
    const strange = suggestMatches(inputOf(lefts.slice(0, 1), [payment('P1', ['125'], 1000, { who: '|ТОО «Альмера»' })]));
    for (const one of strange) expect([one.method, one.score < 1]).toEqual(['rule', true]);
    const taxed = [invoice('125', 1000, { who: '980140001231|ТОО «Альмира»' })];
    const rival = [payment('P1', ['125'], 1000, { who: '980140001232|ТОО «Альмира»' })];
    for (const one of suggestMatches(inputOf(taxed, rival))) expect(one.score).toBeLessThan(0.8);
  });

  test('what a bank kept for itself stays open, or lies within the tolerance that was asked for', () => {
    const [left, right] = [[invoice('RW-1001', 100_000)], [payment('P1', ['RW-1001'], 98_500)]];
    expect(suggestMatches(inputOf(left, right))).toMatchObject([{ rule: 'partOf', difference: 1_500 }]);
    expect(suggestMatches(inputOf(left, right, { params: { toleranceBp: 200 } }))).toMatchObject([{ rule: 'withinTolerance' }]);
  });

  test('a credit note larger than its invoice takes no more than the invoice has', () => {
    const lefts = [invoice('RW-1001', 1000), invoice('NC-1', -1500, { corrects: 'RW-1001' })];
    const input = inputOf(lefts, []);
    const found = suggestMatches(input);
    expect(found.flatMap((one) => one.links)).toMatchObject([{ amount: 1000, inner: true }]);
    const confirmed = found.flatMap((one) => one.links);
    const openings = untouched(tallyOf(input));
    settle(openings, confirmed);
    expect([...openings.leftOpen]).toEqual([0, -500]);
  });

  test('rates reach over currencies of no and of three minor digits', () => {
    const rows = [
      ['2026-03-02', 'KRW', 100, 34.5],
      ['2026-03-02', 'KWD', 1, 1_620.25],
    ] as const;
    const cells = cellsOf({
      n: rows.length,
      rank: Float64Array.of(0, 1),
      text: (column) => rows.map((row) => (column === 'rate_date' ? row[0] : row[1])),
      number: (column) => ({
        values: Float64Array.from(rows, (row) => (column === 'fx_unit' ? row[2] : Math.round(row[3] * 1e8))),
        present: Uint8Array.of(1, 1),
      }),
    });
    const digits: Readonly<Record<string, number>> = { KRW: 0, KWD: 3 };
    const into = converter(cells, 'KZT', (currency) => digits[currency] ?? 2);
    const day = Date.UTC(2026, 2, 4) / 86_400_000;
    // 1,000,000 won are 345,000.00 tenge; 1,000.500 dinars are 1,621,060.13; a hundred thousand won are 21.293 dinars
    expect(into(1_000_000, 'KRW', 'KZT', day)).toBe(34_500_000);
    expect(into(1_000_500, 'KWD', 'KZT', day)).toBe(162_106_013);
    expect(into(100_000, 'KRW', 'KWD', day)).toBe(21_293);
    expect(into(1, 'KRW', 'KZT', day + 60)).toBeNull();
  });
});
