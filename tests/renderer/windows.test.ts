import { expect, test } from 'vitest';
import { createHold } from '../../renderer/parts/grid/hold.ts';
import { createWindows, wanted, windowSize } from '../../renderer/parts/grid/windows.ts';
import type { WindowAnswer } from '../../renderer/parts/grid/windows.ts';

const rowsFrom = (at: number, limit: number, total: number): WindowAnswer => {
  const n = Math.max(0, Math.min(limit, total - at));
  const indexes = Array.from({ length: n }, (_, i) => at + i);
  return { at, names: indexes.map((i) => `row ${i}`), lines: indexes.map((i) => i + 2), rows: indexes.map((i) => [i]) };
};

/** A backend that answers when it is told to. */
function slowBackend(total: number) {
  const asked: { at: number; signal: AbortSignal; answer: () => void; refuse: () => void }[] = [];
  const fetchWindow = (at: number, limit: number, signal: AbortSignal): Promise<WindowAnswer> =>
    new Promise((resolve, reject) => {
      asked.push({ at, signal, answer: () => resolve(rowsFrom(at, limit, total)), refuse: () => reject(new Error('gone')) });
    });
  return { asked, fetchWindow };
}

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

test('what is seen comes first, then what lies ahead, then what lies behind', () => {
  expect(wanted(1_000, 1_030, 1_000_000)).toEqual([5, 6, 7, 8, 4]);
  expect(wanted(1_000, 1_030, 1_000_000, -1)).toEqual([5, 4, 3, 2, 6]);
  expect(wanted(190, 220, 1_000_000)).toEqual([0, 1, 2, 3, 4]);
  expect(wanted(0, 0, 0)).toEqual([]);
});

test('a jump asks for its own rows, for the newest place first, and for their neighbours only after a rest', async () => {
  const { asked, fetchWindow } = slowBackend(1_000_000);
  const windows = createWindows({ total: 1_000_000 }, fetchWindow, { changed: () => {}, failed: () => {} });
  windows.show(0, 30);
  expect(asked.map((a) => a.at)).toEqual([0, 200]);
  for (const first of [300_000, 400_000, 500_000]) windows.show(first, first + 30);
  expect(asked.map((a) => a.at)).toEqual([0, 200]);
  asked[0]?.answer();
  await settle();
  expect(asked.map((a) => a.at).slice(2)).toEqual([500_000]);
  asked[1]?.answer();
  asked[2]?.answer();
  await new Promise((done) => setTimeout(done, 150));
  expect(asked.map((a) => a.at).slice(3)).toEqual([500_200, 500_400]);
  expect(windows.has(500_000, 500_030)).toBe(true);
  expect(windows.has(0, 400)).toBe(true);
  expect(windows.has(500_190, 500_210)).toBe(false);
});

test('what is asked for and scrolled past still comes, so that a dragged bar shows where it was a moment ago', async () => {
  const { asked, fetchWindow } = slowBackend(1_000_000);
  const windows = createWindows({ total: 1_000_000 }, fetchWindow, { changed: () => {}, failed: () => {} });
  const hold = createHold();
  const isHere = (row: number): boolean => windows.has(row, row + 20);
  windows.show(100_000, 100_020);
  expect(hold.at(100_000, isHere)).toBe(100_000);
  asked[0]?.answer();
  await settle();
  expect(hold.at(100_000, isHere)).toBe(100_000);
  windows.show(200_000, 200_020);
  expect(hold.at(200_000, isHere)).toBe(100_000);
  windows.show(300_000, 300_020);
  expect(hold.at(300_000, isHere)).toBe(100_000);
  expect(asked.some((a) => a.signal.aborted)).toBe(false);
  asked.find((a) => a.at === 200_000)?.answer();
  await settle();
  expect(hold.at(300_000, isHere)).toBe(200_000);
  asked.find((a) => a.at === 300_000)?.answer();
  await settle();
  expect(hold.at(300_000, isHere)).toBe(300_000);
});

test('rows that come with the view are there at once', () => {
  const { asked, fetchWindow } = slowBackend(1_000);
  const first = rowsFrom(200, 200, 1_000);
  const windows = createWindows({ total: 1_000, first }, fetchWindow, { changed: () => {}, failed: () => {} });
  windows.show(210, 240);
  expect(windows.row(215)?.name).toBe('row 215');
  expect(asked.map((a) => a.at)).not.toContain(200);
});

test('rows are there after they arrived, and the grid is told', async () => {
  const { asked, fetchWindow } = slowBackend(1_000);
  let told = 0;
  const windows = createWindows({ total: 1_000 }, fetchWindow, { changed: () => (told += 1), failed: () => {} });
  windows.show(0, 30);
  expect(windows.row(7)).toBeUndefined();
  asked[0]?.answer();
  await settle();
  expect(windows.row(7)).toEqual({ name: 'row 7', line: 9, cells: [7] });
  expect(told).toBe(1);
});

test('a refused window is told once and not asked for again for ever', async () => {
  const { asked, fetchWindow } = slowBackend(100);
  const failures: unknown[] = [];
  const windows = createWindows({ total: 100 }, fetchWindow, { changed: () => {}, failed: (error) => failures.push(error) });
  windows.show(0, 30);
  asked[0]?.refuse();
  await settle();
  expect(failures).toHaveLength(1);
  expect(asked).toHaveLength(1);
  windows.show(0, 31);
  expect(asked).toHaveLength(2);
});

test('a range over several windows is taken whole, in order, with what is here already', async () => {
  const calls: number[] = [];
  const fetchWindow = (at: number, limit: number): Promise<WindowAnswer> => {
    calls.push(limit);
    return Promise.resolve(rowsFrom(at, limit, 2_000));
  };
  const windows = createWindows({ total: 2_000 }, fetchWindow, { changed: () => {}, failed: () => {} });
  windows.show(0, 10);
  await settle();
  const rows = await windows.take(150, 1_450);
  expect(rows.map((row) => row.cells[0])).toEqual(Array.from({ length: 1_300 }, (_, i) => 150 + i));
  expect(Math.max(...calls)).toBeLessThanOrEqual(500);
  expect(await windows.take(1_990, 5_000)).toHaveLength(10);
});

test('a million rows are walked without keeping them all', async () => {
  const fetchWindow = (at: number, limit: number): Promise<WindowAnswer> => Promise.resolve(rowsFrom(at, limit, 1_000_000));
  const windows = createWindows({ total: 1_000_000 }, fetchWindow, { changed: () => {}, failed: () => {} });
  for (let first = 0; first < 100 * windowSize; first += windowSize) {
    windows.show(first, first + 30);
    await settle();
  }
  expect(windows.row(0)).toBeUndefined();
  expect(windows.row(99 * windowSize)).toBeDefined();
});
