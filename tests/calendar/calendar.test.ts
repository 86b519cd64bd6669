import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, dayNumber, dayOfNumber, daysBetween, weekday } from '../../domain/calendar/day.ts';
import { legalDay } from '../../domain/calendar/legal-day.ts';
import { addCalendarDays, addTermMonths, addWorkingDays, isWorkingDay, rollForward } from '../../domain/calendar/working-days.ts';
import type { CalendarDays } from '../../domain/calendar/working-days.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { generic, kz } from '../helpers/lines.ts';
import { vectors } from '../helpers/vectors.ts';

const day = (text: string): Day => text as Day;

describe('days', () => {
  test('agree with the platform for every day of four centuries and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -150_000, max: 200_000 }), (n) => {
        const text = dayOfNumber(n);
        expect(text).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(text)).toBe(n);
        expect(weekday(text)).toBe(new Date(n * 86_400_000).getUTCDay());
      }),
    );
  });

  test('31 January and one month is the last day of February', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(day('2026-01-31'), 2)).toBe('2026-03-31');
    expect(addMonths(day('2024-01-31'), 1)).toBe('2024-02-29');
    expect(addMonths(day('2026-11-30'), 3)).toBe('2027-02-28');
    expect(daysBetween(day('2026-02-27'), addDays(day('2026-02-27'), 3))).toBe(3);
  });
});

describe.skipIf(vectors === null)('working days (needs ../shared/vectors)', () => {
  const v = vectors?.working_days;
  if (v === undefined) return;
  const calendar: CalendarDays = { weekend: v.weekend, nonWorking: v.calendar.map(day), working: [] };

  test('terms in working days', () => {
    for (const [start, n, due] of v.cases) expect(addWorkingDays(calendar, day(start), n)).toBe(due);
  });

  test('suspended days do not count', () => {
    for (const [start, n, spans, due] of v.suspended) {
      expect(
        addWorkingDays(
          calendar,
          day(start),
          n,
          spans.map(([from, to]) => ({ from: day(from), to: day(to) })),
        ),
      ).toBe(due);
    }
  });

  test('a term in calendar days rolls to a working day', () => {
    for (const [start, n, due] of v.roll) expect(addCalendarDays(calendar, day(start), n)).toBe(due);
  });

  test('a Saturday that was made a working day counts', () => {
    const transferred = { ...calendar, working: [day('2026-03-14')] };
    expect(isWorkingDay(transferred, day('2026-03-14'))).toBe(true);
    expect(addWorkingDays(transferred, day('2026-03-06'), 10)).toBe('2026-03-20');
    expect(addWorkingDays(transferred, day('2026-03-02'), 20)).toBe('2026-04-02');
    expect(addWorkingDays(transferred, day('2026-03-02'), 5)).toBe('2026-03-10');
  });

  test('a term in months grows by the suspended calendar days', () => {
    expect(addTermMonths(calendar, day('2026-03-02'), 2, [{ from: day('2026-03-12'), to: day('2026-04-10') }])).toBe('2026-06-01');
    expect(rollForward(calendar, addMonths(day('2026-01-31'), 1))).toBe('2026-03-02');
  });
});

describe('legal day', () => {
  test('is that of the pack’s time zone, with its change of 1 March 2024', () => {
    expect(legalDay(kz, Date.UTC(2026, 0, 5, 18, 59))).toBe('2026-01-05');
    expect(legalDay(kz, Date.UTC(2026, 0, 5, 19, 0))).toBe('2026-01-06');
    expect(legalDay(kz, Date.UTC(2024, 1, 28, 18, 0))).toBe('2024-02-29');
    expect(legalDay(kz, Date.UTC(2024, 1, 28, 17, 59))).toBe('2024-02-28');
    expect(legalDay(generic, Date.UTC(2026, 0, 5, 23, 59))).toBe('2026-01-05');
  });
});
