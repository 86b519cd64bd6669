import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateInterest } from '../../domain/assessment/interest.ts';
import type { BaseRate, Debt, InterestRule } from '../../domain/assessment/interest.ts';
import { addDays } from '../../domain/calendar/day.ts';
import type { Day, Decimal } from '../../domain/model/scalars.ts';
import { add, compare, multiply, ratio, ratioToDecimal } from '../../domain/money/ratio.ts';
import type { Ratio } from '../../domain/money/ratio.ts';

const day = (text: string): Day => text as Day;
const rule: InterestRule = { multiplier: '1.25' as Decimal, year: 'fixed365', rateMode: 'perDay' };
const rates: readonly BaseRate[] = [
  { from: day('2025-01-01'), percent: '15.25' as Decimal },
  { from: day('2025-03-11'), percent: '16.50' as Decimal },
  { from: day('2025-10-13'), percent: '18.00' as Decimal },
];
const debt = (due: string, payments: readonly (readonly [string, bigint])[]): Debt => ({
  amount: 100_000_000n,
  due: day(due),
  payments: payments.map(([at, amount]) => ({ day: day(at), amount })),
});
const shown = (value: Ratio): string => ratioToDecimal(multiply(value, ratio(1n, 100n)), 4);

describe('late-payment interest', () => {
  it('is rounded once at the end, not per segment', () => {
    const told = lateInterest(debt('2025-03-01', [['2025-06-09', 100_000_000n]]), rates, { to: day('2025-06-09'), rule });
    expect(told.segments.map((one) => [one.days, one.percent, shown(one.interest)])).toEqual([
      [9, '15.25', '4700.3425'],
      [91, '16.50', '51421.2329'],
    ]);
    expect([told.days, told.interest]).toEqual([100, 5_612_158n]);
  });

  it('follows part payments, whose own day still bears interest', () => {
    const paid = debt('2025-09-30', [
      ['2025-10-31', 40_000_000n],
      ['2025-12-31', 60_000_000n],
    ]);
    const told = lateInterest(paid, rates, { to: day('2025-12-31'), rule });
    expect(told.segments.map((one) => [one.days, one.balance, shown(one.interest)])).toEqual([
      [12, 100_000_000n, '6780.8219'],
      [19, 100_000_000n, '11712.3288'],
      [61, 60_000_000n, '22561.6438'],
    ]);
    expect([told.days, told.interest, told.balance]).toEqual([92, 4_105_479n, 0n]);
  });

  it('stops on the day of payment: one day late is one day', () => {
    const told = lateInterest(debt('2025-03-01', [['2025-03-02', 100_000_000n]]), rates, { to: day('2026-01-01'), rule });
    expect([told.days, told.interest]).toEqual([1, 52_226n]);
  });

  it('is nothing up to the due day, and on what was paid by then', () => {
    expect(lateInterest(debt('2025-03-01', []), rates, { to: day('2025-03-01'), rule }).interest).toBe(0n);
    expect(lateInterest(debt('2025-03-01', [['2025-02-01', 100_000_000n]]), rates, { to: day('2025-05-01'), rule }).segments).toEqual([]);
  });

  it('keeps what was paid too much apart', () => {
    const told = lateInterest(debt('2025-03-01', [['2025-03-05', 100_000_500n]]), rates, { to: day('2025-04-01'), rule });
    expect([told.overpaid, told.balance]).toEqual([500n, 0n]);
  });

  it('can keep the rate of the due day, and count the real days of a year', () => {
    const fixed = lateInterest(debt('2025-03-01', []), rates, { to: day('2025-06-09'), rule: { ...rule, rateMode: 'fixedAtDue' } });
    expect(fixed.segments.map((one) => [one.days, one.percent])).toEqual([[100, '15.25']]);
    const old = [{ from: day('2020-01-01'), percent: '10' as Decimal }];
    const real = lateInterest(debt('2023-12-30', []), old, { to: day('2024-01-02'), rule: { ...rule, year: 'actual' } });
    expect(real.segments.map((one) => [one.from, one.days, one.yearDays])).toEqual([
      ['2023-12-31', 1, 365],
      ['2024-01-01', 2, 366],
    ]);
  });

  it('refuses a day without a rate by name, and amounts that are none', () => {
    expect(() => lateInterest(debt('2024-12-30', []), rates, { to: day('2025-01-05'), rule })).toThrow(
      expect.objectContaining({ code: 'rate_missing', at: '2024-12-31' }),
    );
    expect(() => lateInterest({ ...debt('2025-01-01', []), amount: -1n }, rates, { to: day('2025-02-01'), rule })).toThrow(
      expect.objectContaining({ code: 'value_invalid' }),
    );
    expect(() => lateInterest(debt('2025-01-01', [['2025-01-05', 0n]]), rates, { to: day('2025-02-01'), rule })).toThrow(
      expect.objectContaining({ code: 'value_invalid', at: 'payments' }),
    );
  });

  it('adds up over adjacent periods before it is rounded', () => {
    const total = (of: Debt, to: Day): Ratio =>
      lateInterest(of, rates, { to, rule }).segments.reduce((sum, one) => add(sum, one.interest), ratio(0n));
    const days = fc.integer({ min: 1, max: 300 });
    const payments = fc.array(fc.tuple(fc.integer({ min: -10, max: 400 }), fc.bigInt({ min: 1n, max: 60_000_000n })), { maxLength: 5 });
    fc.assert(
      fc.property(days, days, payments, (first, second, paid) => {
        const due = day('2025-01-05');
        const of: Debt = { amount: 100_000_000n, due, payments: paid.map(([after, amount]) => ({ day: addDays(due, after), amount })) };
        const [middle, end] = [addDays(due, first), addDays(due, first + second)];
        const left = of.payments.filter((one) => one.day <= middle).reduce((sum, one) => sum - one.amount, of.amount);
        const rest: Debt = { amount: left > 0n ? left : 0n, due: middle, payments: of.payments.filter((one) => one.day > middle) };
        expect(compare(total(of, end), add(total(of, middle), total(rest, end)))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
