import { expect, test } from 'vitest';
import { legalDay, legalInstant } from '../../domain/calendar/legal-day.ts';
import { loadPack } from '../../backend/packs/load-pack.ts';

const { pack } = loadPack('kz');

test('a moment is written in the pack’s time zone, whatever the laptop’s is', () => {
  const ms = Date.parse('2026-11-22T20:30:05Z');
  expect(legalInstant(pack, ms)).toBe('2026-11-23T01:30:05+05:00');
  expect(legalDay(pack, ms)).toBe('2026-11-23');
  expect(Date.parse(legalInstant(pack, ms))).toBe(ms);
});

test('before March 2024 the offset of Kazakhstan was six hours', () => {
  expect(legalInstant(pack, Date.parse('2024-02-01T00:00:00Z'))).toBe('2024-02-01T06:00:00+06:00');
});
