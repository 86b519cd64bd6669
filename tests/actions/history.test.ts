import { afterAll, expect, test } from 'vitest';
import { caseDesk } from '../changes/books.ts';

const { at, caseId } = await caseDesk();
afterAll(() => at.leave());

test('each entry of the history says who by name, and by the id that the log holds', async () => {
  const { entries } = await at.call('case.history', { caseId, limit: 10 });
  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map((entry) => entry.byName))).toEqual(new Set(['Проба']));
  expect(entries.every((entry) => entry.by !== entry.byName)).toBe(true);
});
