import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, ratio, ratioOfDecimal } from '../../domain/money/ratio.ts';
import { parseRate, rateText, requireRate } from '../../domain/money/rate.ts';
import type { RateExpression, RateTerm } from '../../domain/money/rate.ts';
import { rateAmount } from '../../domain/money/rate-amount.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { Refused } from '../../domain/model/refused.ts';
import { generic, kz } from '../helpers/lines.ts';

const number = fc.integer({ min: 0, max: 9999 }).map((n) => String(n / 100) as Decimal);
const term: fc.Arbitrary<RateTerm> = fc.oneof(
  number.map((percent) => ({ kind: 'adv' as const, percent })),
  fc.record({
    kind: fc.constant('spec' as const),
    amount: number,
    currency: fc.constantFrom('EUR', 'USD', 'KZT'),
    per: fc.constantFrom('1', '1000').map((t) => t as Decimal),
    unit: fc.constantFrom('kg', 'l', 'pcs'),
  }),
);
const expression: fc.Arbitrary<RateExpression> = fc.record({
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
  bounds: fc.array(
    fc.record({ kind: fc.constantFrom('atLeast' as const, 'atMost' as const), terms: fc.array(term, { minLength: 1, maxLength: 2 }) }),
    {
      maxLength: 2,
    },
  ),
});

const inputs = (base: bigint, quantity: bigint) => ({
  base,
  quantityIn: () => ratio(quantity, 1000n),
  nationalMinor: () => ratio(54_015n),
});
const amount = (rate: RateExpression, base: bigint, quantity: bigint) => {
  const found = rateAmount(rate, inputs(base, quantity));
  if ('what' in found) throw new Error('missing input');
  return found.amount;
};

describe('rate texts', () => {
  test.each([
    ['10', '10%'],
    ['10%', '10%'],
    [' 10,5 % ', '10.5%'],
    ['0', '0%'],
    ['free', 'free'],
    ['беспошлинно', 'free'],
    ['0.5 EUR/kg', '0.5 EUR/kg'],
    ['3 EUR/1000 pcs', '3 EUR/1000 pcs'],
    ['1 200,50 тенге/л', '1200.5 KZT/l'],
    ['5% + 0.2 EUR/l', '5% + 0.2 EUR/l'],
    ['5 плюс 0,2 евро за 1 л', '5% + 0.2 EUR/l'],
    ['10% min 0.4 EUR/kg', '10% min 0.4 EUR/kg'],
    ['10 % но не менее 0,4 евро/кг', '10% min 0.4 EUR/kg'],
    ['10, но не менее 0,4 евро за 1 кг', '10% min 0.4 EUR/kg'],
    ['10% max 2 EUR/шт', '10% max 2 EUR/pcs'],
    ['15% min 1 EUR/kg max 3 EUR/kg', '15% min 1 EUR/kg max 3 EUR/kg'],
  ])('%s is read as %s', (text, canonical) => {
    expect(rateText(requireRate(text, kz))).toBe(canonical);
  });

  test.each([
    '9999999999999999%',
    '0.0000000000000001 EUR/kg',
    '',
    ' ',
    'abc',
    '10%%',
    '-5',
    '10 EUR',
    '10 EUR/',
    '0.5 XXX/kg',
    '0.5 EUR/parsec',
    '10% min',
    'min 5%',
    '5% +',
    '10 20',
    '1/2',
    '3 EUR/0 kg',
  ])('“%s” is no rate', (text) => {
    expect(parseRate(text, kz)).toBeNull();
    expect(() => requireRate(text, kz)).toThrow(Refused);
  });

  test('words of another language belong to the pack that knows them', () => {
    expect(parseRate('10 % но не менее 0,4 евро/кг', generic)).toBeNull();
    expect(parseRate('10 % not less than 0.4 euro per kg', generic)).not.toBeNull();
  });

  test('every expression comes back from its canonical text', () => {
    fc.assert(fc.property(expression, (rate) => rateText(requireRate(rateText(rate), kz)) === rateText(rate)));
  });
});

describe('amounts of rates', () => {
  test('a greater base or quantity never makes a smaller amount', () => {
    const size = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(expression, fc.tuple(size, size), fc.tuple(size, size), (rate, [base, more], [quantity, extra]) => {
        expect(compare(amount(rate, base + more, quantity + extra), amount(rate, base, quantity))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a bound decides only where it is reached', () => {
    const mixed = requireRate('10% min 0.4 EUR/kg', kz);
    const below = rateAmount(mixed, inputs(1000n, 1_000_000n));
    const above = rateAmount(mixed, inputs(10n ** 12n, 1_000_000n));
    expect('what' in below ? null : below.bounds.map((b) => b.decided)).toEqual([true]);
    expect('what' in above ? null : above.bounds.map((b) => b.decided)).toEqual([false]);
  });

  test('a missing quantity, exchange rate or base is named, never taken as zero', () => {
    const rate = requireRate('5% + 0.2 EUR/l', kz);
    const all = inputs(100n, 100n);
    expect(rateAmount(rate, { ...all, quantityIn: () => null })).toEqual({ what: 'quantity', of: 'l' });
    expect(rateAmount(rate, { ...all, nationalMinor: () => null })).toEqual({ what: 'exchangeRate', of: 'EUR' });
    expect(rateAmount(rate, { ...all, base: null })).toEqual({ what: 'base', of: '' });
  });

  test('percentages are exact', () => {
    expect(compare(amount(requireRate('0.0001%', kz), 3n, 0n), ratioOfDecimal('0.000003'))).toBe(0);
  });
});
