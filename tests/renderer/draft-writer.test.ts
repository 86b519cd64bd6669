import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeAllUnwritten } from '../../renderer/parts/unwritten.ts';
import { createDraftWriter } from '../../renderer/screens/findings/draft-writer.ts';
import type { Saving } from '../../renderer/screens/findings/draft-writer.ts';

type Draft = { title: string; cause: string };
type Sent = { readonly set: Partial<Draft>; readonly answer: () => void; readonly refuse: () => void };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A writer to a backend that answers when it is told to. */
function writer() {
  const sent: Sent[] = [];
  const told: Saving[] = [];
  const send = (set: Partial<Draft>): Promise<void> =>
    new Promise((resolve, reject) => {
      sent.push({ set, answer: () => resolve(), refuse: () => reject(new Error('refused')) });
    });
  const made = createDraftWriter<Draft>({
    key: `finding.${Math.random()}`,
    send,
    ready: (set) => set,
    tell: (saving) => told.push(saving),
  });
  return { ...made, sent, told, texts: () => sent.map(({ set }) => set) };
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

test('what changed is written after a pause, one write after the other', async () => {
  const { change, sent, texts, told } = writer();
  change({ title: 'a' });
  change({ title: 'ab' });
  await vi.advanceTimersByTimeAsync(399);
  expect(texts()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(texts()).toEqual([{ title: 'ab' }]);
  change({ cause: 'c' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts()).toHaveLength(1);
  sent[0]?.answer();
  await settle();
  expect(texts()).toEqual([{ title: 'ab' }, { cause: 'c' }]);
  sent[1]?.answer();
  await settle();
  expect(told.at(-1)).toBe('saved');
});

test('at a lock the last words are sent at once, though a busy backend has not answered the write before', async () => {
  const { change, flush, texts } = writer();
  change({ title: 'a' });
  flush();
  await settle();
  change({ title: 'a, then the last word' });
  // the field is left as the page goes, which waits for its turn
  flush();
  void writeAllUnwritten();
  expect(texts()).toEqual([{ title: 'a' }, { title: 'a, then the last word' }]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(texts()).toHaveLength(2);
});

test('what was refused waits, and is sent again with the next change and at a lock', async () => {
  const { change, flush, sent, texts, told } = writer();
  change({ title: 'a' });
  flush();
  await settle();
  sent[0]?.refuse();
  await settle();
  expect(told.at(-1)).toBe('refused');
  change({ cause: 'c' });
  void writeAllUnwritten();
  expect(texts().at(-1)).toEqual({ title: 'a', cause: 'c' });
  sent[1]?.refuse();
  await settle();
  void writeAllUnwritten();
  expect(texts().at(-1)).toEqual({ title: 'a', cause: 'c' });
});
