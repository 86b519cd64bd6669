import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  exactNumber,
  looseNumber,
  numberLikeness,
  numbersInCell,
  numbersInText,
  serialNumber,
  steps,
} from '../../domain/matching/numbers.ts';
import { findSum } from '../../domain/matching/subset-sum.ts';

describe('document numbers', () => {
  test.each([
    ['AT-26-4013', 'at-26-4013'],
    ['AT-26-4013', ' AT-26 -4013'],
    ['АТ-26-4013', 'AT-26-4013'],
    ['№ 125', '125'],
    ['No. 125', '125'],
    ['СФ–2026–01', 'СФ-2026-01'],
  ])('%s is exactly %s', (a, b) => {
    expect(exactNumber(a)).toBe(exactNumber(b));
  });

  test.each([
    ['AT-26-4013', 'AT/26/4013'],
    ['AT-26-4013', 'AT26 4013'],
    ['СФ-2026-000212', 'СФ 2026 212'],
    ['00045', '45'],
  ])('%s is %s without signs and zeros', (a, b) => {
    expect(exactNumber(a)).not.toBe(exactNumber(b));
    expect(looseNumber(a)).toBe(looseNumber(b));
  });

  test('zeros inside a number count, and so does every digit', () => {
    expect(looseNumber('AT-1001')).not.toBe(looseNumber('AT-101'));
    expect(looseNumber('б/н')).toBe('');
  });

  test('the running number stands alone', () => {
    expect(serialNumber('СФ-2026-000212')).toBe('212');
    expect(serialNumber('000123/2025')).toBe('123');
    expect(serialNumber('б/н')).toBe('');
  });

  test('a cell may hold several', () => {
    expect(numbersInCell('AT-1; AT-2, AT-3 / AT-4')).toEqual(['AT-1', 'AT-2', 'AT-3', 'AT-4']);
  });

  test('a text names numbers in any spelling', () => {
    const found = numbersInText('Payment for goods, contract AT-KZ-2025/051, invoice AT 26 4013 от 12.05.2026');
    expect(found).toContain(looseNumber('AT-26-4013'));
    expect(found).toContain(looseNumber('AT-KZ-2025/051'));
  });

  test('two digits swapped are alike, short numbers only when equal', () => {
    expect(numberLikeness('AT264013', 'AT264031')).toBeGreaterThan(0.7);
    expect(numberLikeness('12', '13')).toBe(0);
    expect(numberLikeness('', '')).toBe(0);
    expect(steps('4013', '4031', 2)).toBe(1);
  });
});

describe('amounts that add up', () => {
  const bounds = { most: 5, steps: 4_000, within: 0 };

  test('are found when only one set does', () => {
    expect(findSum([500, 300, 200, 999], 800, bounds)).toMatchObject({ found: [0, 1], sets: 1, complete: true });
  });

  test('two sets prove nothing', () => {
    expect(findSum([500, 300, 400, 400], 800, bounds)).toMatchObject({ found: null, sets: 2 });
  });

  test('one amount is no sum', () => {
    expect(findSum([800], 800, bounds)).toMatchObject({ found: null, sets: 0 });
  });

  test('the search ends after its steps and says so', () => {
    const amounts = Array.from({ length: 24 }, (_, i) => 1_000_000 + i * 7);
    const found = findSum(amounts, 5_000_000 + 1, { most: 5, steps: 100, within: 0 });
    expect(found.complete).toBe(false);
    expect(found.found).toBeNull();
  });

  test('what is found adds up, and no smaller search finds another (against trying all sets)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 2, max: 200 }),
        (amounts, target) => {
          let sets = 0;
          for (let mask = 0; mask < 1 << amounts.length; mask += 1) {
            const chosen = amounts.filter((_, i) => (mask >> i) % 2 === 1);
            if (chosen.length >= 2 && chosen.length <= 5 && chosen.reduce((a, b) => a + b, 0) === target) sets += 1;
          }
          const found = findSum(amounts, target, bounds);
          expect(found.sets).toBe(Math.min(2, sets));
          if (found.found !== null) expect(found.found.reduce((sum, i) => sum + (amounts[i] ?? 0), 0)).toBe(target);
        },
      ),
    );
  });
});
