import { describe, expect, test } from 'vitest';
import { suggestMatches } from '../../domain/matching/suggest.ts';
import { inputOf, proposed } from './records.ts';
import type { Short } from './records.ts';

const who = 'S-1|Shenzhen AeroTone Ltd';
const invoice = (no: string, amount: number, more: Short = {}): Short => ({ no, amount, who, ...more });
const payment = (no: string, names: readonly string[], amount: number, more: Short = {}): Short => ({
  no,
  names,
  amount,
  who,
  day: '2026-03-20',
  ...more,
});

describe('exact', () => {
  test('number, party, currency and amount agree', () => {
    expect(proposed([invoice('AT-1001', 5000)], [payment('P1', ['AT-1001'], 5000)])).toEqual(['sameNumber: AT-1001 | P1 [5000]']);
  });

  test.each([
    ['another currency', payment('P1', ['AT-1001'], 5000, { currency: 'EUR' })],
    ['another amount', payment('P1', ['AT-1001'], 4000)],
    ['another company', payment('P1', ['AT-1001'], 5000, { who: 'X-9|Seabright Commodities Ltd' })],
    ['received, not paid', payment('P1', ['AT-1001'], 5000, { way: -1 })],
  ])('is not with %s', (_, right) => {
    const input = inputOf([invoice('AT-1001', 5000)], [right]);
    expect(suggestMatches(input).filter((one) => one.method === 'exact')).toEqual([]);
  });

  test('of two payments of one invoice the nearer one, with the other one told', () => {
    const input = inputOf(
      [invoice('AT-1001', 5000)],
      [payment('P1', ['AT-1001'], 5000, { day: '2026-03-25' }), payment('P2', ['AT-1001'], 5000)],
    );
    const [first, ...more] = suggestMatches(input);
    expect(first).toMatchObject({ method: 'rule', rule: 'sameNumberTie', rights: [1], others: 1 });
    expect(more).toEqual([]);
  });
});

