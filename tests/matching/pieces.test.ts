import { describe, expect, test } from 'vitest';
import { pieces } from '../../backend/actions/pieces.ts';

/** What is written takes so long for each of it, and so long once. */
function after(steps: number, cost: { each: number; once: number }): number {
  let clock = 0;
  const sized = pieces(() => clock);
  for (let i = 0; i < steps; i += 1) {
    const n = sized.size();
    sized.hold(n, () => (clock += cost.once + n * cost.each));
  }
  return sized.size();
}

describe('pieces of a long list', () => {
  test('grow on a fast machine, up to a bound', () => {
    expect(after(20, { each: 0.01, once: 0.2 })).toBe(200);
  });

  test('hold a usual one for about one frame', () => {
    const n = after(30, { each: 0.15, once: 4 });
    expect(4 + n * 0.15).toBeGreaterThan(12);
    expect(4 + n * 0.15).toBeLessThan(20);
  });

  test('shrink on a slow one, and never to nothing', () => {
    expect(after(20, { each: 3, once: 40 })).toBe(25);
  });

  test('one slow write does not make the next ones small', () => {
    let clock = 0;
    const sized = pieces(() => clock);
    for (let i = 0; i < 20; i += 1) sized.hold(sized.size(), () => (clock += 2));
    expect(sized.size()).toBe(200);
    sized.hold(200, () => (clock += 400));
    expect(sized.size()).toBeGreaterThan(100);
  });
});
