import { describe, expect, it } from 'vitest';
import { penaltyFor } from '../../domain/assessment/penalty.ts';
import type { Offence, OffenceLevel, PastOffence, PenaltyTable } from '../../domain/assessment/penalty.ts';
import type { Day, Decimal } from '../../domain/model/scalars.ts';

const percents = (...all: readonly string[]) => all as readonly Decimal[];
const table: PenaltyTable = {
  steps: { L1: ['warning', ...percents('10', '20')], L2: percents('20', '40', '60'), L3: percents('50', '100', '200') },
  lookBackMonths: 36,
  sameBy: 'code',
  factors: { voluntaryDisclosure: '0.5' as Decimal },
};
const offence = (level: OffenceLevel, circumstances: readonly string[] = []): Offence => ({
  code: '551',
  level,
  day: '2026-03-02' as Day,
  shortfall: 18_454_878n,
  circumstances,
});
const past = (id: string, more: Partial<PastOffence> = {}): PastOffence => ({
  id,
  code: '551',
  level: 'L2',
  decided: '2025-01-15' as Day,
  final: true,
  annulled: false,
  ...more,
});
const amountOf = (level: OffenceLevel, earlier: number, circumstances: readonly string[] = []) => {
  const told = penaltyFor(
    offence(level, circumstances),
    Array.from({ length: earlier }, (_, i) => past(String(i))),
    table,
  );
  return told.mode === 'amount' ? told.amount : null;
};

describe('graduated penalties', () => {
  it.each([
    ['L1', [0n, 1_845_488n, 3_690_976n]],
    ['L2', [3_690_976n, 7_381_951n, 11_072_927n]],
    ['L3', [9_227_439n, 18_454_878n, 36_909_756n]],
  ] as const)('%s rises with each earlier offence, and no further than the third step', (level, amounts) => {
    expect([0, 1, 2, 7].map((earlier) => amountOf(level, earlier))).toEqual([...amounts, amounts[2]]);
  });

  it('voluntary disclosure halves it', () => {
    expect(amountOf('L2', 1, ['voluntaryDisclosure'])).toBe(3_690_976n);
  });

  it('counts only final offences of the same code inside the look-back, both its ends included', () => {
    const history = [
      past('open', { final: false }),
      past('annulled', { annulled: true }),
      past('other', { code: '552' }),
      past('first day', { decided: '2023-03-02' as Day }),
      past('too old', { decided: '2023-03-01' as Day }),
      past('same day', { decided: '2026-03-02' as Day }),
      past('later', { decided: '2026-03-03' as Day }),
    ];
    const told = penaltyFor(offence('L2'), history, table);
    expect([told.occurrence, told.counted]).toEqual([3, ['first day', 'same day']]);
    expect(penaltyFor(offence('L2'), [past('other', { code: '552' })], { ...table, sameBy: 'level' }).occurrence).toBe(2);
  });

  it('is a referral without a table, and for suspected fraud', () => {
    expect(penaltyFor(offence('L2'), [past('a')], null)).toEqual({ mode: 'referral', occurrence: 1, counted: [] });
    expect(penaltyFor(offence('L4'), [], table).mode).toBe('referral');
  });

  it('keeps the bounds of the table', () => {
    expect(penaltyFor(offence('L2'), [], { ...table, least: 5_000_000n })).toMatchObject({ amount: 5_000_000n, bounded: 'least' });
    expect(penaltyFor(offence('L3'), [past('a')], { ...table, most: 10_000_000n })).toMatchObject({ amount: 10_000_000n, bounded: 'most' });
  });

  it('refuses what it cannot know', () => {
    expect(() => penaltyFor(offence('L2', ['weather']), [], table)).toThrow(
      expect.objectContaining({ code: 'value_invalid', at: 'weather' }),
    );
    expect(() => penaltyFor({ ...offence('L2'), shortfall: -1n }, [], table)).toThrow(expect.objectContaining({ at: 'shortfall' }));
    expect(() => penaltyFor(offence('L3'), [], { ...table, steps: {} })).toThrow(expect.objectContaining({ at: 'L3' }));
  });
});