describe('one against several', () => {
  test('one payment for five invoices', () => {
    const numbers = ['A-10', 'A-11', 'A-12', 'A-13', 'A-14'];
    const amounts = [100, 200, 300, 400, 500];
    const lefts = numbers.map((no, i) => invoice(no, amounts[i] ?? 0));
    expect(proposed(lefts, [payment('P1', numbers, 1500)])).toEqual([`namedTogether: ${numbers.join('+')} | P1 [100 200 300 400 500]`]);
  });

  test('two payments in parts for two invoices are one proposal without a difference', () => {
    const lefts = [invoice('A-10', 1000), invoice('A-11', 3000)];
    const rights = [payment('P1', ['A-10', 'A-11'], 1200), payment('P2', ['A-10', 'A-11'], 2800, { day: '2026-04-10' })];
    const input = inputOf(lefts, rights);
    const [only, ...more] = suggestMatches(input);
    expect(only).toMatchObject({ rule: 'namedTogether', difference: 0 });
    expect(only?.links.map((link) => link.amount)).toEqual([300, 700, 900, 2100]);
    expect(more).toEqual([]);
  });

  test('an advance and the rest', () => {
    expect(proposed([invoice('A-10', 1000)], [payment('P1', ['A-10'], 300, { day: '2026-01-10' }), payment('P2', ['A-10'], 700)])).toEqual([
      'namedTogether: A-10 | P1+P2 [300 700]',
    ]);
  });

  test('a part payment says what is still open', () => {
    const input = inputOf([invoice('A-10', 1000)], [payment('P1', ['A-10'], 300)]);
    expect(suggestMatches(input)).toMatchObject([{ rule: 'partOf', difference: 700 }]);
  });

  test('a bank’s fee is a difference within the tolerance', () => {
    const input = inputOf([invoice('A-10', 100_000)], [payment('P1', ['A-10'], 99_750)]);
    expect(suggestMatches(input)).toMatchObject([{ rule: 'withinTolerance', difference: 250, links: [{ amount: 99_750 }] }]);
  });

  test('one invoice over three declarations', () => {
    const declaration = (no: string, amount: number): Short => ({ no, names: ['INV-77'], amount, who });
    const lefts = [declaration('D1', 100), declaration('D2', 250), declaration('D3', 650)];
    expect(proposed(lefts, [invoice('INV-77', 1000)], { kind: 'declaration-invoice' })).toEqual([
      'namedTogether: D1+D2+D3 | INV-77 [100 250 650]',
    ]);
  });

  test('a second declaration of an invoice that one has used up is left alone', () => {
    const lefts: Short[] = [
      { no: 'D1', names: ['INV-77'], amount: 1000, who, day: '2026-03-02' },
      { no: 'D2', names: ['INV-77'], amount: 1000, who, day: '2026-03-09' },
    ];
    expect(proposed(lefts, [invoice('INV-77', 1000)], { kind: 'declaration-invoice' })).toEqual(['sameNumberTie: D1 | INV-77 [1000]']);
  });

  test('a credit note reduces its invoice, and stands in the proposal of the payment', () => {
    const lefts = [invoice('A-10', 1000), invoice('CN-1', -100, { corrects: 'A-10' })];
    const input = inputOf(lefts, [payment('P1', ['A-10'], 900)]);
    const [only] = suggestMatches(input);
    expect(only).toMatchObject({ method: 'exact', lefts: [0, 1], rights: [0], difference: 0 });
    expect(only?.links).toEqual([
      { left: 0, right: 0, amount: 900, currency: 'USD' },
      { left: 0, right: 1, amount: 100, currency: 'USD', inner: true },
    ]);
  });

  test('amounts of two currencies are held against each other at the rate of the day, never added', () => {
    const convert = (amount: number, from: string, to: string): number | null => (from === 'EUR' && to === 'USD' ? amount * 1.1 : null);
    const right = payment('P1', ['AT-1001'], 1000, { currency: 'EUR' });
    expect(suggestMatches(inputOf([invoice('AT-1001', 1100)], [right], { convert }))).toMatchObject([
      { rule: 'otherCurrency', difference: null },
    ]);
    expect(suggestMatches(inputOf([invoice('AT-1001', 1500)], [right], { convert }))).toEqual([]);
    expect(suggestMatches(inputOf([invoice('AT-1001', 1100)], [right]))).toEqual([]);
  });
});

describe('numbers in other spellings', () => {
  test('without dashes and zeros', () => {
    expect(proposed([invoice('AT-26-04013', 5000)], [payment('P1', ['AT 26/4013'], 5000)])).toEqual([
      'numberVariant: AT-26-04013 | P1 [5000]',
    ]);
  });

  test('in the purpose of a payment', () => {
    expect(
      proposed([invoice('AT-26-4013', 5000)], [payment('P1', [], 5000, { text: 'Оплата по инвойсу AT 26 4013 от 12.03.2026' })]),
    ).toEqual(['numberInText: AT-26-4013 | P1 [5000]']);
  });

  test('with two digits swapped it is a scored one that names both numbers', () => {
    const input = inputOf([invoice('AT-26-4013', 5000)], [payment('P1', ['AT-26-4031'], 5000)]);
    expect(suggestMatches(input)).toMatchObject([{ method: 'scored', rule: 'similar' }]);
    expect(suggestMatches(input)[0]?.score).toBeGreaterThan(0.8);
  });

  test('a number that everybody holds leads nowhere', () => {
    const lefts = Array.from({ length: 60 }, (_, i) => invoice('б/н', 1000 + i * 50, { who: `X-${i}|Company ${i}` }));
    const rights = Array.from({ length: 60 }, (_, i) => payment(`P${i}`, ['б/н'], 9_000 + i * 70, { who: `Y-${i}|Other ${i}` }));
    expect(proposed(lefts, rights)).toEqual([]);
  });
});

describe('without numbers', () => {
  const plain = (no: string, amount: number, more: Short = {}): Short => ({ no, names: [], amount, who, day: '2026-03-20', ...more });

  test('one company, one amount, no other that would do', () => {
    expect(proposed([invoice('A-10', 5000)], [plain('P1', 5000)])).toEqual(['sameAmount: A-10 | P1 [5000]']);
  });

  test('two that would do are proposed with a low score and the other one told', () => {
    const input = inputOf([invoice('A-10', 5000), invoice('A-11', 5000)], [plain('P1', 5000)]);
    const [only] = suggestMatches(input);
    expect(only).toMatchObject({ method: 'scored', others: 1 });
    expect(only?.score).toBeLessThan(0.9);
  });

  test('all of one contract and day at once', () => {
    const lefts = [
      invoice('A-10', 1234, { contract: 'C1' }),
      invoice('A-11', 2345, { contract: 'C1' }),
      invoice('A-12', 999, { contract: 'C2' }),
    ];
    expect(proposed(lefts, [plain('P1', 3579, { contract: 'C1' })])[0]).toBe('groupOfDay: A-10+A-11 | P1 [1234 2345]');
  });

  test('the only sum of several', () => {
    const lefts = [invoice('A-10', 1234), invoice('A-11', 2345, { day: '2026-03-05' }), invoice('A-12', 4001, { day: '2026-03-09' })];
    expect(proposed(lefts, [plain('P1', 5235)])[0]).toBe('sumOfGroup: A-10+A-12 | P1 [1234 4001]');
  });

  test('nothing outside the window of days', () => {
    expect(proposed([invoice('A-10', 5000, { day: '2025-06-01' })], [plain('P1', 5000)])).toEqual([]);
  });

  test('two companies with one amount are not joined surely', () => {
    const input = inputOf([invoice('A-10', 5000)], [plain('P1', 5000, { who: 'X-2|Pearl River Trading' })], { params: { minScore: 0 } });
    for (const one of suggestMatches(input)) expect(one.score).toBeLessThan(0.9);
  });
});

describe('freight', () => {
  test('a paper that names two declarations is parted by their gross weight', () => {
    const lefts: Short[] = [
      { no: 'D1', names: ['R-100'], gross: 1000, currency: '' },
      { no: 'D2', names: ['R-200'], gross: 3000, currency: '' },
    ];
    const right: Short = { no: 'CMR-1', names: ['R-100', 'R-200'], amount: 4001, currency: 'KZT' };
    expect(proposed(lefts, [right], { kind: 'declaration-freight', ids: 'reg' })).toEqual(['namedTogether: D1+D2 | CMR-1 [1000 3001]']);
  });

  test('a declaration takes all papers that name it and no other', () => {
    const rights: Short[] = [
      { no: 'CMR-1', names: ['R-100'], amount: 500, currency: 'KZT' },
      { no: 'POL-1', names: ['R-100'], amount: 20, currency: 'KZT' },
    ];
    const lefts: Short[] = [{ no: 'D1', names: ['R-100'], currency: '' }];
    expect(proposed(lefts, rights, { kind: 'declaration-freight', ids: 'reg' })[0]).toBe('namedTogether: D1 | CMR-1+POL-1 [500 20]');
  });
});

describe('decisions', () => {
  const lefts = [invoice('A-10', 1000), invoice('A-11', 500)];
  const rights = [payment('P1', ['A-10'], 1000), payment('P2', ['A-11'], 200)];

  test('what was confirmed is matched by its amounts and not proposed again', () => {
    const confirmed = [
      { left: 0, right: 0, amount: 1000, currency: 'USD' },
      { left: 1, right: 1, amount: 200, currency: 'USD' },
    ];
    expect(proposed(lefts, rights, { decided: { confirmed, refused: [] } })).toEqual([]);
    const later = [...rights, payment('P3', ['A-11'], 300)];
    expect(proposed(lefts, later, { decided: { confirmed, refused: [] } })).toEqual(['sameNumber: A-11 | P3 [300]']);
  });

  test('what was refused is not proposed again, another one may be', () => {
    const refused = [[{ left: 0, right: 0, amount: 1000, currency: 'USD' }]];
    expect(proposed(lefts, rights, { decided: { confirmed: [], refused } })).toEqual(['partOf: A-11 | P2 [200]']);
    const more = [...rights, payment('P3', ['A-10'], 1000)];
    expect(proposed(lefts, more, { decided: { confirmed: [], refused } })[0]).toBe('sameNumber: A-10 | P3 [1000]');
  });
});
